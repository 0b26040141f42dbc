// Several alternatives as one change: their edits as one set, and whether they can go together.
import type { Alternative, TextEdit } from './alternative';

/** The edits of several alternatives together, each once (two may need the same import). */
export function editsOf(alternatives: readonly Alternative[]): readonly TextEdit[] {
  const byText = new Map(alternatives.flatMap(({ edits }) => edits).map((edit) => [JSON.stringify(edit), edit]));
  return [...byText.values()];
}

/** Whether two edits would change the same text; only insertions may meet at one point. */
export function clash(edits: readonly TextEdit[]): boolean {
  return edits.some((edit, index) => edits.slice(index + 1).some((other) => overlap(edit, other)));
}

function overlap({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  if (a.path !== b.path || a.cell !== b.cell) return false;
  return before(a.line, a.column, b.endLine, b.endColumn) && before(b.line, b.column, a.endLine, a.endColumn);
}

const before = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line < otherLine || (line === otherLine && column < otherColumn);
