// Walks Lezer's tree for the conversion: a cursor, the text, and a bound on depth that hostile nesting can't pass.
import type { TreeCursor } from '@lezer/common';

/** Deeper syntax than this becomes opaque; real code stays far below. */
const depthLimit = 160;

export class TreeReader {
  private depth = 0;
  constructor(
    readonly cursor: TreeCursor,
    readonly text: string,
  ) {}

  get name(): string {
    return this.cursor.name;
  }
  get from(): number {
    return this.cursor.from;
  }
  get to(): number {
    return this.cursor.to;
  }
  /** text of the current node */
  get slice(): string {
    return this.text.slice(this.cursor.from, this.cursor.to);
  }

  /** Visits the children of the current node, errors and comments left out; the cursor is back at the node afterwards. */
  children(visit: (name: string) => void): void {
    if (!this.cursor.firstChild()) return;
    do {
      const name = this.cursor.name;
      if (name !== 'Comment' && name !== '⚠') visit(name);
    } while (this.cursor.nextSibling());
    this.cursor.parent();
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
