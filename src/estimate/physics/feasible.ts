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

/** A sample may be split over several devices, not endlessly. */
const smallestShare = 1 / 64;

/** Where nobody states the batch of a language model, what is usual is halved until it fits; a stated step then takes as many more micro-batches. */
export function withBatchThatFits(point: Point, { perDeviceBatchSize, globalBatchSize, otherAccelerators }: Workload, constants: Constants): Point {
  if (!perDeviceBatchSize.assumed || otherAccelerators || !point.countsTokens) return point;
  const stepIsStated = globalBatchSize.low === globalBatchSize.high;
  let fitting = point;
  while (fitting.perDeviceBatchSize > 2 * smallestShare && peakMemory(fitting, constants).totalGib > point.accelerator.memoryGiB) {
    const gradientAccumulation = fitting.gradientAccumulation * (stepIsStated ? 2 : 1);
    fitting = { ...fitting, perDeviceBatchSize: fitting.perDeviceBatchSize / 2, gradientAccumulation };
  }
  return peakMemory(fitting, constants).totalGib > point.accelerator.memoryGiB ? point : fitting;
}

/** The case as it can have been run: first without fp32 masters that would not fit, then with recomputation where that is not enough, then in smaller batches. */
export function asItCanRun(point: Point, workload: Workload, constants: Constants): Point {
  const { openWeights, gradientCheckpointing } = workload;
  return withBatchThatFits(
    withNeededRecomputation(withWeightsThatFit(point, openWeights === true, constants), gradientCheckpointing.assumed, constants),
    workload,
    constants,
  );
}
