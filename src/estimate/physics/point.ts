// One definite case of a workload: a single number for every uncertain input, with the shape of the model filled in where only its size is known.
import { correctionsOf } from '../calibration';
import type { ModelFamily, ModelSizes } from '../../model/architecture';
import type { Accelerator } from '../../model/hardware';
import type { Method, Precision, Sharding } from '../../model/run';
import type { Workload } from '../../model/workload';
import { slowLoaderSeconds, slowStartupSeconds } from './leftOut';

/** Sizes that FLOPs, memory and time follow from; all present. */
export interface Shape {
  readonly family: ModelFamily;
  readonly parameters: number;
  readonly activeParameters: number;
  readonly layers: number;
  readonly decoderLayers: number;
  readonly hiddenSize: number;
  readonly attentionSize: number;
  readonly heads: number;
  readonly keyValueShare: number;
  readonly intermediateSize: number;
  readonly gated: boolean;
  readonly vocabularySize: number;
  readonly tied: boolean;
  readonly experts: number;
  /** false where layers and width were worked out from the size alone */
  readonly shapeKnown: boolean;
}

/** The inputs that carry an interval, by name; the estimate is worked out at each one's low and high in turn. */
export type Uncertain =
  | 'gpu'
  | 'datasetSamples'
  | 'epochs'
  | 'tokensPerSample'
  | 'perDeviceBatchSize'
  | 'weightsPrecision'
  | 'objective'
  | 'loader'
  | 'startup'
  | 'modelFlops'
  | 'time'
  | 'memory'
  | 'power'
  | 'host'
  | 'pue'
  | 'region'
  | 'embodied'
  | 'lifetime'
  | 'water'
  | 'price';

export interface Point {
  readonly shape: Shape;
  readonly model: ModelSizes;
  readonly countsTokens: boolean;
  readonly method: Method;
  readonly loraRank: number;
  readonly precision: Precision;
  /** fp32 matrix products run in TF32 where the card has it */
  readonly productsInTf32: boolean;
  readonly weightsPrecision: 'fp32' | 'bf16' | 'fp16';
  readonly optimizer: string;
  readonly checkpointing: boolean;
  readonly flash: boolean;
  readonly compiled: boolean;
  /** fused kernels, as in trainers made for pre-training; other loops run operation by operation */
  readonly tuned: boolean;
  readonly samples: number;
  readonly evaluationSamples: number;
  readonly generatedTokensPerSample: number;
  /** generating runs this many times slower than a training forward pass on the same tokens */
  readonly generationSlowdown: number;
  /** times that each sample is trained on */
  readonly updates: number;
  /** forward passes of models that are not trained, in units of the trained model's, and their weights */
  readonly frozenPasses: number;
  readonly frozenCopies: number;
  readonly tokensPerSample: number;
  readonly longestSample: number;
  readonly imageSize: number;
  /** seconds in which the host prepares one image for a device; a step is not shorter than its images take */
  readonly loaderSeconds: number;
  /** seconds before the first step and after the last */
  readonly startupSeconds: number;
  readonly perDeviceBatchSize: number;
  readonly gradientAccumulation: number;
  readonly gpuCount: number;
  /** devices that hold one copy of the model by tensor and pipeline parallelism */
  readonly modelParallel: number;
  readonly accelerator: Accelerator;
  readonly sharding: Sharding;
  readonly shardingAssumed: boolean;
  readonly offload: 'none' | 'optimizer' | 'parameters';
  readonly modelFlopsFactor: number;
  readonly timeFactor: number;
  readonly memoryFactor: number;
  readonly powerFactor: number;
  readonly hostFactor: number;
  readonly pue: number;
  readonly gridKgPerKwh: number;
  readonly embodiedKgPerDevice: number;
  readonly lifetimeYears: number;
  readonly waterLitresPerKwh: number | null;
  readonly usdPerGpuHour: number | null;
}

/** Width over depth of published transformers lies near 100 from GPT-2 to Llama 3 (768/12 to 16384/126). */
const widthOverDepth = 100;
/** Weights of a block in units of width squared: attention 4, feed-forward 8. */
const blockWeights = 12;

