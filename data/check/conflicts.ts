// Where the tables contradict themselves: one spelling for two rows, or one thing with two sizes.
import type { Knowledge } from '../../src/knowledge/knowledge';
import { squashDevice } from '../../src/knowledge/hardware/acceleratorNames';
import type { BundledTable } from './bundledTables';

export interface Conflicts {
  /** one spelling stands for two rows: a look-up would have to guess */
  readonly ambiguous: readonly string[];
  /** the same name with other sizes in another library: each library's own count stands, and look-ups say whose it is */
  readonly differing: readonly string[];
}

type Tables = ReadonlyMap<string, BundledTable>;

/** Counts of one network in two libraries differ by a head or by rounding; beyond this they are other networks. */
const sameWithin = 1.03;

export function conflictsOf(tables: Tables, knowledge: Knowledge): Conflicts {
  return {
    ambiguous: [
      ...sharedAliases(tables, 'accelerators', squashDevice),
      ...sharedAliases(tables, 'grids', (name) => name.toLowerCase()),
      ...danglingAliases(tables, knowledge),
    ],
    differing: [...modelsOfTwoSizes(tables), ...datasetsOfTwoSizes(tables)],
  };
}

const rowsOf = (tables: Tables, name: string): BundledTable['rows'] => tables.get(name)?.rows ?? [];

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** An alias of two rows, or one that is another row's own name. */
function sharedAliases(tables: Tables, name: string, plain: (alias: string) => string): readonly string[] {
  const spellings = rowsOf(tables, name).flatMap((row) =>
    [row.key, ...row.text('aliases').split('|')].filter(Boolean).map((alias) => ({ alias: plain(alias), row: row.key })),
  );
  return [...grouped(spellings, ({ alias }) => alias)].flatMap(([alias, owners]) => {
    const rows = [...new Set(owners.map(({ row }) => row))];
    return rows.length > 1 ? [`${name}: "${alias}" stands for ${rows.join(' and ')}`] : [];
  });
}

/** Aliases, instances, regions and relatives that lead to no row. */
function danglingAliases(tables: Tables, knowledge: Knowledge): readonly string[] {
  const missing = (table: string, row: string, what: string): string => `${table}: ${row} leads to ${what}, which is in no table`;
  return [
    ...rowsOf(tables, 'datasetAliases').flatMap((row) =>
      knowledge.dataset(row.text('dataset'), row.optionalText('config')) ? [] : [missing('datasetAliases', row.key, row.text('dataset'))],
    ),
    ...rowsOf(tables, 'instances').flatMap((row) =>
      knowledge.accelerator(row.text('accelerator')) ? [] : [missing('instances', row.key, row.text('accelerator'))],
    ),
    ...rowsOf(tables, 'families').flatMap((row) =>
      row.text('base').includes('{') || knowledge.model(row.text('base')) ? [] : [missing('families', row.key, row.text('base'))],
    ),
  ];
}

function modelsOfTwoSizes(tables: Tables): readonly string[] {
  const shapes = new Map(rowsOf(tables, 'languageShapes').map((row) => [row.key, row.required('parameters')]));
  const counts = [
    ...rowsOf(tables, 'languageModels').map((row) => ({ id: row.key, library: 'language', parameters: shapes.get(row.text('shape')) ?? 0 })),
    ...rowsOf(tables, 'otherModels').map((row) => ({ id: row.key, library: row.text('kind'), parameters: row.required('parameters') })),
    ...rowsOf(tables, 'visionModels').map((row) => ({ id: row.key, library: row.text('library'), parameters: row.required('parameters') })),
  ];
  return [...grouped(counts, ({ id }) => id.toLowerCase()).values()].flatMap((same) => {
    const sizes = same.map(({ parameters }) => parameters);
    if (Math.max(...sizes) / Math.min(...sizes) <= sameWithin) return [];
    return [`model ${same[0]?.id}: ${same.map(({ library, parameters }) => `${library} ${(parameters / 1e6).toFixed(1)} M`).join(', ')}`];
  });
}

/** The same set (by what follows the organisation) with another training split. */
function datasetsOfTwoSizes(tables: Tables): readonly string[] {
  const sets = rowsOf(tables, 'datasets').flatMap((row) => {
    const train = row.number('train');
    return train ? [{ set: `${row.text('library')} ${row.key}`, key: `${row.key.split('/').at(-1)} ${row.text('config')}`.trim().toLowerCase(), train }] : [];
  });
  return [...grouped(sets, ({ key }) => key).values()].flatMap((same) => {
    const sizes = same.map(({ train }) => train);
    if (Math.max(...sizes) / Math.min(...sizes) <= sameWithin) return [];
    return [`data set ${same[0]?.key}: ${same.map(({ set, train }) => `${set} ${train}`).join(', ')}`];
  });
}
