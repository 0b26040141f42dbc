// Several runs together.
import type { Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';

export interface Total {
  readonly runs: number;
  /** runs for which something decisive is missing; they are not in the sums */
  readonly withoutFigure: number;
  readonly co2eKg: Interval | null;
  readonly energyKwh: Interval | null;
  readonly gpuHours: Interval | null;
}

/**
 * Sums over runs. The ends are added as they are: runs of one project share their hardware, grid and habits, so that their errors go the same way and do not
 * cancel out.
 */
export function totalOf(estimates: readonly Estimate[]): Total {
  return {
    runs: estimates.length,
    withoutFigure: estimates.filter(({ co2eKg }) => co2eKg === null).length,
    co2eKg: sum(estimates.map(({ co2eKg }) => co2eKg)),
    energyKwh: sum(estimates.map(({ energyKwh }) => energyKwh)),
    gpuHours: sum(estimates.map(({ gpuHours }) => gpuHours)),
  };
}

function sum(intervals: readonly (Interval | null)[]): Interval | null {
  const known = intervals.filter((one) => one !== null);
  if (known.length === 0) return null;
  return known.reduce((a, b) => ({ low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high }));
}
