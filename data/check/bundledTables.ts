// The generated tables as they ship: rows, columns and bytes of each, for the checks.
import { readdirSync, statSync } from 'node:fs';
import { parseTable, type TableRow } from '../../src/knowledge/table';

export interface BundledTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly bytes: number;
}

const folder = new URL('../../src/knowledge/tables/', import.meta.url);
const suffix = '.generated.ts';

/** @returns every table in src/knowledge/tables, by name. */
export async function bundledTables(): Promise<ReadonlyMap<string, BundledTable>> {
  const tables = new Map<string, BundledTable>();
  for (const file of readdirSync(folder).filter((each) => each.endsWith(suffix))) {
    const name = file.slice(0, -suffix.length);
    const url = new URL(file, folder);
    const module = (await import(url.href)) as Readonly<Record<string, string>>;
    const text = module[`${name}Table`];
    if (text === undefined) throw new Error(`${file} exports no ${name}Table`);
    const columns = (text.split('\n', 1)[0] ?? '').split('\t').map((column) => column.replace('^', ''));
    tables.set(name, { name, columns, rows: parseTable(text), bytes: statSync(url).size });
  }
  return tables;
}

/** Rows of tables with a `sources` column that cite nothing, or something that is not in the list of sources. */
export function rowsWithoutSource(tables: ReadonlyMap<string, BundledTable>): readonly string[] {
  const known = tables.get('sources')?.rows.length ?? 0;
  const isSource = (number: string): boolean => /^\d+$/.test(number) && Number(number) < known;
  return [...tables.values()]
    .filter(({ columns }) => columns.includes('sources'))
    .flatMap(({ name, rows }) => rows.filter((row) => !row.text('sources').split(',').every(isSource)).map((row) => `${name}: ${row.key}`));
}
