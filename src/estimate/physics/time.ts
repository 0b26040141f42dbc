// Seconds of one optimizer step on each device: products, memory traffic, launches and communication.
import type { Constants } from './constants';
import { attainableShare, collectiveBytesPerSecond, devicesPerNode, fastDomain, peakRate, runningPrecision, streamBytesPerSecond } from './device';
import { sampleFlops, type SampleFlops } from './flops';
import { imageElements } from './imageActivations';
import { offloadSeconds } from './offload';
import type { Point } from './point';
import { placementOf, type Placement } from './placement';

export interface StepTime {
  /** seconds a micro-batch, by what they are spent on */
  readonly compute: number;
  readonly traffic: number;
  readonly launch: number;
  /** seconds an optimizer step */
  readonly update: number;
  readonly communication: number;
  /** seconds an optimizer step in all, overheads included */
  readonly total: number;
  readonly flops: SampleFlops;
}

const bytesPerElement = (precision: Point['precision']): number => (precision === 'fp32' || precision === 'tf32' ? 4 : 2);
/** Kernels an eager transformer block starts, forward and backward (PyTorch profiler, Llama and BERT blocks of transformers: about 45 forward, twice that backward). */
const kernelsForward = 45;
const kernelsBackward = 90;
/** Kernels an adapter adds beside a product: dropout, two thin products, scaling, sum (PEFT's linear layer); beside five of a block's seven, between attention's alone and all. */
const adapterKernels = 5 * 5;
/** Times that dense layers without normalisation read or write each activation in a step: product, activation function, and both again with their gradients. */
const densePasses = 8;
/** The same for tables that are looked up, in units of the layers behind them: rows gathered, and their gradients added one by one in fp32. */
const lookupPasses = 6;
/** Dense networks have a fifth of the kernels of ResNet-50: some ten layers. */
const denseKernels = 0.2;
/**
 * Detectors with frozen normalisations need no statistics of their activations, about 0.7 of the passes, and hand no gradients to the stem and the first stage,
 * which write 0.47 of them (detectron2's defaults): 0.7 x (0.53 + 0.47 / 3).
 */
const detectorTraffic = 0.48;
/** The U-Net of Stable Diffusion 1 has 686 weight tensors, ResNet-50 has 161: as many times its kernels (diffusers, timm). */
const denoiserKernels = 686 / 161;
/** How the kernels of an image network's step follow from its layers: the lighter they are, the more there are. Their number for ResNet-50 is fitted (constants.imageKernels). */
const imageKernels = { lightness: 0.5, parameters: 0.2, usualParameters: 25e6 } as const;
/** A step's fixed work in Python, optimizer and loader, in units of one launch. */
const fixedLaunches = 60;
/** Values the optimizer reads and writes for each trained parameter: weight, gradient, two moments, master copy (Kingma & Ba 2015, fused kernel). */
const updateBytesPerParameter = 30;

/** Fused kernels halve what the host has to start. */
const tunedLaunches = 0.5;
/** Below this size a model given by its size alone may be anything: recurrent, convolutional, with a front end that is not counted. */
const smallestKnownArchitecture = 1e9;
export const isGuessed = ({ countsTokens, shape }: Point): boolean => countsTokens && !shape.shapeKnown && shape.parameters < smallestKnownArchitecture;
/** Layers of recurrent networks of speech and text: Deep Speech 2 has 5, translation models 2 to 8. */
const usualRecurrentLayers = 5;
/** Activation elements a multiply-add of ResNet-50 and its like: 11 million over 4.1 billion (timm). Depthwise and grouped convolutions write more and reach less of the bandwidth. */
const usualElementsPerMac = 1 / 370;

/** Smallest slice of a layer's width that a device works on: tensor parallelism stays within a node of eight. */
const smallestSlice = 1 / 8;
/** Winograd's transforms save at most 2.25 of the multiplications of a 3 x 3 convolution with 2 x 2 outputs (Lavin & Gray 2016). */
const mostOfPeak = 1.6;

/**
 * Convolutions in units of large matrix products: the more multiply-adds for each activation, the fuller the units are; grouped and depthwise ones leave them empty, wide 3 x 3 ones are run by Winograd's
 * algorithm on vector units, which takes fewer operations than are counted.
 */
function convolutionShare(point: Point, flops: SampleFlops, constants: Constants): number {
  if (point.imageSize <= 0) return constants.efficiencyConvolution;
  const density = 1 / Math.min(4, Math.max(0.25, lightnessOf(point, flops)));
  return Math.min(mostOfPeak, constants.efficiencyConvolution * density ** constants.convolutionDensity);
}

/** Combines work that overlaps: the longer one decides, near a tie both show. */
const overlap = (a: number, b: number): number => Math.hypot(a, b);

