// How far the model's own outputs may be off: factors of a 90 % interval, from the residuals of the measured runs.
import type { Workload } from '../model/workload';
import { correctionsOf } from './calibration';
import type { Constants } from './physics/constants';
import type { Point, Spreads } from './physics/point';
import { lightnessOf, recurrentLaunches, type StepTime } from './physics/time';

/** Half of a 90 % interval in standard deviations of a normal distribution. */
const ninety = 1.645;
const factor = (deviation: number): number => Math.exp(ninety * deviation);

/** The kinds of run whose times are off by different amounts. */
export type TimeRegime = 'Tuned' | 'Eager' | 'Image' | 'Tabular' | 'Denoiser' | 'Speech' | 'Guessed';
export type MemoryRegime = 'Full' | 'Adapters' | 'Image';

/** Above this size a model of unknown shape is a transformer; below it may be anything. */
const surelyTransformer = 1e9;

/** What is known of the run decides how well its time is known. */
function timeRegime({ shape, countsTokens, imageSize, tuned }: Point): TimeRegime {
  if (shape.family === 'diffusion') return 'Denoiser';
  if (shape.family === 'speech') return 'Speech';
  if (!countsTokens) return imageSize > 0 ? 'Image' : 'Tabular';
  if (!shape.shapeKnown && shape.parameters < surelyTransformer) return 'Guessed';
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

/** Layers of recurrent networks of speech and text: Deep Speech 2 has 5, translation models 2 to 8. */
const usualRecurrentLayers = 5;

/** Seconds that the host may need: small models of unknown shape may be recurrent, and then start kernels for every position. */
function hostSeconds(point: Point, { launch }: StepTime, { launchSeconds }: Constants): number {
  return timeRegime(point) === 'Guessed' ? launch + recurrentLaunches(point, usualRecurrentLayers) * launchSeconds : launch;
}

export function doubtsOf(point: Point, step: StepTime, constants: Constants): Doubts {
  const isImage = !point.countsTokens && point.imageSize > 0;
  return {
    launch: Math.min(1, hostSeconds(point, step, constants) / Math.max(step.compute + step.traffic, Number.MIN_VALUE)),
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
  const { launch, otherMaker, unusualLayers } = doubtsOf(point, step, constants);
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
