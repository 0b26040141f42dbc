// How far the model's own outputs may be off: factors of a 90 % interval, from the residuals of the measured runs.
import type { Workload } from '../model/workload';
import type { Constants } from './physics/constants';
import { isTuned, shapeOf, type Shape, type Spreads } from './physics/point';
import type { StepTime } from './physics/time';

/** Half of a 90 % interval in standard deviations of a normal distribution. */
const ninety = 1.645;
const factor = (deviation: number): number => Math.exp(ninety * deviation);

/** The kinds of run whose times are off by different amounts. */
export type TimeRegime = 'Tuned' | 'Eager' | 'Image' | 'Tabular' | 'Guessed';
export type MemoryRegime = 'Full' | 'Adapters' | 'Image';

/** What is known of the run decides how well its time is known. */
function timeRegime(family: Shape['family'], countsTokens: boolean, guessedShape: boolean, hasImage: boolean, tuned: boolean): TimeRegime {
  if (family === 'diffusion' || family === 'speech' || (countsTokens && guessedShape)) return 'Guessed';
  if (!countsTokens) return hasImage ? 'Image' : 'Tabular';
  return tuned ? 'Tuned' : 'Eager';
}

/** Generators of images, of latents or of tokens, have encoders beside them that a specification does not mention. */
const memoryRegime = (countsTokens: boolean, hasImage: boolean, method: string): MemoryRegime =>
  !countsTokens || hasImage ? 'Image' : method === 'lora' || method === 'qlora' || method === 'frozen' ? 'Adapters' : 'Full';

/** The host's share differs between machines by about this factor (8-GPU servers against workstations; see docs/method.md, Power). */
const hostFactor = 1.4;
/** Two ways of counting the same architecture's operations differ by a few percent. */
const flopsFactor = 1.03;

/** Where the host decides, its speed and the loop's habits do: nothing of that is stated, and the spread grows by up to this share. */
const hostDecides = 0.5;

/** Factor on the spread of the time: 1 where products and traffic decide, more the more launches do. */
export const launchWidening = ({ launch, compute, traffic }: StepTime): number =>
  1 + hostDecides * Math.min(1, launch / Math.max(compute + traffic, Number.MIN_VALUE));

export function regimesOf(workload: Workload): { readonly time: TimeRegime; readonly memory: MemoryRegime } {
  const shape = shapeOf(workload.model.value);
  const countsTokens = workload.tokensPerSample !== null;
  const tuned = workload.compile || isTuned(workload);
  return {
    time: timeRegime(shape.family, countsTokens, isGuessed(shape), workload.imageSize !== null, tuned),
    memory: memoryRegime(countsTokens, workload.imageSize !== null && shape.family !== 'multimodal', workload.method.value),
  };
}

/** @param step the middle case's, of which launches widen the spread of the time */
export function spreadsOf(workload: Workload, constants: Constants, step: StepTime): Spreads {
  const { time, memory } = regimesOf(workload);
  return {
    modelFlops: flopsFactor,
    time: factor(constants[`spreadTime${time}`] * launchWidening(step)),
    memory: factor(constants[`spreadMemory${memory}`]),
    power: factor(constants.spreadPower),
    host: hostFactor,
  };
}

/** Above this size a model of unknown shape is a transformer; below it may be anything. */
const surelyTransformer = 1e9;
const isGuessed = (shape: Shape): boolean => !shape.shapeKnown && shape.parameters < surelyTransformer;
