// Columns of text.

const INDENT = '  ';
const GAP = 3;

/** Columns as wide as their widest cell, the last one ragged; styles are put on after the widths are known. */
export function table(rows: readonly (readonly string[])[], styles: readonly ((text: string) => string)[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const last = widths.length - 1;
  return rows.map((row) =>
    `${INDENT}${row.map((cell, column) => (styles[column] ?? String)(cell) + (column === last ? '' : ' '.repeat((widths[column] ?? 0) - cell.length + GAP))).join('')}`.trimEnd(),
  );
}

/** Fills lines of at most `width` with parts that are never broken; a longer part stands alone. */
export function filled(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + separator.length + part.length <= width) lines[lines.length - 1] = last + separator + part;
    else lines.push(part);
  }
  return lines;
}

/** Breaks a text between words; a percent sign stays with its number. */
export const wrapped = (text: string, width: number): string[] => filled(text.split(/ +(?!%)/), ' ', width);
