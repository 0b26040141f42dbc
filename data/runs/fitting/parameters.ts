// The constants that are fitted: what each means, where it may lie, and what is expected of it before any run is looked at.
import type { Constants } from '../../../src/estimate/physics/constants';

export type Spread = Extract<keyof Constants, `spread${string}` | `widen${string}`>;
export type Fitted = Omit<Constants, Spread>;

export interface Parameter<Name = keyof Fitted> {
  readonly name: Name;
  readonly meaning: string;
  /** expected before fitting, with its standard deviation as a logarithm */
  readonly start: number;
  readonly spread: number;
  readonly low: number;
  readonly high: number;
}

export const parameters: readonly Parameter[] = [
  { name: 'efficiencyTensor16', meaning: 'share of the 16-bit tensor peak that large products reach', start: 0.7, spread: 0.2, low: 0.3, high: 0.95 },
  { name: 'efficiencyTensor32', meaning: 'the same for TF32', start: 0.65, spread: 0.3, low: 0.2, high: 0.95 },
  { name: 'efficiencyVector', meaning: 'the same for fp32 without tensor cores', start: 0.8, spread: 0.2, low: 0.3, high: 1 },
  { name: 'efficiencyTensor8', meaning: 'the same for fp8', start: 0.6, spread: 0.25, low: 0.2, high: 0.9 },
  {
    name: 'balanceExponent',
    meaning: 'how fast the reachable share of the peak falls as peak rate outgrows memory bandwidth',
    start: 0.3,
    spread: 0.5,
    low: 0.02,
    high: 0.9,
  },
  {
    name: 'balanceExponentOther',
    meaning: "the same for other makers' devices",
    start: 0.5,
    spread: 0.3,
    low: 0.02,
    high: 1.2,
  },
  { name: 'efficiencyTpu', meaning: 'TPUs against NVIDIA at the same peak', start: 1, spread: 0.25, low: 0.4, high: 1.5 },
  { name: 'efficiencyOther', meaning: 'other makers (AMD, Habana, Trainium, Apple) against NVIDIA', start: 0.7, spread: 0.3, low: 0.2, high: 1.3 },
  { name: 'efficiencyAttention', meaning: 'attention scores against products with the weights', start: 0.5, spread: 0.3, low: 0.1, high: 1 },
  { name: 'efficiencyExperts', meaning: 'mixture of experts against dense products', start: 0.6, spread: 0.3, low: 0.2, high: 1 },
  { name: 'efficiencyConvolution', meaning: 'convolutions against products of large matrices', start: 0.8, spread: 0.3, low: 0.2, high: 1 },
  { name: 'halfWidth', meaning: 'hidden size at which products reach half of what they can', start: 300, spread: 0.6, low: 10, high: 2000 },
  {
    name: 'elementwiseBytes',
    meaning: 'bytes moved by norms, activations, residuals a token, layer and unit of width, forward and backward, in 16 bits',
    start: 120,
    spread: 0.4,
    low: 20,
    high: 600,
  },
  { name: 'eagerTraffic', meaning: 'memory traffic of loops that run operation by operation against fused ones', start: 1.5, spread: 0.25, low: 1, high: 4 },
  {
    name: 'unknownShape',
    meaning: 'time of small models of which only the size is known, against a transformer of that size',
    start: 1.4,
    spread: 0.15,
    low: 1,
    high: 5,
  },
  {
    name: 'unknownLaunches',
    meaning: 'share of the launches of a recurrent network that small models of which only the size is known have',
    start: 0.3,
    spread: 0.4,
    low: 0.01,
    high: 2,
  },
  {
    name: 'imageLightness',
    meaning: 'exponent by which traffic grows as an image network has fewer multiply-adds for each activation',
    start: 0.2,
    spread: 0.5,
    low: 0.01,
    high: 0.8,
  },
  { name: 'recomputedShare', meaning: 'share of a forward pass that tuned trainers run again under checkpointing', start: 0.9, spread: 0.2, low: 0.3, high: 1 },
  {
    name: 'imageKernels',
    meaning: 'kernels that a training step of ResNet-50 starts: layers forward and twice that backward, and an optimizer that visits each weight',
    start: 1000,
    spread: 0.4,
    low: 200,
    high: 5000,
  },
  { name: 'imagePasses', meaning: 'times that an image network reads or writes each activation in a training step', start: 18, spread: 0.4, low: 4, high: 80 },
  {
    name: 'launchSeconds',
    meaning: 'seconds of the host for each kernel it starts, automatic differentiation included',
    start: 1e-5,
    spread: 0.3,
    low: 1e-6,
    high: 5e-5,
  },
  {
    name: 'exposedCommunication',
    meaning: 'share of the communication of gradients and gathered weights that does not overlap with products',
    start: 0.25,
    spread: 0.5,
    low: 0.02,
    high: 1,
  },
  {
    name: 'exposedExchange',
    meaning: 'share of the exchange of activations within a split layer that products wait for',
    start: 0.7,
    spread: 0.25,
    low: 0.1,
    high: 1,
  },
  { name: 'scaleLoss', meaning: 'time lost for each doubling of the number of nodes', start: 0.025, spread: 0.2, low: 0.0001, high: 0.2 },
  {
    name: 'convolutionDensity',
    meaning: 'exponent by which the share of the peak grows with the multiply-adds for each activation',
    start: 0.2,
    spread: 0.5,
    low: 0.01,
    high: 0.8,
  },
  {
    name: 'eagerOverhead',
    meaning: 'time of loops that run operation by operation, besides their traffic: synchronisation, loader, Python',
    start: 1.12,
    spread: 0.08,
    low: 1,
    high: 1.6,
  },
  { name: 'singleOverhead', meaning: 'logging, checkpoints, evaluation that nobody counts', start: 1.05, spread: 0.03, low: 1, high: 1.3 },
  { name: 'powerBase', meaning: 'share of the dynamic power drawn by any load', start: 0.3, spread: 0.3, low: 0.05, high: 1 },
  { name: 'powerCompute', meaning: 'dynamic power that products add where they reach the whole peak', start: 1.3, spread: 0.3, low: 0.1, high: 3 },
  { name: 'powerMemory', meaning: 'dynamic power that memory traffic adds', start: 0.4, spread: 0.3, low: 0.05, high: 2 },
  { name: 'hostShare', meaning: 'power of the host a device, as a share of the device limit', start: 0.3, spread: 0.25, low: 0.1, high: 0.7 },
  { name: 'memoryActivation', meaning: 'activations against the count of Korthikanti et al.', start: 1.1, spread: 0.3, low: 0.4, high: 3 },
  {
    name: 'memoryContext',
    meaning: 'GiB of the framework and its libraries: 0.4 to 1.5 by card and version (nvidia-smi on an idle PyTorch process), work space of the libraries',
    start: 1.1,
    spread: 0.25,
    low: 0.3,
    high: 1.6,
  },
  {
    name: 'logitBytes',
    meaning: 'bytes for each logit: 16-bit scores, their fp32 copy, the shifted copy and the gradients',
    start: 17,
    spread: 0.1,
    low: 6,
    high: 24,
  },
  {
    name: 'memoryImage',
    meaning: 'bytes kept for each activation element of an image network, in units of its width',
    start: 2,
    spread: 0.2,
    low: 0.7,
    high: 6,
  },
  { name: 'memoryFragmentation', meaning: 'reserved over allocated memory', start: 1.06, spread: 0.05, low: 1, high: 1.2 },
];

