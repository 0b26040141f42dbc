// Wall-clock times as people say them: "42 s", "12 min", "3 h 05 min", "14 h", "3.2 days".
import type { Interval } from '../../model/interval';
import { hours, write, type Written } from './quantity';

const MINUTES_PER_HOUR = 60;
/** Between these bounds a time reads better in hours and minutes than in decimals. */
const CLOCK_FROM_HOURS = 1;
const CLOCK_TO_HOURS = 10;
/** Minutes are rounded so that "3 h 05 min" does not claim more than two digits. */
const MINUTE_STEP = 5;

/** Writes a duration given in hours; the range stands in the unit of the middle value ("1.9 – 5.0 h"). */
export function writeDuration(interval: Interval): Written {
  const written = write(interval, hours);
  const range = written.range && `${written.range} ${written.unit}`;
  if (interval.mid < CLOCK_FROM_HOURS || interval.mid >= CLOCK_TO_HOURS) return { ...written, range };
  const minutes = Math.round((interval.mid * MINUTES_PER_HOUR) / MINUTE_STEP) * MINUTE_STEP;
  const value = `${Math.floor(minutes / MINUTES_PER_HOUR)} h ${String(minutes % MINUTES_PER_HOUR).padStart(2, '0')} min`;
  return { ...written, value, range };
}
