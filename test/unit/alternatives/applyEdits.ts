// Applies edits to a text as an editor would, for tests.
import type { TextEdit } from '../../../src/model/alternative';

/** Edits refer to the text as it was; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number): number => (starts[line - 1] ?? Number.NaN) + column;
  const placed = edits.map(({ span, newText }) => ({ from: offset(span.line, span.column), to: offset(span.endLine, span.endColumn), newText }));
  let result = text;
  for (const { from, to, newText } of placed.sort((a, b) => b.from - a.from)) result = result.slice(0, from) + newText + result.slice(to);
  return result;
}
