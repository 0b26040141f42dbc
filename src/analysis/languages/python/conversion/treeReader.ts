// Walks Lezer's tree for the conversion: a cursor, the text, and a bound on depth that hostile nesting can't pass.
import type { TreeCursor } from '@lezer/common';

/** Deeper syntax than this becomes opaque; real code stays far below. */
const depthLimit = 160;

export class TreeReader {
  private depth = 0;
  /** set by every `yield`, so that a function's reader sees whether its own body has one */
  yields = false;

  /**
   * @param parsed the text that was parsed: `text` from `base` on, or what it was mended to
   * @param text the text as it stands, which all offsets count in
   * @param placeOf the offset in `text` for one in `parsed`
   */
  constructor(
    readonly cursor: TreeCursor,
    private readonly parsed: string,
    readonly text: string = parsed,
    private readonly placeOf?: (offset: number) => number,
  ) {}

  get name(): string {
    return this.cursor.name;
  }
  get from(): number {
    return this.placeOf ? this.placeOf(this.cursor.from) : this.cursor.from;
  }
  get to(): number {
    return this.placeOf ? this.placeOf(this.cursor.to) : this.cursor.to;
  }
  /** text of the current node */
  get slice(): string {
    return this.parsed.slice(this.cursor.from, this.cursor.to);
  }

  /** Visits the children of the current node, errors and comments left out; the cursor is back at the node afterwards. */
  children(visit: (name: string) => void): void {
    if (!this.cursor.firstChild()) return;
    do {
      const name = this.cursor.name;
      if (name !== '⚠' && name !== 'Comment') visit(name);
    } while (this.cursor.nextSibling());
    this.cursor.parent();
  }

  /** Reads the current node later: a reader of its own will stand there. */
  later<T>(read: (reader: TreeReader) => T): () => T {
    const { node } = this.cursor;
    return () => read(new TreeReader(node.cursor(), this.parsed, this.text, this.placeOf));
  }

  /** Runs `read` one level deeper, or gives `otherwise` where it is too deep. */
  deeper<T>(read: () => T, otherwise: T): T {
    if (this.depth >= depthLimit) return otherwise;
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
}
