// Counts brackets within brackets before a parser that descends by recursion is let loose on a text.

/** Brackets within brackets; a person's file has a dozen. */
const maximumBrackets = 512;

export const nestsTooDeepMessage = 'Nested too deeply to be read.';

/** Brackets inside double quotes do not count. Round ones count too where `round` says so. */
export function nestsTooDeep(text: string, round = false): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34 /* quote: a string cannot nest */) {
      for (at++; at < text.length; at++) {
        const inner = text.charCodeAt(at);
        if (inner === 92 /* backslash */) at++;
        else if (inner === 34 || inner === 10) break;
      }
    } else if (code === 123 || code === 91 || (round && code === 40)) {
      if (++depth > maximumBrackets) return true;
    } else if (code === 125 || code === 93 || (round && code === 41)) depth--;
  }
  return false;
}
