// Reads the compact tables: a header line, tab-separated cells; a column named `x^` repeats the cell above where it is empty. Lines are found and split into cells only when asked.

/** A parsed header over unparsed lines, each known by the offset at which it begins. */
class Table {
  readonly columns: ReadonlyMap<string, number>;
  readonly repeating: ReadonlySet<number>;
  readonly #cells = new Map<number, readonly string[]>();
  readonly #inherited = new Map<number, Map<number, string>>();

  constructor(readonly text: string) {
    const names = text.slice(0, this.endOf(0)).split('\t');
    this.columns = new Map(names.map((name, at) => [name.replace('^', ''), at]));
    this.repeating = new Set(names.flatMap((name, at) => (name.endsWith('^') ? [at] : [])));
  }

  endOf(line: number): number {
    const end = this.text.indexOf('\n', line);
    return end < 0 ? this.text.length : end;
  }

  cells(line: number): readonly string[] {
    let cells = this.#cells.get(line);
    if (!cells) this.#cells.set(line, (cells = this.text.slice(line, this.endOf(line)).split('\t')));
    return cells;
  }

  /** The cell, or the nearest one above that is not empty. */
  inherited(line: number, column: number): string {
    const known = this.#inherited.get(column) ?? new Map<number, string>();
    this.#inherited.set(column, known);
    let found = '';
    for (let at = line; at > 0; at = this.text.lastIndexOf('\n', at - 2) + 1) {
      found = this.cells(at)[column] || known.get(at) || '';
      if (found !== '') break;
    }
    known.set(line, found);
    return found;
  }

  /** All lines below the header. */
  *lines(): Generator<number> {
    for (let end = this.endOf(0); end < this.text.length; end = this.endOf(end + 1)) yield end + 1;
  }
}

/** One row; cells by column name. */
export class TableRow {
  constructor(
    private readonly table: Table,
    private readonly line: number,
  ) {}

  /** The first cell, without splitting the row: what indexes are made of. */
  get key(): string {
    const tab = this.table.text.indexOf('\t', this.line);
    const end = this.table.endOf(this.line);
    return this.table.text.slice(this.line, tab < 0 ? end : Math.min(tab, end));
  }

  /** The cell's text, empty where the cell is. */
  text(column: string): string {
    const at = this.table.columns.get(column);
    if (at === undefined) throw new Error(`there is no column ${column}`);
    if (!this.table.repeating.has(at)) return this.table.cells(this.line)[at] ?? '';
    const cell = this.table.inherited(this.line, at);
    return cell === ' ' ? '' : cell;
  }

  optionalText(column: string): string | undefined {
    return this.text(column) || undefined;
  }

  number(column: string): number | undefined {
    const cell = this.text(column);
    if (cell === '') return undefined;
    const value = Number(cell);
    return Number.isFinite(value) ? value : undefined;
  }

  /** @throws Error when the cell is empty: the build guarantees required columns. */
  required(column: string): number {
    const value = this.number(column);
    if (value === undefined) throw new Error(`column ${column} is empty in the row of ${this.key}`);
    return value;
  }

  flag(column: string): boolean {
    return this.text(column) === '1';
  }
}

/** @returns the rows in the order of the table. */
export function parseTable(text: string): readonly TableRow[] {
  const table = new Table(text);
  return Array.from(table.lines(), (line) => new TableRow(table, line));
}

/** So many searches of the whole text cost about what an index of all its keys does. */
const mostSearches = 40;

/** Finds rows by their first cell: in the text itself for the few that one file asks for, then by an index of all. */
export class KeyedTable {
  readonly #table: Table;
  readonly #lower: string;
  readonly #index = lazily(() => this.#indexed());
  #searches = 0;

  /** @throws Error where lower case is of another length, so that places would not agree; the build's tables are not of such letters. */
  constructor(text: string) {
    this.#table = new Table(text);
    this.#lower = text.toLowerCase();
    if (this.#lower.length !== text.length) throw new Error('the table has letters whose lower case is longer');
  }

  /** The rows of this key in any case, in the order of the table. */
  rows(key: string): readonly TableRow[] {
    return this.#found(`\n${key.toLowerCase()}`, (at) => at + 1);
  }

  /** The rows whose key has a slash and this, in any case, after its last one. */
  rowsAfterSlash(segment: string): readonly TableRow[] {
    return segment.includes('/') ? [] : this.#found(`/${segment.toLowerCase()}`, (at) => this.#lower.lastIndexOf('\n', at) + 1);
  }

  /**
   * The rows whose key passes, in the order of the table. Keys are looked at in place: a search among all of them makes nothing of the many that don't pass.
   * @param passes told a text in lower case, and where in it the key begins and ends.
   */
  rowsWhere(passes: (text: string, start: number, end: number) => boolean): readonly TableRow[] {
    const rows: TableRow[] = [];
    const text = this.#lower;
    for (let start = this.#table.endOf(0) + 1; start > 0 && start < text.length; start = text.indexOf('\n', start) + 1) {
      const tab = text.indexOf('\t', start);
      if (passes(text, start, tab < 0 ? text.length : tab)) rows.push(new TableRow(this.#table, start));
    }
    return rows;
  }

  /** @param needle what ends a key, or all of it; @param lineOf the line in which it was found */
  #found(needle: string, lineOf: (at: number) => number): readonly TableRow[] {
    if (++this.#searches > mostSearches) return (this.#index().get(needle) ?? []).map((line) => new TableRow(this.#table, line));
    const rows: TableRow[] = [];
    for (let at = this.#lower.indexOf(needle); at >= 0; at = this.#lower.indexOf(needle, at + 1)) {
      const end = at + needle.length;
      const line = lineOf(at);
      const endsKey = end === this.#lower.length || this.#lower[end] === '\t' || this.#lower[end] === '\n';
      if (endsKey && line > 0 && !this.#lower.slice(line, end).includes('\t')) rows.push(new TableRow(this.#table, line));
    }
    return rows;
  }

  /** The lines of every needle that a row is found by: its whole key, and what stands after the key's last slash. */
  #indexed(): ReadonlyMap<string, readonly number[]> {
    const index = new Map<string, number[]>();
    const add = (needle: string, line: number): void => {
      const lines = index.get(needle);
      if (lines) lines.push(line);
      else index.set(needle, [line]);
    };
    for (const line of this.#table.lines()) {
      const key = new TableRow(this.#table, line).key.toLowerCase();
      add(`\n${key}`, line);
      const slash = key.lastIndexOf('/');
      if (slash >= 0) add(key.slice(slash), line);
    }
    return index;
  }
}

/** Computes once, at the first call. */
export function lazily<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