/** Fills in what the table or the caller left open; a shape is worked out from the size by the proportions of published transformers. */
export function shapeOf(model: ModelSizes): Shape {
  const active = Math.min(model.activeParameters ?? model.parameters, model.parameters);
  const known = Boolean(model.layers && model.hiddenSize);
  const bodySize = Math.max(1, active);
  const hiddenSize =
    model.hiddenSize ?? (model.layers ? Math.sqrt(bodySize / (blockWeights * model.layers)) : Math.cbrt((bodySize * widthOverDepth) / blockWeights));
  const layers = model.layers ?? Math.max(1, bodySize / (blockWeights * hiddenSize * hiddenSize));
  const vocabularySize = model.vocabularySize ?? 0;
  const heads = model.attentionHeads ?? Math.max(1, hiddenSize / 64);
  const attentionSize = model.headSize && model.attentionHeads ? model.headSize * model.attentionHeads : hiddenSize;
  return {
    family: model.family,
    parameters: model.parameters,
    activeParameters: active,
    layers,
    decoderLayers: model.decoderLayers ?? 0,
    hiddenSize,
    attentionSize,
    heads,
    keyValueShare: model.keyValueHeads && model.attentionHeads ? model.keyValueHeads / model.attentionHeads : 1,
    intermediateSize: model.intermediateSize ?? 4 * hiddenSize,
    gated: model.gatedMlp ?? false,
    vocabularySize,
    tied: model.tiedEmbeddings ?? guessTied(active, layers, hiddenSize, vocabularySize),
    experts: model.experts ?? (model.activeParameters && model.activeParameters < 0.6 * model.parameters ? 2 : 1),
    shapeKnown: known,
  };
}

/** Whether what is left beside the blocks is nearer one embedding matrix or two. */
function guessTied(active: number, layers: number, hiddenSize: number, vocabularySize: number): boolean {
  const matrix = vocabularySize * hiddenSize;
  return matrix > 0 && active - blockWeights * layers * hiddenSize * hiddenSize < 1.5 * matrix;
}

/**
 * Generating runs one token at a time and streams the weights for each: this many times slower than a training forward pass on the same tokens in a batched
 * server (vLLM against training throughput), three times that in a plain loop.
 */
const generationSlowdown = { low: 4 / 3, mid: 4, high: 12 } as const;

/** Trainers with fused kernels by default. */
const tunedFrameworks = /megatron|nemo|llm-foundry|composer|torchtitan|gpt-neox|litgpt|maxtext|levanter|unsloth|jax|flax|tpu/;

/** Plain loops seldom span more devices than this. */
const tunedDevices = 64;

/** Where no framework is named, a run from scratch, in fp8 (which plain loops do not have) or over many nodes is taken to use one of those. */
export const isTuned = ({ framework, method, precision, gpuCount }: Workload): boolean =>
  framework ? tunedFrameworks.test(framework) : method.value === 'pretrain' || precision.value === 'fp8' || gpuCount.value >= tunedDevices;

/** Value that one uncertain input takes; `undefined` leaves it at its middle. */
export interface Tilt {
  readonly input: Uncertain;
  readonly end: 'low' | 'high';
}

/** Factors by which the model's own outputs are off at the ends of their 90 % interval. */
export interface Spreads {
  readonly modelFlops: number;
  readonly time: number;
  readonly memory: number;
  readonly power: number;
  readonly host: number;
}

/** The model taken at its word. */
export const noSpreads: Spreads = { modelFlops: 1, time: 1, memory: 1, power: 1, host: 1 };

/** What is left out of the middle case and shows at the upper end alone. */
const isTilted = (input: Uncertain, tilt: Tilt | undefined): boolean => tilt?.input === input && tilt.end === 'high';

