// What a configuration format is: how it is recognised, and which fact each of its keys states.
import type { EditSite, Fact, Facts, FactName } from '../../../model/run';
import type { Settings } from './settings';

/** Facts that a description found; undefined entries are left out of the run. */
export type FoundFacts = { [Name in FactName]?: Facts[Name] | undefined };

export interface ConfigFormat {
  /** the project whose trainer reads the file, lower case; a function where the file itself says which */
  readonly framework: string | ((settings: Settings) => string);
  readonly task?: (settings: Settings) => string | undefined;
  /**
   * Whether the keys are this trainer's. Several must agree: one shared key (`model`, `batch_size`) proves nothing, and a file name never does.
   * It must refuse configurations of the same trainer that train nothing (evaluation, generation, a bare model or data description).
   */
  readonly recognise: (settings: Settings) => boolean;
  /** the facts stated, and the trainer's defaults where they are certain */
  readonly facts: (settings: Settings) => FoundFacts;
}

/** Keeps the shape checked where a format is written down. */
export const defineConfigFormat = (format: ConfigFormat): ConfigFormat => format;

/** How many of these keys stand in the settings. */
export const presentOf = (settings: Settings, ...paths: readonly string[]): number => paths.filter((path) => settings.has(path)).length;

/** Drops the undefined entries. */
export function compactFacts(found: FoundFacts): Facts {
  return Object.fromEntries(Object.entries(found).filter(([, fact]) => fact !== undefined)) as Facts;
}

const changedBy: Readonly<Partial<Record<FactName, EditSite['changes']>>> = {
  epochs: 'epochs',
  perDeviceBatchSize: 'batchSize',
  sequenceLength: 'sequenceLength',
  gradientCheckpointing: 'gradientCheckpointing',
  model: 'model',
  packing: 'packing',
};

/** The places in a configuration or command line where replacing the written value changes the run. */
export function replacementSites(facts: Facts): readonly EditSite[] {
  const sites: EditSite[] = [];
  for (const [name, fact] of Object.entries(facts) as [FactName, Fact][]) {
    const changes = changedBy[name];
    if (!changes || !fact.span || fact.text === undefined) continue;
    if (typeof fact.value === 'boolean' && !/^(true|false)$/i.test(fact.text)) continue;
    if (
      typeof fact.value === 'number' &&
      String(fact.value) !== fact.text.replace(/^["']|["']$/g, '') &&
      Number(fact.text.replace(/^["']|["']$/g, '')) !== fact.value
    )
      continue;
    const quote = /^(["'])/.exec(fact.text)?.[1] ?? '';
    sites.push({ changes, span: fact.span, template: `${quote}{value}${quote}` });
  }
  return sites;
}
