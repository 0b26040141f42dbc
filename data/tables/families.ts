// Patterns by which a fine-tune's name shows the model it was made from, in the order they apply; each must win its own examples and none of its counter-examples.
import { readCsv } from '../compact/readCsv';
import type { BuiltTable, Cell } from '../compact/tableWriter';

/** JavaScript has no inline flags; every pattern is matched without regard to case. */
const withoutInlineFlag = (pattern: string): string => pattern.replace(/^\(\?i\)/, '');

/**
 * @param isKnown whether an id stands in the tables; a base that does not stops the build.
 * @throws Error when a pattern fails its own examples.
 */
export function familiesTable(folder: string, own: string, isKnown: (id: string) => boolean): BuiltTable {
  // our own apply after the collected ones: their order numbers are higher
  const families = [...readCsv(`${folder}/models/families.csv`), ...readCsv(`${own}/families.csv`)].sort((a, b) => Number(a['order']) - Number(b['order']));
  const refusals = new Map(readCsv(`${own}/familyRefusals.csv`).map((row) => [row['family'], row['pattern'] ?? '']));
  const patterns = families.map((row) => withoutInlineFlag(row['pattern'] ?? ''));
  const matchers = patterns.map((pattern) => new RegExp(pattern, 'i'));
  const firstMatch = (id: string): number => matchers.findIndex((matcher) => matcher.test(id));
  const rows: Cell[][] = families.map((row, at) => {
    const pattern = patterns[at] ?? '';
    const matcher = matchers[at] ?? /^$/;
    for (const example of list(row['examples']))
      if (firstMatch(example) !== at) throw new Error(`family ${row['order']}: its example ${example} goes to ${firstMatch(example) + 1}`);
    for (const example of list(row['counter_examples']))
      if (firstMatch(example) === at) throw new Error(`family ${row['order']} takes its counter-example ${example}`);
    const base = row['base'] ?? '';
    const bases = base.includes('{')
      ? list(row['examples']).map((example) => base.replace(/\{(\d)\}/g, (_, group) => matcher.exec(example)?.[Number(group)] ?? ''))
      : [base];
    for (const each of bases) if (!isKnown(each)) throw new Error(`family ${row['order']}: its base ${each} is in no table`);
    return [pattern, base, row['family'], refusals.get(row['family'])];
  });
  return {
    name: 'families',
    about:
      'Patterns from a name to the model it was made from; the first that matches wins, {1} is its first group; unless: names that are other architectures after all.',
    columns: [{ name: 'pattern', required: true }, { name: 'base', required: true }, { name: 'family', required: true }, { name: 'unless' }],
    rows,
    key: ['pattern'],
  };
}

const list = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(';')
    .map((each) => each.trim())
    .filter(Boolean);
