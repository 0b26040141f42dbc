// Whether a peak fits a device, judged on the upper side: a run that dies costs more than memory that stays free.
import type { Interval } from '../model/interval';

/** "It fits" is said when three quarters of the distribution lie within the memory: that quantile of the normal distribution, in units of the distance from the middle to the upper end of a 90 % interval: 0.674 / 1.645. */
const upwards = 0.41;

/** Factor on the middle estimate that leaves three quarters of the distribution below. */
export const marginOf = ({ mid, high }: Interval): number => (high / mid) ** upwards;

/** @returns true when three quarters of the distribution lie within, false when its middle does not, null between: too close to say. */
export function fitsIn(peakGib: Interval, memoryGib: number): boolean | null {
  if (peakGib.mid * marginOf(peakGib) <= memoryGib) return true;
  return peakGib.mid > memoryGib ? false : null;
}