/** No time is known better than this: what is published are mostly tuned recipes and throughput benchmarks, and other people's code differs from them. */
const leastTimeSpread = 0.27;
const leastSpread = 0.1;
const spread = (name: Spread, meaning: string, start: number, spread: number): Parameter<Spread> => ({
  name,
  meaning,
  start,
  spread,
  low: name.startsWith('spreadTime') ? leastTimeSpread : leastSpread,
  high: 2,
});
const widening = (name: Spread, meaning: string, start: number): Parameter<Spread> => ({ name, meaning, start, spread: 0.25, low: 1, high: 3 });

/** Standard deviations of logarithms, and what widens them; expected before any residual is looked at. */
export const spreadParameters: readonly Parameter<Spread>[] = [
  spread('spreadTimeTuned', 'time of transformers in trainers with fused kernels', 0.3, 0.4),
  spread('spreadTimeEager', 'time of transformers in plain loops', 0.4, 0.4),
  spread('spreadTimeImage', 'time of image networks', 0.4, 0.4),
  spread('spreadTimeDetector', 'time of detectors and segmenters', 0.5, 0.4),
  spread('spreadTimeTabular', 'time of networks on features and looked-up tables', 0.5, 0.4),
  spread('spreadTimeDenoiser', 'time of diffusion models', 0.5, 0.4),
  spread('spreadTimeSpeech', 'time of speech models', 0.5, 0.4),
  spread('spreadTimeGuessed', 'time of small models of which only the size is known', 0.6, 0.4),
  spread('spreadMemoryFull', 'memory of full training', 0.25, 0.4),
  spread('spreadMemoryAdapters', 'memory of adapters', 0.25, 0.4),
  spread('spreadMemoryImage', 'memory of image networks and denoisers', 0.4, 0.4),
  spread('spreadPower', 'power of the device', 0.25, 0.4),
  widening('widenLaunch', 'factor on the spread where the host decides: it starts a kernel in 4 to 25 microseconds', 1.9),
  widening('widenOtherMaker', "factor on the spread on other makers' devices", 1.2),
  widening('widenUnusualLayers', 'factor on the spread for each factor of e by which layers are lighter or denser than usual', 1.2),
];
