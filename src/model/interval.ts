// A quantity that is not known to the digit: a middle value and the 90 % interval around it.

/** `low <= mid <= high`, all finite; the true value lies inside in nine of ten cases. The unit stands in the name of the property that holds it. */
export interface Interval {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** A value that carries no uncertainty of its own. */
export const exactly = (value: number): Interval => ({ low: value, mid: value, high: value });

/**
 * The interval `[mid / factor, mid * factor]`, the form in which multiplicative uncertainty is stated ("within 1.3x").
 * @throws RangeError when `mid` is not finite or `factor` is below 1.
 */
export function within(mid: number, factor: number): Interval {
  if (!Number.isFinite(mid) || !(factor >= 1)) throw new RangeError(`within(${mid}, ${factor}): needs a finite middle and a factor of at least 1`);
  return { low: mid / factor, mid, high: mid * factor };
}

export const isExact = (interval: Interval): boolean => interval.low === interval.high;
