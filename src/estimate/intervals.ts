// How uncertain inputs become an interval of each figure: the estimate is worked out with one input at its end at a time, and the deviations combine.
import type { Interval } from '../model/interval';

/** One input's effect on a figure: the figure with that input at its low and at its high end. */
export interface Effect {
  readonly input: string;
  readonly atLow: number;
  readonly atHigh: number;
}

/** The narrowest relative half-width shown; model errors are never smaller than this, and it keeps rounding from turning an interval around. */
const smallestRatio = 1e-9;

/**
 * Multiplicative uncertainties are taken as independent and log-normal: their variances add, up and down apart, which keeps maxima and caps right where a formula has them.
 * The quantile factor cancels, since each end is already a 90 % one.
 * @param mid the figure with every input at its middle; must be finite and not negative
 */
export function combined(mid: number, effects: readonly Effect[]): Interval {
  if (!(mid > 0)) return { low: 0, mid: 0, high: 0 };
  let up = 0;
  let down = 0;
  for (const { atLow, atHigh } of effects) {
    const a = Math.log(Math.max(atLow, mid * smallestRatio) / mid);
    const b = Math.log(Math.max(atHigh, mid * smallestRatio) / mid);
    up += Math.max(0, a, b) ** 2;
    down += Math.min(0, a, b) ** 2;
  }
  return { low: mid * Math.exp(-Math.sqrt(down)), mid, high: mid * Math.exp(Math.sqrt(up)) };
}

/** high / low; 1 for a figure without uncertainty. */
export const widthOf = (interval: Interval): number => (interval.low > 0 ? interval.high / interval.low : 1);
