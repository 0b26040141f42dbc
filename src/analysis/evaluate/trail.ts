// Writes that can be taken back, so that both branches of an unknown condition start from the same state and are joined afterwards.
import { choice, type Value } from './values';

type Store = Map<string, Value>;
/** A store knows in which attempt it was made: what that attempt alone can reach needs no taking back. */
interface Made extends Store {
  madeIn?: number;
}
/** A list's contents, replaced as a whole on every change. */
export interface ItemsHolder {
  items: readonly Value[];
  complete: boolean;
}

interface Write {
  readonly store?: Store;
  readonly key: string;
  readonly holder?: ItemsHolder;
  readonly before: Value | ItemsHolder | undefined;
}
type Touched = Map<object, Map<string, { before: Value | ItemsHolder | undefined; after: Value | ItemsHolder | undefined }>>;

const listKey = '\0items';

/** One of the things that a loop goes through: what sorts them into lists by a condition leaves each list with some of them. */
export const isElement = (item: Value): boolean => item.kind === 'instance' && item.role === 'element';

export class Trail {
  private writes: Write[] = [];
  private recording = 0;
  /** attempts begun so far, and the number of the innermost one that is going on */
  private attempts = 0;
  private innermost = 0;
  /** cells that one branch of an unknown condition set and another left without a value */
  private readonly doubtful = new WeakMap<object, Set<string>>();

  /** Whether execution is inside one branch of an unknown condition. */
  get isTentative(): boolean {
    return this.recording > 0;
  }

  /** Whether a cell has a value only where a condition holds that isn't known. */
  mayLack(store: ReadonlyMap<string, Value>, key: string): boolean {
    return this.doubtful.get(store)?.has(key) === true;
  }

  /** An empty store for a new object or scope. */
  newStore(): Store {
    const store: Made = new Map<string, Value>();
    if (this.recording) store.madeIn = this.attempts;
    return store;
  }

  /** `store[key] = value`; undefined deletes. */
  set(store: Store, key: string, value: Value | undefined): void {
    if (!this.recording) this.doubtful.get(store)?.delete(key);
    else if (((store as Made).madeIn ?? 0) < this.innermost) this.writes.push({ store, key, before: store.get(key) });
    if (value === undefined) store.delete(key);
    else store.set(key, value);
  }

  setItems(holder: ItemsHolder, items: readonly Value[], complete = holder.complete): void {
    if (this.recording) this.writes.push({ holder, key: listKey, before: { items: holder.items, complete: holder.complete } });
    holder.items = items;
    holder.complete = complete;
  }

  /** Runs `branch`, takes all its writes back and returns what they were. */
  attempt<T>(branch: () => T): { result: T; touched: Touched } {
    const mark = this.writes.length;
    const outer = this.innermost;
    this.innermost = ++this.attempts;
    this.recording++;
    const result = branch();
    this.recording--;
    this.innermost = outer;
    const touched: Touched = new Map();
    for (let index = this.writes.length - 1; index >= mark; index--) {
      const write = this.writes[index]!;
      const owner = write.store ?? write.holder!;
      let cells = touched.get(owner);
      if (!cells) touched.set(owner, (cells = new Map()));
      const cell = cells.get(write.key);
      const current = write.store ? write.store.get(write.key) : { items: write.holder!.items, complete: write.holder!.complete };
      if (cell) cell.before = write.before;
      else cells.set(write.key, { before: write.before, after: current });
      if (write.holder) Object.assign(write.holder, write.before);
      else if (write.before === undefined) write.store!.delete(write.key);
      else write.store!.set(write.key, write.before as Value);
    }
    this.writes.length = mark;
    return { result, touched };
  }

  /** Writes the joined outcome of branches; a branch that did not touch a cell leaves what was there. */
  join(branches: readonly Touched[]): void {
    const done = new Map<object, Set<string>>();
    for (const branch of branches) {
      for (const [owner, cells] of branch) {
        const seen = done.get(owner) ?? new Set<string>();
        done.set(owner, seen);
        for (const [key, { before }] of cells) {
          if (seen.has(key)) continue;
          seen.add(key);
          const after = branches.map((other) => {
            const cell = other.get(owner)?.get(key);
            return cell ? cell.after : before;
          });
          if (key === listKey) this.joinItems(owner as ItemsHolder, after as (ItemsHolder | undefined)[]);
          else {
            const present = after.filter((value) => value !== undefined) as Value[];
            this.set(owner as Store, key, present.length > 0 ? choice(present) : undefined);
            if (present.length > 0 && present.length < after.length) this.doubt(owner, key);
          }
        }
      }
    }
  }

  private doubt(owner: object, key: string): void {
    const cells = this.doubtful.get(owner) ?? new Set<string>();
    this.doubtful.set(owner, cells.add(key));
  }

  private joinItems(holder: ItemsHolder, states: readonly (ItemsHolder | undefined)[]): void {
    const present = states.filter((state) => state !== undefined);
    const length = Math.min(...present.map((state) => state.items.length));
    const items = Array.from({ length }, (_, index) => choice(present.map((state) => state.items[index]!)));
    const sorted = present.flatMap((state) => state.items.slice(length)).filter(isElement);
    this.setItems(
      holder,
      [...items, ...new Set(sorted)],
      present.every((state) => state.complete && state.items.length === length),
    );
  }
}
