// How the run's state lies on the devices: bytes of weights, gradients and optimizer, and over how many devices each is spread.
import { devicesPerNode } from './device';
import { trainedParameters } from './trained';
import type { Point } from './point';

const gib = 2 ** 30;
/** Bytes a weight in 4-bit NormalFloat with its block constants (Dettmers et al. 2023: 4.127 bits, 4.5 without double quantisation). */
const normalFloatBytes = 0.55;
/** What is not quantised, embedding and head, is cast to fp32 before training (PEFT, prepare_model_for_kbit_training). */
const unquantisedBytes = 4;
/** Bytes a parameter of optimizer state kept in fp32. */
const stateBytes: readonly (readonly [RegExp, number])[] = [
  [/8.?bit/, 2],
  [/adafactor/, 0.1],
  [/sgd|momentum|lion|muon|rmsprop|adagrad/, 4],
  [/lamb|adam|novograd/, 8],
];
/** State that fills more of a device than this leaves no room for activations: the run must be sharded where it can be. */
const roomForState = 0.6;

export interface Placement {
  readonly trained: number;
  readonly weightBytes: number;
  readonly gradientBytes: number;
  readonly optimizerBytes: number;
  /** what the optimizer's step needs for its own length, when the activations are gone */
  readonly transientBytes: number;
  /** devices over which each part is spread */
  readonly weightShards: number;
  readonly gradientShards: number;
  readonly optimizerShards: number;
  /** weights are gathered for every pass, as stated ZeRO-3 and FSDP do */
  readonly gathered: boolean;
  /** what is gathered of them at a time */
  readonly gatheredBytes: number;
  /** devices that it takes to hold the state once, where nobody says how the model is split */
  readonly spreadOver: number;
}

/** Bytes of state a trained parameter; kept in the weights' own precision where those are 16-bit. */
const optimizerBytesPerParameter = (optimizer: string, weightBytes: number): number => {
  const full = stateBytes.find(([pattern]) => pattern.test(optimizer))?.[1] ?? 8;
  return weightBytes === 2 && full >= 4 ? full / 2 : full;
};

/** Blocks that are whole at a time under full sharding: the one that is computed and the next, gathered ahead (FSDP's backward prefetch; DeepSpeed's default of a billion live weights is as much for 10 billion). */
const blocksGathered = 2;

/** Embedding and head, which belong to no block, stay whole from the first pass to the last. Where nobody says how the model is spread, a node may share each product besides. */
function gatheredBytes({ shape, precision }: Point, embedding: number): number {
  const width = precision === 'fp32' || precision === 'tf32' ? 4 : 2;
  const block = Math.max(0, shape.activeParameters - embedding) / Math.max(1, shape.layers + shape.decoderLayers);
  return width * Math.min(shape.parameters, embedding + blocksGathered * block);
}

/** Sharded as stated, or fully where nothing is stated, there are several devices and one alone could not hold the state. */
export function placementOf(point: Point): Placement {
  const { shape, method, precision } = point;
  const trained = trainedParameters(point);
  const half = precision !== 'fp32' && precision !== 'tf32';
  const weightWidth = point.weightsPrecision === 'fp32' ? 4 : 2;
  const adapters = method === 'lora' || method === 'qlora';
  const embedding = Math.min(shape.parameters, shape.vocabularySize * shape.hiddenSize * (shape.tied ? 1 : 2));
  const base = method === 'qlora' ? (shape.parameters - embedding) * normalFloatBytes + embedding * unquantisedBytes : shape.parameters * weightWidth;
  // Under autocast the 16-bit copies live beside the fp32 masters for the length of a step.
  const copies = half && weightWidth === 4 && !adapters ? 2 * trained : 0;
  const trainedWidth = adapters ? 4 : weightWidth;
  const weightBytes = base + copies + (adapters ? trained * trainedWidth : 0);
  const gradientBytes = trained * trainedWidth;
  const optimizerBytes = trained * optimizerBytesPerParameter(point.optimizer, trainedWidth);
  const n = point.modelParallel;
  const replicas = Math.max(1, point.gpuCount / n);
  const needed = (weightBytes + gradientBytes + optimizerBytes) / n / gib / (roomForState * point.accelerator.memoryGiB);
  const mustShard = point.shardingAssumed && replicas > 1 && needed > 1;
  const stage = mustShard ? 3 : { none: 0, zero1: 1, zero2: 2, zero3: 3 }[point.sharding];
  return {
    trained,
    weightBytes,
    gradientBytes,
    optimizerBytes,
    transientBytes: point.tuned || adapters ? 0 : trained * trainedWidth,
    weightShards: stage >= 3 ? n * replicas : n,
    gradientShards: stage >= 2 ? n * replicas : n,
    optimizerShards: stage >= 1 ? n * replicas : n,
    gathered: stage >= 3 && !mustShard,
    gatheredBytes:
      stage >= 3 && replicas > 1 && method !== 'qlora' ? gatheredBytes(point, embedding) / n / (mustShard ? Math.min(devicesPerNode, needed) : 1) : 0,
    spreadOver: mustShard ? Math.min(replicas, needed) : 1,
  };
}
