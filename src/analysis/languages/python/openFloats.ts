// Numbers that end in their point, `0.` and `1.e-3`, which @lezer/python 1.1 takes for an attribute of a whole number.

/** Digits and a point, with an exponent or nothing behind it that could be read as a name. */
const openFloat = /(?<![\w.])(\d[\d_]*)\.(?=[eE][+-]?\d|(?![\w.]))/g;

/**
 * The text with a digit in place of each such point, for the grammar only: it is as long as before, so that every offset stays, and what a number is worth
 * is read from the text as it was written.
 */
export const withoutOpenFloats = (text: string): string => text.replace(openFloat, (_whole, digits: string) => `${digits}0`);
