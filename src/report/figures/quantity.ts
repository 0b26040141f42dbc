// Quantities with units: the unit follows the middle value, the range is written in the same unit.
import { isExact, type Interval } from '../../model/interval';
import { rounded, SIGNIFICANT_DIGITS } from './number';

/** One unit of a kind of quantity: shown from `from` (in the base unit) on, one of it being `size` base units. */
interface Unit {
  readonly from: number;
  readonly size: number;
  readonly symbol: string;
}

/** Units from the largest down; the last one takes whatever is smaller still. */
type Scale = readonly Unit[];

export const co2eKg: Scale = [
  { from: 1e3, size: 1e3, symbol: 't CO₂e' },
  { from: 0.1, size: 1, symbol: 'kg CO₂e' },
  { from: 1e-4, size: 1e-3, symbol: 'g CO₂e' },
  { from: 0, size: 1e-6, symbol: 'mg CO₂e' },
];
export const energyKwh: Scale = [
  { from: 1e6, size: 1e6, symbol: 'GWh' },
  { from: 1e3, size: 1e3, symbol: 'MWh' },
  { from: 0.1, size: 1, symbol: 'kWh' },
  { from: 0, size: 1e-3, symbol: 'Wh' },
];
export const gpuHours: Scale = [
  { from: 1e6, size: 1e6, symbol: 'M GPU-h' },
  { from: 0.1, size: 1, symbol: 'GPU-h' },
  { from: 1 / 600, size: 1 / 60, symbol: 'GPU-min' },
  { from: 0, size: 1 / 3600, symbol: 'GPU-s' },
];
export const hours: Scale = [
  { from: 48, size: 24, symbol: 'days' },
  { from: 1, size: 1, symbol: 'h' },
  { from: 1 / 60, size: 1 / 60, symbol: 'min' },
  { from: 0, size: 1 / 3600, symbol: 's' },
];
export const memoryGiB: Scale = [
  { from: 0.1, size: 1, symbol: 'GiB' },
  { from: 0, size: 1 / 1024, symbol: 'MiB' },
];
export const powerKw: Scale = [
  { from: 1e3, size: 1e3, symbol: 'MW' },
  { from: 0.1, size: 1, symbol: 'kW' },
  { from: 0, size: 1e-3, symbol: 'W' },
];
export const waterLitres: Scale = [
  { from: 1e3, size: 1e3, symbol: 'm³' },
  { from: 0.1, size: 1, symbol: 'L' },
  { from: 0, size: 1e-3, symbol: 'mL' },
];
/** Decimal, as file sizes are told. */
export const bytes: Scale = [
  { from: 1e12, size: 1e12, symbol: 'TB' },
  { from: 1e9, size: 1e9, symbol: 'GB' },
  { from: 1e6, size: 1e6, symbol: 'MB' },
  { from: 0, size: 1e3, symbol: 'kB' },
];
export const usd: Scale = [{ from: 0, size: 1, symbol: 'USD' }];
/** Carbon intensity as grids are quoted, from kg per kWh. */
export const gramsPerKwh: Scale = [{ from: 0, size: 1e-3, symbol: 'g/kWh' }];

/** By the value as it will be written, so that 99.6 g does not stand as "100 g" beside "0.10 kg". */
function unitOf(base: number, scale: Scale): Unit {
  const written = Number(base.toPrecision(SIGNIFICANT_DIGITS));
  return scale.find(({ from }) => written >= from) ?? (scale[scale.length - 1] as Unit);
}

/** A quantity as shown: the number, its unit, and the 90 % range in the same unit (without it). */
export interface Written {
  readonly number: string;
  readonly unit: string;
  /** "0.34 kg CO₂e" */
  readonly value: string;
  /** "0.19 – 0.61"; "exact" has no range and gives "" */
  readonly range: string;
}

/** Writes an interval of base units: `write({ low: 0.19, mid: 0.34, high: 0.61 }, co2eKg)` gives "0.34 kg CO₂e" and "0.19 – 0.61"; in the unit of `like`, so that a column of figures has one. */
export function write(interval: Interval, scale: Scale, like = interval.mid): Written {
  const unit = unitOf(like, scale);
  const number = rounded(interval.mid / unit.size);
  return { number, unit: unit.symbol, value: `${number} ${unit.symbol}`, range: isExact(interval) ? '' : writeRange(interval, unit.size) };
}

/** "0.19 – 0.61", in units of `size`. */
export const writeRange = ({ low, high }: Interval, size = 1): string => `${rounded(low / size)} – ${rounded(high / size)}`;

/** The range as it stands in a line of text: "0.19–0.61". */
export const tight = (range: string): string => range.replaceAll(' – ', '–');

/** "0.34 kg CO₂e (0.19–0.61)"; what is exact stands alone. */
export const withRange = ({ value, range }: Pick<Written, 'value' | 'range'>): string => (range ? `${value} (${tight(range)})` : value);

/** How far the interval reaches, high over low: "3.2×". */
export const writeWidth = (factor: number): string => `${rounded(factor)}×`;
