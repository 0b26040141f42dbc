// Offsets to lines and columns. A place is kept as offsets while a program is followed and becomes a plain span only when it is reported.
import type { Span } from '../../../model/source';
import type { SourceUnit } from './syntax/statements';

/** Offsets at which lines begin; `\n`, `\r\n` and `\r` end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}

/** 1-based line and 0-based column of an offset. */
export function lineColumn(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low]! };
}

/** A span that is computed when somebody looks; values carry thousands of them and reports need few. */
export class Place implements Span {
  constructor(
    readonly unit: SourceUnit,
    readonly from: number,
    readonly to: number,
  ) {}
  get path(): string {
    return this.unit.path;
  }
  get cell(): number | undefined {
    return this.unit.cell;
  }
  get line(): number {
    return lineColumn(this.unit.lineStarts, this.from).line;
  }
  get column(): number {
    return lineColumn(this.unit.lineStarts, this.from).column;
  }
  get endLine(): number {
    return lineColumn(this.unit.lineStarts, this.to).line;
  }
  get endColumn(): number {
    return lineColumn(this.unit.lineStarts, this.to).column;
  }
  get text(): string {
    return this.unit.text.slice(this.from, this.to);
  }
}

/** The span as plain data, fit for JSON and comparison. */
export function plainSpan(span: Span): Span {
  const plain = { path: span.path, line: span.line, column: span.column, endLine: span.endLine, endColumn: span.endColumn };
  return span.cell === undefined ? plain : { ...plain, cell: span.cell };
}
