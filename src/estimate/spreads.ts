// How far the model's own outputs may be off: factors of a 90 % interval, from the residuals of the measured runs.
import type { Workload } from '../model/workload';
import type { Constants } from './physics/constants';
import type { Shape, Spreads } from './physics/point';

/** Half of a 90 % interval in standard deviations of a normal distribution. */
const ninety = 1.645;
const factor = (deviation: number): number => Math.exp(ninety * deviation);

/** The kinds of run whose times are off by different amounts. */
export type TimeRegime = 'Tuned' | 'Eager' | 'Image' | 'Tabular' | 'Guessed';
export type MemoryRegime = 'Full' | 'Adapters' | 'Image';

/** What is known of the run decides how well its time is known. */
export function timeRegime(family: Shape['family'], countsTokens: boolean, guessedShape: boolean, hasImage: boolean, tuned: boolean): TimeRegime {
  if (family === 'diffusion' || family === 'speech' || (countsTokens && guessedShape)) return 'Guessed';
  if (!countsTokens) return hasImage ? 'Image' : 'Tabular';
  return tuned ? 'Tuned' : 'Eager';
}

export const memoryRegime = (countsTokens: boolean, method: string): MemoryRegime =>
  !countsTokens ? 'Image' : method === 'lora' || method === 'qlora' || method === 'frozen' ? 'Adapters' : 'Full';

/** The host's share differs between machines by about this factor (8-GPU servers against workstations; see docs/method.md, Power). */
const hostFactor = 1.4;
/** Two ways of counting the same architecture's operations differ by a few percent. */
const flopsFactor = 1.03;

/** Where the host decides, its speed and the loop's habits do: nothing of that is stated, and the spread grows by up to this share. */
const hostDecides = 0.5;

/** @param launchShare time of launches over that of products and traffic, at most 1 counts */
export function spreadsOf(workload: Workload, shape: Shape, constants: Constants, tuned: boolean, launchShare: number): Spreads {
  const countsTokens = workload.tokensPerSample !== null;
  const regime = timeRegime(shape.family, countsTokens, isGuessed(shape), workload.imageSize !== null, tuned);
  return {
    modelFlops: flopsFactor,
    time: factor(constants[`spreadTime${regime}`] * (1 + hostDecides * Math.min(1, launchShare))),
    memory: factor(constants[`spreadMemory${memoryRegime(countsTokens, workload.method.value)}`]),
    power: factor(constants.spreadPower),
    host: hostFactor,
  };
}

/** Above this size a model of unknown shape is a transformer; below it may be anything. */
const surelyTransformer = 1e9;
export const isGuessed = (shape: Shape): boolean => !shape.shapeKnown && shape.parameters < surelyTransformer;