/** The roofline of one micro-batch and what an optimizer step adds (Williams et al. 2009). */
export function stepTime(point: Point, constants: Constants): StepTime {
  const { shape, accelerator } = point;
  const flops = sampleFlops(point, point.tuned ? constants.recomputedShare : 1);
  const place = placementOf(point);
  const running = runningPrecision(point);
  const rate = peakRate(accelerator, running);
  const batch = point.perDeviceBatchSize / point.modelParallel;
  const share = attainableShare(accelerator, rate, constants) * (shape.experts > 1 ? constants.efficiencyExperts : 1);
  const narrow = rate.unit === 'vector' ? 0.25 : 1;
  // A sample that several devices share is cut along the width: each has a slice of every product.
  const width = shape.hiddenSize * Math.min(1, Math.max(smallestSlice, batch));
  const shapeFactor = point.countsTokens ? width / (width + constants.halfWidth * narrow) : convolutionShare(point, flops, constants);
  const guessed = isGuessed(point) ? constants.unknownShape : 1;
  const products = (flops.executed - flops.attention) / (rate.flopsPerSecond * Math.max(1e-4, share * shapeFactor));
  // Scores stay in 16 bits where the products with the weights run in 8.
  const scoreRate = running === 'fp8' ? peakRate(accelerator, 'bf16') : rate;
  const scoreShare = running === 'fp8' ? attainableShare(accelerator, scoreRate, constants) : share;
  const scores = flops.attention / constants.efficiencyAttention / (scoreRate.flopsPerSecond * Math.max(1e-4, scoreShare * shapeFactor));
  const compute = (products + scores) * batch;
  const traffic = trafficBytes(point, flops, batch, constants) / streamBytesPerSecond(accelerator);
  const launch = launchesOf(point, flops, constants) * constants.launchSeconds * (point.tuned && point.countsTokens ? tunedLaunches : 1);
  const offloaded = offloadSeconds(point, place);
  const update = offloaded.update || (place.trained * updateBytesPerParameter) / place.optimizerShards / streamBytesPerSecond(accelerator);
  const fed = Math.max(point.loaderSeconds * point.perDeviceBatchSize, offloaded.fetch);
  const busy = Math.max(overlap(guessed * (compute + traffic), launch), fed) * point.gradientAccumulation + update;
  const { communication, exposed } = communicationSeconds(point, place, busy, constants);
  const nodes = Math.max(1, point.gpuCount / fastDomain(accelerator));
  const total =
    (busy + exposed) * (1 + constants.scaleLoss * Math.log2(nodes)) * (point.tuned ? 1 : constants.eagerOverhead) * constants.singleOverhead * point.timeFactor;
  return { compute, traffic, launch, update, communication, total, flops };
}

/** Bytes that a micro-batch moves: activations once for every pass over them, weights once for every product. */
function trafficBytes(point: Point, flops: SampleFlops, batch: number, constants: Constants): number {
  const { shape, precision } = point;
  const bytes = bytesPerElement(precision);
  const weightPasses = point.method === 'frozen' ? 1 : point.checkpointing ? 4 : 3;
  // Experts are spread over the devices; what is not sparse is read whole.
  const resident = shape.activeParameters + (shape.parameters - shape.activeParameters) / Math.max(1, Math.min(point.gpuCount, shape.experts * 8));
  const quantised = point.method === 'qlora' ? weightPasses * shape.parameters * 2.5 : 0;
  const weights = (weightPasses * bytes * resident + quantised) / point.modelParallel;
  if (!point.countsTokens) {
    const elements = imageElements(point, flops.forward);
    const lightness = point.imageSize > 0 ? lightnessOf(point, flops) ** constants.imageLightness : 1;
    // A sample that costs less than one product with every weight looks most of them up.
    const dense = densePasses + (flops.forward < 2 * shape.parameters ? lookupPasses : 0);
    const passes = (point.imageSize > 0 ? constants.imagePasses : dense) * (shape.family === 'detection' ? detectorTraffic : 1);
    return weights + elements * bytes * passes * Math.min(4, Math.max(0.25, lightness)) * batch * (weightPasses / 3);
  }
  const tokens = batch * point.tokensPerSample;
  const layers = shape.layers + shape.decoderLayers * 0.3;
  const elementwise = constants.elementwiseBytes * (point.tuned ? 1 : constants.eagerTraffic) * (bytes / 2) * shape.hiddenSize * layers * tokens;
  const scores = point.flash ? 0 : 12 * bytes * shape.heads * point.tokensPerSample * layers * tokens;
  const logits = shape.family === 'decoder' ? 5 * bytes * shape.vocabularySize * tokens : 0;
  return weights + (elementwise + scores) * (weightPasses / 3) + logits;
}

