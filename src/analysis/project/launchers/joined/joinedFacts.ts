// How the facts of a script, a configuration and a command line lie over each other.
import type { Fact, FactName, Facts, Run } from '../../../../model/run';
import type { Span } from '../../../../model/source';
import { Settings } from '../../../frameworks/configs/settings';

/** What was found out about a command that trains. */
export interface Found {
  readonly framework: string;
  readonly facts: Facts;
  readonly task?: string;
  readonly repeats?: number;
  readonly sites?: Run['sites'];
  /** where the script's own run, or the head of the configuration, stands: the same run seen there */
  readonly elsewhere?: readonly Span[];
}

export const isFixed = (fact: Fact | undefined): boolean => fact !== undefined && fact.origin !== 'library-default' && fact.origin !== 'argument-default';

/** Facts of a configuration named on the command line are `config`, whatever they were in the file itself. */
export function fromConfig(facts: Facts, launcherPath: string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      fact && (fact as Fact).origin === 'literal' && (fact as Fact).span?.path !== launcherPath ? { ...fact, origin: 'config' } : fact,
    ]),
  ) as Facts;
}

/** Only what is stated: without defaults, and without what the absence of a setting implies. */
export const withoutDefaults = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => (fact as Fact).origin !== 'library-default' && !((fact as Fact).origin === 'derived' && !(fact as Fact).inputs)),
  ) as Facts;

/** The same without the defaults of arguments, too, and what follows from them. */
export const withoutAnyDefaults = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => ['launcher', 'literal', 'config', 'user'].includes((fact as Fact).origin))) as Facts;

/** The settings of a configuration file with those of the command line over them. */
export function layered(config: Settings, flags: Settings): Settings {
  const keySpans = new Map([...(config.root.keySpans ?? []), ...(flags.root.keySpans ?? [])]);
  return new Settings({ ...config.root, entries: new Map([...config.root.entries, ...flags.root.entries]), keySpans });
}

const overridable: readonly FactName[] = [
  'learningRate',
  'epochs',
  'maxSteps',
  'perDeviceBatchSize',
  'gradientAccumulation',
  'precision',
  'gradientCheckpointing',
];

/** The script's own reading, completed by flags whose meaning is plain; a flag that was given beats a default that it evidently replaces. */
export function joinFacts(script: Facts, flags: Facts): Facts {
  const joined: Record<string, unknown> = { ...script };
  for (const [name, fact] of Object.entries(flags) as [FactName, Fact][]) {
    const own = script[name];
    if ((name === 'epochs' && script.maxSteps) || (name === 'maxSteps' && script.epochs && isFixed(script.epochs))) continue;
    if (!own) joined[name] = fact;
    else if (overridable.includes(name) && !isFixed(own) && own.value !== fact.value) joined[name] = { ...fact, overridden: [own] };
  }
  return joined as Facts;
}
