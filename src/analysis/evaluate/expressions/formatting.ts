// Values as Python would print them, for f-strings, `str()`, `format` and `%`.
import { knownNumber, type Value } from '../values';

/** Wider fields than this are never asked for in earnest. */
const widestField = 200;

/** `[[fill]align][sign][#][0][width][grouping][.precision][type]` */
const miniLanguage = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

/** @returns undefined where the value isn't known or the format isn't one of Python's. */
export function formatValue(value: Value, specification?: string, conversion?: string): string | undefined {
  if (value.kind !== 'known') return undefined;
  const plain = conversion === 'r' && typeof value.value === 'string' ? `'${value.value}'` : printed(value.value);
  if (!specification) return plain;
  const parts = miniLanguage.exec(specification);
  if (!parts) return undefined;
  const [, fill, align, sign, alternative, zero, width, grouping, precision, type] = parts;
  const number = typeof value.value === 'string' || conversion ? undefined : knownNumber(value);
  const digits = precision === undefined ? undefined : Math.min(20, Number(precision));
  const body =
    number === undefined
      ? type === undefined || type === 's'
        ? plain.slice(0, digits)
        : undefined
      : formatNumber(Math.abs(number), type ?? '', digits, { alternative: alternative !== undefined, grouping, plain: printed(Math.abs(number)) });
  if (body === undefined) return undefined;
  const prefix = number === undefined ? '' : number < 0 ? '-' : sign === '+' || sign === ' ' ? sign : '';
  const room = Math.min(widestField, Number(width ?? 0)) - prefix.length - body.length;
  if (room <= 0) return prefix + body;
  const filling = (fill ?? (zero ? '0' : ' ')).repeat(room);
  switch (align ?? (number === undefined ? '<' : zero ? '=' : '>')) {
    case '<':
      return prefix + body + filling;
    case '=':
      return prefix + filling + body;
    case '^':
      return filling.slice(0, filling.length >> 1) + prefix + body + filling.slice(filling.length >> 1);
    default:
      return filling + prefix + body;
  }
}

function formatNumber(
  value: number,
  type: string,
  precision: number | undefined,
  { alternative, grouping, plain }: { alternative: boolean; grouping?: string; plain: string },
): string | undefined {
  const grouped = (text: string): string => (grouping ? text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, grouping) : text);
  const radix = { x: 16, X: 16, o: 8, b: 2 }[type];
  if (radix !== undefined)
    return Number.isInteger(value) ? (alternative ? `0${type}` : '') + (type === 'X' ? value.toString(16).toUpperCase() : value.toString(radix)) : undefined;
  switch (type) {
    case '':
      return precision === undefined ? grouped(plain) : general(value, precision);
    case 'd':
    case 'i':
    case 'n':
    case 'u':
      return Number.isInteger(value) ? grouped(String(value)) : undefined;
    case 'f':
    case 'F':
      return grouped(value.toFixed(precision ?? 6));
    case 'e':
    case 'E': {
      const text = twoDigitExponent(value.toExponential(precision ?? 6));
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return general(value, precision ?? 6);
    case '%':
      return `${(value * 100).toFixed(precision ?? 6)}%`;
    default:
      return undefined;
  }
}

/** Python's `g`: fixed or scientific, whichever is shorter, trailing zeros gone. */
function general(value: number, precision: number): string {
  if (value === 0) return '0';
  const digits = Math.max(1, precision);
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) return twoDigitExponent(value.toExponential(digits - 1).replace(/\.?0+e/, 'e'));
  const fixed = value.toFixed(Math.max(0, digits - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** Python writes 2e-05 where JavaScript writes 2e-5. */
const twoDigitExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

export const printed = (value: string | number | boolean | null): string =>
  value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : typeof value === 'number' ? printedNumber(value) : value;

function printedNumber(value: number): string {
  if (Number.isInteger(value) || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16)) return String(value);
  return twoDigitExponent(value.toExponential());
}

/** `template % values`: a mapping for `%(name)s`, a tuple for several, anything else for one. @returns undefined where a part isn't known. */
export function formatPercent(template: string, values: Value): string | undefined {
  const list = values.kind === 'sequence' && values.type === 'tuple' ? values.items : [values];
  let position = 0;
  let complete = true;
  const text = template.replace(/%(?:\((\w+)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?[hlL]?([a-zA-Z%])/g, (_whole, name: string | undefined, flags: string, ...rest) => {
    const [width, precision, type] = rest as [string | undefined, string | undefined, string];
    if (type === '%') return '%';
    const value = name === undefined ? list[position++] : values.kind === 'mapping' ? values.entries.get(name) : undefined;
    const written = value && percentPart(value, flags, width, precision, type);
    complete &&= written !== undefined;
    return written ?? '';
  });
  return complete ? text : undefined;
}

function percentPart(value: Value, flags: string, width: string | undefined, precision: string | undefined, type: string): string | undefined {
  const whole = type === 'd' || type === 'i' || type === 'u';
  const number = whole && value.kind === 'known' ? knownNumber(value) : undefined;
  const shown: Value = number === undefined ? value : { ...(value as Extract<Value, { kind: 'known' }>), value: Math.trunc(number) };
  const text = type === 's' || type === 'r';
  const align = text || flags.includes('-') ? (flags.includes('-') ? '<' : '>') : '';
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const zero = !text && flags.includes('0') && align === '' ? '0' : '';
  const specification = `${align}${text ? '' : sign}${zero}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${text ? '' : type}`;
  if (!text) return formatValue(shown, specification);
  const plain = formatValue(value, undefined, type === 'r' ? 'r' : undefined);
  return plain === undefined ? undefined : formatValue({ kind: 'known', origin: 'derived', value: plain }, specification);
}
