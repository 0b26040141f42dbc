// Smaller models of the same task with a published claim: our own table, every claim cited.
import { readCsv } from '../compact/readCsv';
import type { BuiltTable, Cell } from '../compact/tableWriter';

/** @throws Error when a relative is in no table: its size would be unknown. */
export function relativesTable(own: string, isKnown: (id: string) => boolean): BuiltTable {
  const rows: Cell[][] = readCsv(`${own}/relatives.csv`).map((row) => {
    if (!isKnown(row['relative'] ?? '')) throw new Error(`relative ${row['relative']} is in no table`);
    const of = (row['of'] ?? '').split('|');
    const unknown = of.filter((id) => !isKnown(id));
    if (unknown.length) throw new Error(`relatives of ${unknown.join(', ')}: in no table`);
    if (!/^https:\/\//.test(row['url'] ?? '')) throw new Error(`relative ${row['relative']}: no link`);
    return [row['of'], row['relative'], row['drop_in'] === 'yes' ? true : undefined, row['claim'], row['url']];
  });
  return {
    name: 'relatives',
    about: 'Smaller models of the same task: of (ids it can stand in for), dropIn (same tokenizer and interface), the published claim and where it stands.',
    columns: [
      { name: 'of', required: true },
      { name: 'relative', required: true },
      { name: 'dropIn' },
      { name: 'claim', required: true },
      { name: 'url', required: true },
    ],
    rows,
    key: ['of', 'relative'],
  };
}
