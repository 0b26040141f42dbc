// Formats whose keys say one fact each are tables: this reads them.
import type { Fact, FactName } from '../../../model/run';
import type { FoundFacts } from './configFormat';
import { namedDataset } from './datasets';
import { optimizerFact, precisionFact } from './names';
import { derived, implied, libraryDefault, type Settings } from './settings';

type Paths = readonly string[];

const readers = {
  model: (settings: Settings, paths: Paths) => settings.text(...paths),
  dataset: (settings: Settings, paths: Paths) => namedDataset(settings.text(...paths)),
  perDeviceBatchSize: (settings: Settings, paths: Paths) => settings.count(...paths),
  globalBatchSize: (settings: Settings, paths: Paths) => settings.count(...paths),
  gradientAccumulation: (settings: Settings, paths: Paths) => settings.count(...paths),
  epochs: (settings: Settings, paths: Paths) => settings.positive(...paths),
  maxSteps: (settings: Settings, paths: Paths) => settings.count(...paths),
  sequenceLength: (settings: Settings, paths: Paths) => settings.count(...paths),
  imageSize: (settings: Settings, paths: Paths) => squareSide(settings, paths),
  learningRate: (settings: Settings, paths: Paths) => settings.positive(...paths),
  optimizer: (settings: Settings, paths: Paths) => optimizerFact(settings.text(...paths)),
  precision: (settings: Settings, paths: Paths) => precisionFact(settings.text(...paths)),
  loraRank: (settings: Settings, paths: Paths) => settings.count(...paths),
  gradientCheckpointing: (settings: Settings, paths: Paths) => settings.flag(...paths),
  compile: (settings: Settings, paths: Paths) => settings.flag(...paths),
  packing: (settings: Settings, paths: Paths) => settings.flag(...paths),
  gpuCount: (settings: Settings, paths: Paths) => settings.count(...paths),
  gpu: (settings: Settings, paths: Paths) => settings.text(...paths),
  tensorParallel: (settings: Settings, paths: Paths) => settings.count(...paths),
  pipelineParallel: (settings: Settings, paths: Paths) => settings.count(...paths),
} satisfies { [Name in FactName]?: (settings: Settings, paths: Paths) => Fact | undefined };

/** Which keys state which fact, the first that is set first. */
export type KeyTable = { readonly [Name in keyof typeof readers]?: string | Paths };
/** The trainer's defaults where they are certain, for keys that are not set. */
export type KeyDefaults = { readonly [Name in keyof typeof readers]?: string | number | boolean };

/**
 * The facts of a table. Where both a bound in steps and one in epochs are found the steps count, as in most trainers. `library` names trainer and version in
 * the source of a default; a default stands in only where none of the fact's keys is in the file at all, since a key may hold what is decided at run time.
 */
export function factsOfKeys(settings: Settings, table: KeyTable, library = '', defaults: KeyDefaults = {}): FoundFacts {
  const found: Partial<Record<FactName, Fact>> = {};
  for (const [name, keys] of Object.entries(table) as [keyof typeof readers, string | Paths][]) {
    const fact = readers[name](settings, typeof keys === 'string' ? [keys] : keys);
    if (fact) found[name] = fact;
  }
  for (const [name, value] of Object.entries(defaults) as [keyof typeof readers, string | number | boolean][]) {
    const keys = [table[name] ?? []].flat();
    if (!found[name] && keys.every((key) => settings.leavesOpen(key))) found[name] = libraryDefault(value, `${library} ${keys[0] ?? name}`);
  }
  if (found.maxSteps && found.epochs) delete found[found.maxSteps.origin === 'library-default' ? 'maxSteps' : 'epochs'];
  return found as FoundFacts;
}

/** `512`, `"512,512"`, `512x512`, `[512, 512]`; undefined where it is not square. */
export function squareSide(settings: Settings, paths: Paths): Fact<number> | undefined {
  const number = settings.count(...paths);
  if (number) return number;
  const value = settings.value(...paths);
  const written =
    value?.kind === 'sequence'
      ? value.items.map((item) => (item.kind === 'known' ? String(item.value) : ''))
      : value?.kind === 'known'
        ? String(value.value).split(/[,x]/)
        : [];
  const sides = written.map((side) => (/^\s*\d+\s*$/.test(side) ? Number(side) : 0));
  const [first = 0, second] = sides;
  return value && first > 0 && sides.length <= 2 && (second ?? first) === first
    ? { value: first, origin: value.origin, ...(value.span && { span: value.span }) }
    : undefined;
}

/** The product of what is stated; undefined where one factor is not. */
export function product(settings: Settings, ...paths: readonly string[]): Fact<number> | undefined {
  const parts = paths.map((path) => [path, settings.count(path)] as const);
  if (parts.some(([, fact]) => !fact)) return undefined;
  const stated = parts as unknown as readonly (readonly [string, Fact<number>])[];
  return derived(
    stated.reduce((total, [, fact]) => total * fact.value, 1),
    stated,
  );
}

/** From scratch, unless one of these keys names weights to start from; then `otherwise`, or nothing where it isn't clear what trains. */
export function startOf(settings: Settings, weights: readonly string[], otherwise: 'full' | undefined = 'full'): FoundFacts['method'] {
  if (settings.value(...weights) === undefined) return implied('pretrain', 'no weights to start from are named');
  return otherwise && implied(otherwise, 'training goes on from weights that are named');
}
