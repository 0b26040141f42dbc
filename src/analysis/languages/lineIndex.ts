// Turns offsets into lines and columns, for parsers that only know offsets.
import type { Span } from '../../model/source';

/** Positions in one text. `cell` and `firstLine` place the text inside a notebook's cell or a longer document. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(
    private readonly path: string,
    text: string,
    private readonly place: { readonly cell?: number; readonly firstLine?: number } = {},
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** 0-based index of the line that holds `offset`. */
  private lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The span of `[from, to)`. */
  span(from: number, to: number): Span {
    const first = this.lineOf(from);
    const last = this.lineOf(Math.max(from, to));
    const shift = this.place.firstLine ?? 1;
    const span = {
      path: this.path,
      line: first + shift,
      column: from - this.starts[first]!,
      endLine: last + shift,
      endColumn: Math.max(from, to) - this.starts[last]!,
    };
    return this.place.cell === undefined ? span : { ...span, cell: this.place.cell };
  }
}
