// How long the texts in a table or in JSON lines are, from its first rows.
import type { LineFormat } from './lines';

/** Rows looked at; the mean of so many is within some percent of the file's where the file is mixed. */
const mostRows = 400;
/** Columns of a table beyond these are no texts. */
const mostColumns = 200;
/** Values shorter than this on average are labels or ids. */
const shortestText = 8;

/** Characters a row: all texts of an object, the longest column of a table; undefined where there is no text. */
export function charactersPerRow(text: string, format: LineFormat): number | undefined {
  const mean =
    format === 'jsonl'
      ? ofObjects(text)
      : format === 'txt'
        ? meanOf(completeLines(text).map((line) => line.length))
        : longestColumn(text, format === 'csv' ? ',' : '\t');
  return mean !== undefined && mean >= shortestText ? mean : undefined;
}

const meanOf = (values: readonly number[]): number | undefined =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;

/** The last line may be cut. */
const completeLines = (text: string): readonly string[] => text.split('\n', mostRows + 1).slice(0, -1);

function ofObjects(text: string): number | undefined {
  const lengths: number[] = [];
  for (const line of completeLines(text)) {
    try {
      lengths.push(textsIn(JSON.parse(line)));
    } catch {
      // a line that is no JSON says nothing of the others
    }
  }
  return meanOf(lengths);
}

/** Levels of chats and documents: a list of messages with their parts. */
const deepest = 5;

function textsIn(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || depth >= deepest) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + textsIn(inner, depth + 1), 0);
}

function longestColumn(text: string, separator: string): number | undefined {
  const [, ...rows] = tableRows(text, separator);
  const columns = Math.min(mostColumns, rows[0]?.length ?? 0);
  const means = Array.from({ length: columns }, (_, column) => meanOf(rows.map((row) => row[column]?.length ?? 0)) ?? 0);
  return means.length > 0 ? Math.max(...means) : undefined;
}

/** Complete rows of a table with quoted fields. */
function tableRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === separator || letter === '\n')) {
      row.push(field);
      field = '';
      if (letter === '\n') {
        rows.push(row);
        row = [];
        if (rows.length > mostRows) break;
      }
    } else field += letter;
  }
  return rows;
}
