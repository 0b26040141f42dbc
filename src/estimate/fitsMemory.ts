// Whether a peak fits a device: said only where most of the distribution lies on one side of its memory.
import type { Interval } from '../model/interval';

/** Three quarters of the distribution must agree: that quantile of the normal distribution, in units of the distance from the middle to the end of a 90 % interval: 0.674 / 1.645. */
const threeQuarters = 0.41;

/** Factor on the middle estimate that leaves three quarters of the distribution below. */
export const marginOf = ({ mid, high }: Interval): number => (high / mid) ** threeQuarters;

/** The same downwards. */
const lowerMarginOf = ({ low, mid }: Interval): number => (low / mid) ** threeQuarters;

/** @returns true when three quarters of the distribution lie within, false when three quarters lie above, null between: too close to say. */
export function fitsIn(peakGib: Interval, memoryGib: number): boolean | null {
  if (peakGib.mid * marginOf(peakGib) <= memoryGib) return true;
  return peakGib.mid * lowerMarginOf(peakGib) > memoryGib ? false : null;
}
