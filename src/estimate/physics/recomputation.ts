// Whether activations are recomputed where nobody says so: when they would not fit otherwise.
import type { Constants } from './constants';
import { peakMemory } from './memory';
import type { Point } from './point';

/** The memory model is off by a quarter now and then: only what is clearly too much changes the run. */
const clearlyTooMuch = 1.3;

/** Trainers of models that do not fit turn checkpointing on; a file that says `false` (or whose library does) is taken at its word. */
export function withNeededRecomputation(point: Point, assumed: boolean, constants: Constants): Point {
  if (!assumed || point.checkpointing || !point.countsTokens) return point;
  return peakMemory(point, constants).totalGib > clearlyTooMuch * point.accelerator.memoryGiB ? { ...point, checkpointing: true } : point;
}
