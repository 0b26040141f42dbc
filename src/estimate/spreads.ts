// How far the model's own outputs may be off: factors of a 90 % interval, from the residuals of the measured runs.
import type { Workload } from '../model/workload';
import { correctionsOf } from './calibration';
import type { Constants } from './physics/constants';
import type { Point, Spreads } from './physics/point';
import { isGuessed, lightnessOf, type StepTime } from './physics/time';

/** Half of a 90 % interval in standard deviations of a normal distribution. */
const ninety = 1.645;
const factor = (deviation: number): number => Math.exp(ninety * deviation);

/** The kinds of run whose times are off by different amounts. */
export type TimeRegime = 'Tuned' | 'Eager' | 'Image' | 'Detector' | 'Tabular' | 'Denoiser' | 'Speech' | 'Guessed';
export type MemoryRegime = 'Full' | 'Adapters' | 'Image';

/** Networks for images this large that are in no table of classifiers are detectors and segmenters: boxes, losses and data preparation on the processors are not counted. */
const detectorSide = 450;
const isDetector = ({ shape, imageSize, model }: Point): boolean =>
  shape.family === 'detection' || (shape.family === 'cnn' && imageSize >= detectorSide && model.provenance.every(({ kind }) => kind !== 'table'));

/** What is known of the run decides how well its time is known. */
function timeRegime(point: Point): TimeRegime {
  const { shape, countsTokens, imageSize, tuned } = point;
  if (shape.family === 'diffusion') return 'Denoiser';
  if (shape.family === 'speech') return 'Speech';
  if (!countsTokens) return imageSize <= 0 ? 'Tabular' : isDetector(point) ? 'Detector' : 'Image';
  if (isGuessed(point)) return 'Guessed';
  return tuned ? 'Tuned' : 'Eager';
}

/** Generators of images, of latents or of tokens, have encoders beside them that a specification does not mention. */
const memoryRegime = ({ countsTokens, imageSize, shape, method }: Point): MemoryRegime =>
  !countsTokens || (imageSize > 0 && shape.family !== 'multimodal')
    ? 'Image'
    : method === 'lora' || method === 'qlora' || method === 'frozen'
      ? 'Adapters'
      : 'Full';

/** The host's share differs between machines by about this factor (8-GPU servers against workstations; see docs/method.md, Power). */
const hostFactor = 1.4;
/** Two ways of counting the same architecture's operations differ by a few percent. */
const flopsFactor = 1.03;

/** What makes the time of a run less certain than its regime's, each between 0 and about 1. */
export interface Doubts {
  /** share of the step in which the host decides: its speed and the loop's habits are not stated */
  readonly launch: number;
  /** another maker's device: kernels differ more from one version to the next */
  readonly otherMaker: number;
  /** layers far lighter or denser than ResNet-50's, in factors of e */
  readonly unusualLayers: number;
}

/** Networks of tables have few kinds of kernels, and those of unknown shape may be anything: how they are launched is part of the spread of their regime. */
const launchKnown: readonly TimeRegime[] = ['Tabular', 'Guessed'];

export function doubtsOf(point: Point, step: StepTime): Doubts {
  const isImage = !point.countsTokens && point.imageSize > 0;
  return {
    launch: launchKnown.includes(timeRegime(point)) ? 0 : Math.min(1, step.launch / Math.max(step.compute + step.traffic, Number.MIN_VALUE)),
    otherMaker: point.accelerator.vendor === 'NVIDIA' ? 0 : 1,
    unusualLayers: isImage ? Math.min(2, Math.abs(Math.log(lightnessOf(point, step.flops)))) : 0,
  };
}

export const regimesOf = (point: Point): { readonly time: TimeRegime; readonly memory: MemoryRegime } => ({
  time: timeRegime(point),
  memory: memoryRegime(point),
});

/** Standard deviation of the logarithm of the time that the model's own error has. */
export function timeDeviation(point: Point, step: StepTime, constants: Constants): number {
  const { launch, otherMaker, unusualLayers } = doubtsOf(point, step);
  return (
    constants[`spreadTime${timeRegime(point)}`] *
    constants.widenLaunch ** launch *
    constants.widenOtherMaker ** otherMaker *
    constants.widenUnusualLayers ** unusualLayers
  );
}

/** @param step the middle case's */
export function spreadsOf({ calibration }: Workload, point: Point, constants: Constants, step: StepTime): Spreads {
  const measured = correctionsOf(calibration);
  return {
    modelFlops: flopsFactor,
    time: factor(timeDeviation(point, step, constants) * measured.time.narrowing),
    memory: factor(constants[`spreadMemory${memoryRegime(point)}`]),
    power: factor(constants.spreadPower * measured.power.narrowing),
    host: hostFactor,
  };
}
