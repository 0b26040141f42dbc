// A stream of text as lines, in constant memory whatever the stream holds.

/** A longer line is no spec. */
export const LONGEST_LINE = 1_000_000;

/** Yields each line without its end; `undefined` stands for one that is longer than `LONGEST_LINE`. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest = '';
  let tooLong = false;
  for await (const chunk of chunks) {
    const pieces = chunk.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      const line = rest + piece;
      yield tooLong || line.length > LONGEST_LINE ? undefined : line.replace(/\r$/, '');
      [rest, tooLong] = ['', false];
    }
    rest += last;
    if (rest.length > LONGEST_LINE) [rest, tooLong] = ['', true];
  }
  if (tooLong) yield undefined;
  else if (rest !== '') yield rest;
}
