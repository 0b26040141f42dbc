// What an alternative saves: the difference of two estimates of the same run, in percent of the first.
import type { Estimate } from '../model/estimate';
import { exactly, type Interval } from '../model/interval';

/**
 * How far the errors of two estimates of one run go together, as the correlation of their logarithms. Both rest on the same model, data, device and code, so
 * nearly all of it cancels in their ratio; what remains is that each change meets its own utilisation. An assumption of ours, not a measurement.
 */
const CORRELATION_OF_LOGARITHMS = 0.95;
/** A 90 % interval reaches 1.645 standard deviations to either side. */
const DEVIATIONS_AT_90_PERCENT = 1.6449;

/** Standard deviation of a quantity's logarithm, from its 90 % interval. */
const logDeviation = ({ low, high }: Interval): number => (low > 0 && high > low ? Math.log(high / low) / (2 * DEVIATIONS_AT_90_PERCENT) : 0);

/**
 * Percent of `before` that `after` saves; below zero it would be a loss, which stands as 0 at the interval's low end.
 * @returns undefined where one of the two is unknown or nothing.
 */
export function savedPercent(before: Interval | null, after: Interval | null): Interval | undefined {
  if (!before || !after || !(before.mid > 0) || !(after.mid > 0)) return undefined;
  if (before.low === after.low && before.mid === after.mid && before.high === after.high) return exactly(0);
  const ratio = after.mid / before.mid;
  const [a, b] = [logDeviation(before), logDeviation(after)];
  const deviation = Math.sqrt(Math.max(0, a * a + b * b - 2 * CORRELATION_OF_LOGARITHMS * a * b));
  const factor = Math.exp(DEVIATIONS_AT_90_PERCENT * deviation);
  const percent = (remaining: number): number => Math.max(0, (1 - remaining) * 100);
  return { low: percent(ratio * factor), mid: percent(ratio), high: percent(ratio / factor) };
}

export function savingOf(before: Estimate, after: Estimate): { readonly co2ePercent: Interval; readonly gpuHoursPercent: Interval } | undefined {
  const co2ePercent = savedPercent(before.co2eKg, after.co2eKg);
  const gpuHoursPercent = savedPercent(before.gpuHours, after.gpuHours);
  return co2ePercent && gpuHoursPercent && { co2ePercent, gpuHoursPercent };
}
