// How a bare number is written everywhere: two significant digits for what is estimated, all digits for what is counted, never "0" for something small.

/** Estimates are shown with two significant digits: more would claim what no 90 % interval of ours supports. */
export const SIGNIFICANT_DIGITS = 2;
const LARGEST_PLAIN = 1e12;
const SMALLEST_PLAIN = 1e-4;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Groups the digits of a non-negative integer by thousands: `25,000`. */
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

const superscript = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  String(Math.abs(exponent))
    .split('')
    .map((digit) => SUPERSCRIPTS[Number(digit)] ?? digit)
    .join('');

/** `2.0 × 10¹⁶` */
export function scientific(value: number, digits = SIGNIFICANT_DIGITS): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  return `${mantissa.replace('-', '−')} × 10${superscript(Number(exponent))}`;
}

/**
 * An estimated number with `digits` significant digits: `0.034`, `5.0`, `1,200`, `3.4 × 10⁻⁵`.
 * @throws RangeError when the value is not finite; nothing that is shown may be.
 */
export function rounded(value: number, digits = SIGNIFICANT_DIGITS): string {
  if (!Number.isFinite(value)) throw new RangeError(`cannot write ${value}`);
  if (value === 0) return '0';
  const magnitude = Math.abs(Number(value.toPrecision(digits)));
  if (magnitude >= LARGEST_PLAIN || magnitude < SMALLEST_PLAIN) return scientific(value, digits);
  const sign = value < 0 ? '−' : '';
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude)));
  const [whole = '', fraction] = magnitude.toFixed(decimals).split('.');
  return sign + grouped(whole) + (fraction ? `.${fraction}` : '');
}

/** A counted or stated number with all its digits: `25,000`, `0.5`, `2.5`, `3`. */
export function exact(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`cannot write ${value}`);
  const magnitude = Math.abs(value);
  if (magnitude >= LARGEST_PLAIN || (magnitude > 0 && magnitude < SMALLEST_PLAIN)) {
    const digits =
      String(Number(magnitude.toPrecision(6)).toExponential())
        .split('e')[0]
        ?.replace('.', '').length ?? SIGNIFICANT_DIGITS;
    return scientific(value, digits);
  }
  const [whole = '', fraction] = String(Number(magnitude.toPrecision(12))).split('.');
  return (value < 0 ? '−' : '') + grouped(whole) + (fraction ? `.${fraction}` : '');
}

const LARGE_COUNTS = [
  { from: 1e12, suffix: 'T' },
  { from: 1e9, suffix: 'B' },
  { from: 1e6, suffix: 'M' },
] as const;

/** A large count in short form, three digits as the field writes sizes: `109 M`, `6.74 B`, `25,000`. */
export function short(value: number): string {
  const unit = LARGE_COUNTS.find(({ from }) => Math.abs(value) >= from * 0.9995);
  if (!unit) return Math.abs(value) < 1000 || Number.isInteger(value) ? exact(Number(value.toPrecision(6))) : exact(Math.round(value));
  return `${exact(Number((value / unit.from).toPrecision(3)))} ${unit.suffix}`;
}

/** A count rounded down to two significant digits, for "at most": `100` of 103, `13,000` of 13,380. */
export function atMost(value: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - SIGNIFICANT_DIGITS + 1);
  return exact(Math.floor(value / step) * step);
}

/** A fraction as percent: `52 %`, `0.40 %`, `100 %`. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${Math.abs(value) >= 99.5 ? exact(Math.round(value)) : rounded(value)} %`;
}