/** The workload with every input at its middle, or one of them at an end. */
export function pointOf(workload: Workload, shape: Shape, spreads: Spreads, tilt?: Tilt): Point {
  const at = (input: Uncertain, interval: { readonly low: number; readonly mid: number; readonly high: number }): number =>
    tilt?.input === input ? interval[tilt.end] : interval.mid;
  const factor = (input: Uncertain, spread: number): number => (tilt?.input === input ? (tilt.end === 'low' ? 1 / spread : spread) : 1);
  const measured = correctionsOf(workload.calibration);
  const objective = workload.objective?.value;
  const sequences = objective?.sequences ?? 1;
  const tokensPerSample = workload.tokensPerSample ? at('tokensPerSample', workload.tokensPerSample.value) : 0;
  const perDeviceBatchSize = at('perDeviceBatchSize', workload.perDeviceBatchSize.value);
  const modelParallel = workload.tensorParallel * workload.pipelineParallel;
  const replicas = Math.max(1, workload.gpuCount.value / modelParallel);
  const batchIsExact = workload.globalBatchSize.low === workload.globalBatchSize.high;
  const globalBatch = batchIsExact ? workload.globalBatchSize.mid : perDeviceBatchSize * workload.gradientAccumulation.value * replicas;
  const samplesPerRow = workload.rowTokens && tokensPerSample > 0 ? at('tokensPerSample', workload.rowTokens.value) / tokensPerSample : 1;
  const rowsOfData = workload.durationBy === 'samples' || objective?.stepCountsRows ? (objective?.samplesPerRow ?? 1) : 1;
  const samples =
    workload.durationBy === 'tokens' && tokensPerSample > 0
      ? (workload.statedTokens ?? 0) / tokensPerSample
      : workload.durationBy === 'steps'
        ? (workload.maxSteps ?? 0) * globalBatch * workload.repeats
        : workload.durationBy === 'samples' && workload.datasetSamples && workload.epochs
          ? at('datasetSamples', workload.datasetSamples.value) * at('epochs', workload.epochs.value) * workload.repeats * samplesPerRow
          : 0;
  return {
    shape,
    model: workload.model.value,
    countsTokens: workload.tokensPerSample !== null,
    method: workload.method.value,
    loraRank: workload.loraRank,
    precision: workload.precision.value,
    productsInTf32: workload.productsInTf32 === true,
    weightsPrecision: tilt?.input !== 'weightsPrecision' ? workload.weightsPrecision.value : tilt.end === 'low' ? 'bf16' : 'fp32',
    optimizer: workload.optimizer.value,
    checkpointing: workload.gradientCheckpointing.value,
    flash: workload.flashAttention.value,
    compiled: workload.compile,
    tuned: workload.compile || isTuned(workload),
    samples: workload.durationBy === 'tokens' ? samples : samples * sequences * rowsOfData,
    evaluationSamples: workload.side.evaluationSamples ? workload.side.evaluationSamples.value.mid * workload.repeats * samplesPerRow * sequences : 0,
    generatedTokensPerSample: workload.side.generatedTokensPerSample,
    generationSlowdown: at('objective', generationSlowdown),
    updates: objective ? at('objective', objective.updates) : 1,
    frozenPasses: objective ? at('objective', objective.frozenPasses) : 0,
    frozenCopies: objective?.frozenCopies ?? 0,
    tokensPerSample,
    longestSample: Math.max(workload.longestSample ?? 0, tokensPerSample),
    imageSize: workload.imageSize ?? 0,
    loaderSeconds: isTilted('loader', tilt) && !workload.tokensPerSample ? slowLoaderSeconds(workload.imageSize ?? 0) : 0,
    startupSeconds: isTilted('startup', tilt) ? slowStartupSeconds(shape.parameters) : 0,
    perDeviceBatchSize: perDeviceBatchSize * sequences,
    gradientAccumulation: workload.gradientAccumulation.value,
    gpuCount: workload.gpuCount.value,
    modelParallel: Math.min(modelParallel, workload.gpuCount.value),
    accelerator: (tilt?.input === 'gpu' && workload.otherAccelerators?.[tilt.end]) || workload.accelerator.value,
    sharding: workload.sharding.value,
    shardingAssumed: workload.sharding.assumed,
    offload: workload.offload,
    modelFlopsFactor: factor('modelFlops', spreads.modelFlops),
    timeFactor: factor('time', spreads.time) * measured.time.shift,
    memoryFactor: factor('memory', spreads.memory),
    powerFactor: factor('power', spreads.power) * measured.power.shift,
    hostFactor: factor('host', spreads.host) * measured.power.shift,
    pue: at('pue', workload.pue.value),
    gridKgPerKwh: at('region', workload.gridKgPerKwh.value),
    embodiedKgPerDevice: at('embodied', workload.embodiedKgPerDevice.value),
    lifetimeYears: at('lifetime', workload.lifetimeYears.value),
    waterLitresPerKwh: workload.waterLitresPerKwh ? at('water', workload.waterLitresPerKwh.value) : null,
    usdPerGpuHour: workload.usdPerGpuHour ? at('price', workload.usdPerGpuHour.value) : null,
  };
}
