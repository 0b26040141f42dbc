// Reads the CSV files of the collected facts: a header line, quoted cells that may hold commas, quotes and line breaks.
import { readFileSync } from 'node:fs';

export type Row = Readonly<Record<string, string>>;

/**
 * @returns one record a line, every column present (empty text where the cell is empty).
 * @throws Error naming the file and line when a row has more cells than the header.
 */
export function readCsv(path: string): Row[] {
  const [header, ...lines] = splitCsv(readFileSync(path, 'utf8'));
  if (!header) throw new Error(`${path}: no header line`);
  return lines.map((cells, index) => {
    if (cells.length > header.length) throw new Error(`${path}: row ${index + 2} has ${cells.length} cells for ${header.length} columns`);
    return Object.fromEntries(header.map((column, at) => [column, (cells[at] ?? '').trim()]));
  });
}

function splitCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      cells.push(cell.replace(/\r$/, ''));
      if (cells.some((each) => each !== '')) rows.push(cells);
      cells = [];
      cell = '';
    } else cell += character;
  }
  cells.push(cell);
  if (cells.some((each) => each !== '')) rows.push(cells);
  return rows;
}

/** @returns the number, or undefined for an empty cell; @throws Error when the cell is not a number. */
export function numberIn(row: Row, column: string): number | undefined {
  const cell = row[column];
  if (cell === undefined || cell === '') return undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`column ${column}: "${cell}" is not a number in ${JSON.stringify(row).slice(0, 200)}`);
  return value;
}
