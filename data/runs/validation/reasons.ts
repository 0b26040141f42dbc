// Why an estimate may be far off: what of a run its source does not state, or the model does not describe. Read from the row and the model's own terms, never from the error.
import type { Cases } from '../../../src/estimate/cases';
import { doubtsOf, regimesOf } from '../../../src/estimate/spreads';
import type { MeasuredRun } from '../measuredRun';

/** A host that takes this share of the step decides how long it is. */
const hostDecides = 0.5;
/** Layers this much lighter or denser than ResNet-50's, in factors of e. */
const unusual = 1.2;
const manyDevices = 256;

interface Reason {
  readonly text: string;
  readonly holds: (row: MeasuredRun, cases: Cases) => boolean;
}

/** The first that holds is the one that is shown. */
const reasons: readonly Reason[] = [
  { text: 'an input is assumed or rounded in the source', holds: ({ confidence }) => confidence === 'low' },
  {
    text: 'only the size of a small model is stated: recurrent, convolutional and attention layers differ several times',
    holds: (_, { point }) => regimesOf(point).time === 'Guessed',
  },
  {
    text: 'starting kernels decides, and the speed of the host and the loop is not stated',
    holds: (_, { point, mid }) => doubtsOf(point, mid.step).launch > hostDecides,
  },
  {
    text: 'a detector or segmenter: boxes, losses and data preparation on the processors are not counted',
    holds: (_, { point }) => regimesOf(point).time === 'Detector',
  },
  {
    text: 'layers far lighter or denser than usual, which kernels of different versions run differently',
    holds: (_, { point, mid }) => doubtsOf(point, mid.step).unusualLayers > unusual,
  },
  { text: 'the batch is not stated', holds: (_, { workload }) => workload.perDeviceBatchSize.assumed },
  { text: 'the lengths of the samples are not stated', holds: (_, { workload }) => workload.tokensPerSample?.assumed === true },
  { text: 'whether fp32 masters are kept is not stated', holds: (_, { workload }) => workload.openWeights === true },
  { text: 'a device whose kernels differ from one version to the next', holds: (_, { point }) => point.accelerator.vendor !== 'NVIDIA' },
  { text: 'how the model is split over many devices is not stated', holds: (_, { point }) => point.gpuCount >= manyDevices },
  { text: 'a recalled input', holds: ({ confidence }) => confidence === 'recalled-inputs' },
];

export const reasonOf = (row: MeasuredRun, cases: Cases): string =>
  reasons.find(({ holds }) => holds(row, cases))?.text ?? "the recipe's own speed: a tuned one, or an untuned one";
