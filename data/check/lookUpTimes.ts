// How long a look-up by name takes, beside a bare `Map.get` in the same process: the ratio holds on any machine.
import type { Knowledge } from '../../src/knowledge/knowledge';
import type { BundledTable } from './bundledTables';

export interface LookUpTime {
  readonly what: string;
  readonly milliseconds: number;
  /** times a `Map.get` of the same keys */
  readonly ratio: number;
}

/** Every so-manieth row of a table is asked for. */
const sampled = <T>(items: readonly T[], most: number): readonly T[] => items.filter((_, at) => at % Math.max(1, Math.floor(items.length / most)) === 0);
const mostNames = 2_000;

export function lookUpTimes(tables: ReadonlyMap<string, BundledTable>, knowledge: Knowledge): readonly LookUpTime[] {
  const keys = (name: string): readonly string[] => (tables.get(name)?.rows ?? []).map((row) => row.key);
  const aliases = (tables.get('accelerators')?.rows ?? []).flatMap((row) => row.text('aliases').split('|').filter(Boolean));
  const models = [...keys('languageModels'), ...keys('visionModels'), ...keys('otherModels')];
  return [
    timeOf('accelerator by alias', aliases, (name) => knowledge.accelerator(name)),
    timeOf('model by id', models, (name) => knowledge.model(name)),
    timeOf('data set by name', keys('datasets'), (name) => knowledge.dataset(name)),
    timeOf('grid by code', keys('grids'), (name) => knowledge.grid(name)),
    timeOf('machine by type', keys('instances'), (name) => knowledge.instance(name)),
  ];
}

function timeOf(what: string, names: readonly string[], lookUp: (name: string) => unknown): LookUpTime {
  const asked = sampled(names, mostNames);
  const map = new Map(asked.map((name) => [name, name]));
  // once to parse the tables and build the indexes
  for (const name of asked) lookUp(name);
  const bare = elapsed(asked, (name) => map.get(name));
  const milliseconds = elapsed(asked, lookUp);
  return { what, milliseconds, ratio: milliseconds / bare };
}

/** Milliseconds of processor time a look-up, the quickest of some passes: what else the machine does counts little. */
function elapsed(names: readonly string[], lookUp: (name: string) => unknown): number {
  const passes = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    // fast look-ups need more rounds than the clock's steps
    for (let round = 0; round < rounds; round++) for (const name of names) lookUp(name);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...passes) / (names.length * rounds);
}

const rounds = 10;
