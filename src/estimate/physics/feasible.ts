// What nobody states and the memory of the device decides: a run that is made does fit, so what could not have fitted was not how it was made.
import type { Workload } from '../../model/workload';
import type { Constants } from './constants';
import { peakMemory } from './memory';
import type { Point } from './point';

/** The memory model is off by a quarter now and then: only what is clearly too much changes how a run is made. */
const clearlyTooMuch = 1.3;

/** Trainers of models that do not fit turn checkpointing on; a file that says `false` (or whose library does) is taken at its word. */
export function withNeededRecomputation(point: Point, assumed: boolean, constants: Constants): Point {
  if (!assumed || point.checkpointing || !point.countsTokens) return point;
  return peakMemory(point, constants).totalGib > clearlyTooMuch * point.accelerator.memoryGiB ? { ...point, checkpointing: true } : point;
}

/** Where tools differ in whether 16-bit weights have fp32 masters, those that would not fit have none. */
function withWeightsThatFit(point: Point, open: boolean, constants: Constants): Point {
  if (!open || point.weightsPrecision !== 'fp32' || peakMemory(point, constants).totalGib <= point.accelerator.memoryGiB) return point;
  return { ...point, weightsPrecision: 'bf16' };
}

/** The case as it can have been run: first without fp32 masters that would not fit, then with recomputation where that is not enough. */
export function asItCanRun(point: Point, { openWeights, gradientCheckpointing }: Workload, constants: Constants): Point {
  return withNeededRecomputation(withWeightsThatFit(point, openWeights === true, constants), gradientCheckpointing.assumed, constants);
}
