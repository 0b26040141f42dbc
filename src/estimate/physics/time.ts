// Seconds of one optimizer step on each device: products, memory traffic, launches and communication.
import type { Constants } from './constants';
import { attainableShare, collectiveBytesPerSecond, devicesPerNode, fastDomain, peakRate, streamBytesPerSecond } from './device';
import { sampleFlops, type SampleFlops } from './flops';
import { imageElements } from './imageActivations';
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
/** Kernels an adapter adds beside each of a block's seven products: dropout, two thin products, scaling, sum, casts. */
const adapterKernels = 7 * 6;
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
/** Activation elements a multiply-add of ResNet-50 and its like: 11 million over 4.1 billion (timm). Depthwise and grouped convolutions write more and reach less of the bandwidth. */
const usualElementsPerMac = 1 / 370;

/** Combines work that overlaps: the longer one decides, near a tie both show. */
const overlap = (a: number, b: number): number => Math.hypot(a, b);

/** The roofline of one micro-batch and what an optimizer step adds (Williams et al. 2009). */
export function stepTime(point: Point, constants: Constants): StepTime {
  const { shape, accelerator, precision } = point;
  const flops = sampleFlops(point, point.tuned ? constants.recomputedShare : 1);
  const place = placementOf(point);
  const rate = peakRate(accelerator, precision);
  const batch = point.perDeviceBatchSize / point.modelParallel;
  const share = attainableShare(accelerator, rate, constants) * (shape.experts > 1 ? constants.efficiencyExperts : 1);
  const narrow = rate.unit === 'vector' ? 0.25 : 1;
  const shapeFactor = point.countsTokens ? shape.hiddenSize / (shape.hiddenSize + constants.halfWidth * narrow) : constants.efficiencyConvolution;
  const guessed = point.countsTokens && !shape.shapeKnown && shape.parameters < smallestKnownArchitecture ? constants.unknownShape : 1;
  const work = flops.executed - flops.attention + flops.attention / constants.efficiencyAttention;
  const compute = (work * batch) / (rate.flopsPerSecond * Math.max(1e-4, share * shapeFactor));
  const traffic = trafficBytes(point, flops, batch, constants) / streamBytesPerSecond(accelerator);
  const launch = launches(point, flops, constants) * constants.launchSeconds * (point.tuned && point.countsTokens ? tunedLaunches : 1);
  const update = (place.trained * updateBytesPerParameter) / place.optimizerShards / streamBytesPerSecond(accelerator);
  const communication = communicationSeconds(point, place);
  const busy = overlap(guessed * (compute + traffic), launch) * point.gradientAccumulation + update;
  const exposed = constants.exposedCommunication * communication + (1 - constants.exposedCommunication) * Math.max(0, communication - busy);
  const total = (busy + exposed) * lossAtScale(point, constants) * (point.tuned ? 1 : constants.eagerOverhead) * constants.singleOverhead * point.timeFactor;
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
const lightnessOf = (point: Point, flops: SampleFlops): number => imageElements(point, flops.forward) / Math.max(1, flops.forward / 2) / usualElementsPerMac;

function launches(point: Point, flops: SampleFlops, constants: Constants): number {
  if (!point.countsTokens && point.imageSize === 0) return fixedLaunches + denseKernels * constants.imageKernels;
  if (!point.countsTokens) {
    const byLightness = Math.min(8, Math.max(0.2, lightnessOf(point, flops))) ** imageKernels.lightness;
    const bySize = Math.min(2, point.shape.parameters / imageKernels.usualParameters) ** imageKernels.parameters;
    return fixedLaunches + constants.imageKernels * byLightness * bySize;
  }
  const forward = kernelsForward + (point.loraRank > 0 ? adapterKernels : 0) + (point.method === 'qlora' ? 14 : 0);
  const backward = point.method === 'frozen' ? 0 : kernelsBackward + (point.loraRank > 0 ? 2 * adapterKernels : 0);
  return fixedLaunches + (forward * (point.checkpointing ? 2 : 1) + backward) * (point.shape.layers + point.shape.decoderLayers);
}

/**
 * Each step's gradients go once around the ring: 2 (n - 1) / n of their bytes; full sharding gathers the weights for each pass besides (Rajbhandari et al. 2020);
 * a model split over a node's devices exchanges activations four times a layer and pass (Shoeybi et al. 2019).
 */
function communicationSeconds(point: Point, place: Placement): number {
  if (point.gpuCount <= 1) return 0;
  const { shape, accelerator, gpuCount } = point;
  const bytes = bytesPerElement(point.precision);
  const ring = (2 * (gpuCount - 1)) / gpuCount;
  const dense = shape.activeParameters / shape.parameters;
  const gathered = place.gathered ? 2 * shape.parameters * dense * bytes * point.gradientAccumulation : 0;
  const network = (place.trained * dense * bytes * ring + gathered) / point.modelParallel / place.spreadOver / collectiveBytesPerSecond(accelerator, gpuCount);
  const split = Math.min(devicesPerNode, Math.max(place.spreadOver, point.modelParallel));
  if (split <= 1 || !point.countsTokens) return network;
  const tokens = (point.perDeviceBatchSize / point.modelParallel) * point.tokensPerSample * point.gradientAccumulation;
  const exchanged = 8 * shape.layers * tokens * shape.hiddenSize * bytes * (split - 1);
  return network + exchanged / collectiveBytesPerSecond(accelerator, split);
}

/** Stragglers, pipeline bubbles, restarts and checkpoints grow with the number of nodes. */
const lossAtScale = ({ gpuCount, accelerator }: Point, constants: Constants): number =>
  1 + constants.scaleLoss * Math.log2(Math.max(1, gpuCount / fastDomain(accelerator)));
