// Where a line of an older text stands now, so that the last good result stays beside its code while the user types.

/** An edit as far as lines go: the lines it replaced (1-based, last one included) and how many line breaks it put there. */
export interface LineEdit {
  readonly line: number;
  readonly endLine: number;
  readonly newLineBreaks: number;
}

/** @returns the 1-based line after the edits, applied in the order given; a line inside an edit goes to the edit's start. */
export function shiftedLine(line: number, edits: readonly LineEdit[]): number {
  return edits.reduce((current, edit) => {
    if (edit.line > current) return current;
    if (edit.endLine < current) return current + edit.newLineBreaks - (edit.endLine - edit.line);
    return edit.line === current ? current : edit.line + edit.newLineBreaks;
  }, line);
}
