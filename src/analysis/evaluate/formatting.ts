// Values as Python would print them, for f-strings, `str()` and `format`.
import type { Value } from './values';

/** @returns undefined where the value isn't known or the format isn't one of the simple ones. */
export function formatValue(value: Value, specification?: string, conversion?: string): string | undefined {
  if (value.kind !== 'known') return undefined;
  const plain = printed(value.value);
  if (conversion === 'r' && typeof value.value === 'string') return `'${plain}'`;
  if (!specification) return plain;
  const fixed = /^\.(\d+)f$/.exec(specification);
  if (fixed && typeof value.value === 'number') return value.value.toFixed(Math.min(20, Number(fixed[1])));
  const padded = /^0(\d+)d?$/.exec(specification);
  if (padded && typeof value.value === 'number') return plain.padStart(Math.min(40, Number(padded[1])), '0');
  return specification === 'd' || specification === 's' ? plain : undefined;
}

export const printed = (value: string | number | boolean | null): string =>
  value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : typeof value === 'number' ? printedNumber(value) : value;

/** Python writes 2e-05 where JavaScript writes 0.00002. */
function printedNumber(value: number): string {
  if (Number.isInteger(value) || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
