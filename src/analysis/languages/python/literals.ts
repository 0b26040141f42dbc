// What number and string literals stand for.

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** @returns the number, or undefined for complex numbers and what is no number. */
export function parseNumber(text: string): number | undefined {
  const plain = text.replace(/_/g, '');
  if (/[jJ]$/.test(plain) && !/^0x/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** Python reads every line end of its source as one newline. */
const unixLines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** Decodes backslash escapes of a non-raw literal's inside. */
export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(\r?\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (whole, what: string) => {
    if (what.endsWith('\n')) return '';
    if (/^[xuU]./.test(what)) {
      const code = parseInt(what.slice(1), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return escapes[what] ?? whole;
  });
}

/** The parts of a literal as written: prefix letters, and where its inside begins and ends. An unterminated literal ends at its end. */
export function stringParts(text: string): { prefix: string; start: number; end: number; raw: boolean; bytes: boolean } {
  const prefix = /^[a-zA-Z]*/.exec(text)![0].toLowerCase();
  const quote = text[prefix.length] ?? '"';
  const long = text.startsWith(quote.repeat(3), prefix.length) && text.length >= prefix.length + 3;
  const width = long ? 3 : 1;
  const start = prefix.length + width;
  const end = text.length >= start + width && text.endsWith(quote.repeat(width)) ? text.length - width : Math.max(start, text.length);
  return { prefix, start, end, raw: prefix.includes('r'), bytes: prefix.includes('b') };
}

/** @returns the text a string literal stands for, or undefined for bytes. */
export function parseString(text: string): string | undefined {
  const { start, end, raw, bytes } = stringParts(text);
  if (bytes) return undefined;
  const inside = text.slice(start, end);
  return raw ? unixLines(inside) : decodeEscapes(unixLines(inside));
}
