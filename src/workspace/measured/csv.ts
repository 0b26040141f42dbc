// Comma-separated values with quotes (RFC 4180), each record with the line that it starts at.

export interface CsvRecord {
  /** 1-based */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer files are data, not the log of a tracker. */
const MOST_RECORDS = 10_000;

export function readCsv(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let startsAt = 1;
  const end = (): void => {
    if (cells.length > 0 || cell !== '') records.push({ line: startsAt, cells: [...cells, cell] });
    cells = [];
    cell = '';
  };
  for (let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0; at < text.length && records.length < MOST_RECORDS; at++) {
    const character = text[at]!;
    if (character === '\n') line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === ',') {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      end();
      startsAt = line;
    } else if (character !== '\r') cell += character;
  }
  end();
  return records;
}

const BYTE_ORDER_MARK = 0xfeff;