/** Activation elements a multiply-add, in units of ResNet-50's. */
export const lightnessOf = (point: Point, flops: SampleFlops): number =>
  imageElements(point, flops.forward) / Math.max(1, flops.forward / 2) / usualElementsPerMac;

/**
 * Kernels of a recurrent network for each position and layer: a product and the gates, forward, and twice that backward (cuDNN's layers without persistent kernels).
 * The positions come one after the other, so a larger batch does not spread them.
 */
const recurrentKernels = 6;

/** Kernels that a recurrent network starts for its positions, whatever its batch. */
export const recurrentLaunches = ({ shape, tokensPerSample }: Point, layers = shape.layers): number => recurrentKernels * layers * tokensPerSample;

/** Kernels that the host starts for a micro-batch, forward and backward. */
export function launchesOf(point: Point, flops: SampleFlops, constants: Constants): number {
  if (!point.countsTokens && point.imageSize === 0) return fixedLaunches + denseKernels * constants.imageKernels;
  if (point.shape.family === 'diffusion' && !point.countsTokens) return fixedLaunches + denoiserKernels * constants.imageKernels;
  if (!point.countsTokens) {
    const byLightness = Math.min(8, Math.max(0.2, lightnessOf(point, flops))) ** imageKernels.lightness;
    const bySize = Math.min(2, point.shape.parameters / imageKernels.usualParameters) ** imageKernels.parameters;
    return fixedLaunches + constants.imageKernels * byLightness * bySize;
  }
  if (point.shape.family === 'recurrent') return fixedLaunches + recurrentLaunches(point);
  const perhapsRecurrent = isGuessed(point) ? constants.unknownLaunches * recurrentLaunches(point, usualRecurrentLayers) : 0;
  const forward = kernelsForward + (point.loraRank > 0 ? adapterKernels : 0) + (point.method === 'qlora' ? 14 : 0);
  const backward = point.method === 'frozen' ? 0 : kernelsBackward + (point.loraRank > 0 ? 2 * adapterKernels : 0);
  return fixedLaunches + perhapsRecurrent + (forward * (point.checkpointing ? 2 : 1) + backward) * (point.shape.layers + point.shape.decoderLayers);
}

interface Communication {
  /** seconds an optimizer step */
  readonly communication: number;
  /** of these, seconds in which nothing is computed */
  readonly exposed: number;
}

/**
 * Each step's gradients go once around the ring: 2 (n - 1) / n of their bytes; full sharding gathers the weights for each pass besides (Rajbhandari et al. 2020): both overlap with the passes.
 * A model split over a node's devices exchanges activations four times a layer and pass (Shoeybi et al. 2019), which the next product waits for.
 * Where nobody says how a model that does not fit is spread, the quicker of the two is taken.
 */
function communicationSeconds(point: Point, place: Placement, busy: number, constants: Constants): Communication {
  if (point.gpuCount <= 1) return { communication: 0, exposed: 0 };
  const { shape, accelerator, gpuCount } = point;
  const bytes = bytesPerElement(point.precision);
  const dense = shape.activeParameters / shape.parameters;
  const speed = collectiveBytesPerSecond(accelerator, gpuCount);
  const ring = (place.trained * dense * bytes * 2 * (gpuCount - 1)) / gpuCount / point.modelParallel / speed;
  const gather = (2 * shape.parameters * dense * bytes * point.gradientAccumulation) / point.modelParallel / speed;
  const together = (split: number, gathered: boolean): Communication => {
    const behind = ring / split + (gathered ? gather : 0);
    const before = split > 1 || point.modelParallel > 1 ? exchangeSeconds(point, Math.max(split, Math.min(devicesPerNode, point.modelParallel))) : 0;
    const exposed =
      constants.exposedCommunication * behind + (1 - constants.exposedCommunication) * Math.max(0, behind - busy) + constants.exposedExchange * before;
    return { communication: behind + before, exposed };
  };
  if (place.spreadOver <= 1) return together(1, place.gathered);
  const [split, sharded] = [together(Math.min(devicesPerNode, place.spreadOver), false), together(1, true)];
  return split.exposed < sharded.exposed ? split : sharded;
}

function exchangeSeconds(point: Point, split: number): number {
  const { shape, accelerator } = point;
  if (!point.countsTokens) return 0;
  const tokens = (point.perDeviceBatchSize / point.modelParallel) * point.tokensPerSample * point.gradientAccumulation;
  return (8 * shape.layers * tokens * shape.hiddenSize * bytesPerElement(point.precision) * (split - 1)) / collectiveBytesPerSecond(accelerator, split);
}
