// How far a set of constants is off on the measured runs: one number to make small.
import type { Constants } from '../../../src/estimate/physics/constants';
import { outcomeOf } from '../../../src/estimate/physics/outcome';
import type { Case } from './cases';

/** Errors below this factor (as a logarithm) are noise of the measurements; beyond it each counts by its size alone, so that a single odd row does not bend the model: the median is what is fitted. */
const noise = 0.1;
const robust = (x: number): number => (Math.abs(x) < noise ? x * x : 2 * noise * Math.abs(x) - noise * noise);

/** Too low a peak costs a run that dies, too high a one some unused memory; unseen families turned out to need more than was expected, not less. */
const tooLittleMemory = 3;

export function loss(all: readonly Case[], constants: Constants): number {
  let sum = 0;
  let total = 0;
  for (const { row, point, weight, powerWeight } of all) {
    const outcome = outcomeOf(point, constants);
    const add = (estimate: number, truth: number | undefined, share: number): void => {
      if (!truth || !(estimate > 0)) return;
      sum += share * robust(Math.log(estimate / truth));
      total += share;
    };
    add(outcome.gpuHours, row.truth.gpuHours, weight);
    const peak = outcome.peak.totalGib;
    add(peak, row.truth.peakMemoryGiB, (peak < (row.truth.peakMemoryGiB ?? 0) ? tooLittleMemory : 1) * 1.5 * weight);
    if (row.truth.energyKwh && row.truth.gpuHours) {
      const pue = row.energyScope === 'facility' ? point.pue : 1;
      const watts = outcome.power.deviceWatts + (row.energyScope === 'gpu' ? 0 : outcome.power.hostWatts);
      add(watts * pue, (row.truth.energyKwh / row.truth.gpuHours) * 1000, 3 * powerWeight);
    }
  }
  return sum / total;
}
