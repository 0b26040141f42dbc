// Intervals multiplied by plain numbers and by one another, all ends apart.
import type { Interval } from '../../model/interval';

export const scaled = ({ low, mid, high }: Interval, factor: number): Interval => ({ low: low * factor, mid: mid * factor, high: high * factor });
export const times = (a: Interval, b: Interval): Interval => ({ low: a.low * b.low, mid: a.mid * b.mid, high: a.high * b.high });
