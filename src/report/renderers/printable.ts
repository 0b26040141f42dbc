// Text of other people's files on its way to a terminal: control characters could move the cursor, change titles or hide lines.

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** One line of visible text. */
export const printableText = (text: string): string => text.replace(CONTROL_CHARACTERS, ' ');

/** The same plain data with every text in it made printable. */
export function printable<T>(data: T): T {
  if (typeof data === 'string') return printableText(data) as T;
  if (Array.isArray(data)) return data.map(printable) as T;
  if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printable<unknown>(value)])) as T;
  return data;
}
