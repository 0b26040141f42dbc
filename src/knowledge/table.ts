// Reads the compact tables: a header line, tab-separated cells; a column named `x^` repeats the cell above where it is empty. Lines are split into cells only when asked.

/** A parsed header over unparsed lines. */
class Table {
  readonly columns: ReadonlyMap<string, number>;
  readonly repeating: ReadonlySet<number>;
  readonly lines: readonly string[];
  readonly #cells: (readonly string[] | undefined)[] = [];

  constructor(text: string) {
    const [header = '', ...lines] = text.split('\n');
    const names = header.split('\t');
    this.columns = new Map(names.map((name, at) => [name.replace('^', ''), at]));
    this.repeating = new Set(names.flatMap((name, at) => (name.endsWith('^') ? [at] : [])));
    this.lines = lines;
  }

  cells(line: number): readonly string[] {
    return (this.#cells[line] ??= (this.lines[line] ?? '').split('\t'));
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
    const line = this.table.lines[this.line] ?? '';
    const tab = line.indexOf('\t');
    return tab < 0 ? line : line.slice(0, tab);
  }

  /** The cell's text, empty where the cell is. */
  text(column: string): string {
    const at = this.table.columns.get(column);
    if (at === undefined) throw new Error(`there is no column ${column}`);
    const cell = this.table.cells(this.line)[at] ?? '';
    if (!this.table.repeating.has(at)) return cell;
    if (cell !== '') return cell === ' ' ? '' : cell;
    for (let above = this.line - 1; above >= 0; above--) {
      const inherited = this.table.cells(above)[at] ?? '';
      if (inherited !== '') return inherited === ' ' ? '' : inherited;
    }
    return '';
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
  return table.lines.map((_, line) => new TableRow(table, line));
}

/** Computes once, at the first call. */
export function lazily<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
