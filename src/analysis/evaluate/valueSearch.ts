// A bounded walk over values that lead to one another: each is met once, and the walker says where to go on.
import type { Value } from './values';

/** Nearest first, or the one found last first. */
type Order = 'near' | 'deep';

/**
 * Values to look at, met one after another:
 *
 *     const search = new ValueSearch([value], 80);
 *     for (const current of search) if (current.kind === 'choice') search.follow(...current.options);
 *
 * Ends when nothing is left or `limit` values were met, so that values which lead round in circles, or very far, end too.
 */
export class ValueSearch {
  private readonly seen = new Set<Value>();
  private readonly pending: Value[] = [];

  constructor(
    starts: readonly (Value | undefined)[],
    private readonly limit: number,
    private readonly order: Order = 'near',
  ) {
    this.follow(...starts);
  }

  /** Goes on from these too. */
  follow(...values: readonly (Value | undefined)[]): void {
    for (const value of values) if (value) this.pending.push(value);
  }

  *[Symbol.iterator](): Generator<Value> {
    while (this.pending.length > 0 && this.seen.size < this.limit) {
      const current = (this.order === 'near' ? this.pending.shift() : this.pending.pop())!;
      if (this.seen.has(current)) continue;
      this.seen.add(current);
      yield current;
    }
  }
}
