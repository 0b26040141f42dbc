// Commands of trainers that train by themselves, with the configuration that they name.
import type { ShellCommand } from '../../../languages/shell/runShell';
import { compactFacts } from '../../../frameworks/configs/configFormat';
import { firstKey } from '../../../languages/configDocument';
import { Settings } from '../../../frameworks/configs/settings';
import type { Launch } from '../commands/launch';
import { settingsOfFile, type Place } from '../launcherProgram';
import type { Trainer } from '../trainers/trainer';
import { trainers } from '../trainers/trainers';
import { fromConfig, layered, withoutDefaults, type Found } from './joinedFacts';

export function trainerRun(launch: Launch, flags: Settings, command: ShellCommand, place: Place): Found | undefined {
  const trainer = trainers.find((candidate) => candidate.starts(launch, flags));
  if (!trainer) return undefined;
  const settings = withPositional(trainer, launch, flags, place);
  const named = trainer.config?.(launch);
  const config = named ? settingsOfFile(named, command, place) : undefined;
  const facts = fromConfig(compactFacts(trainer.facts(config ? layered(config, settings) : settings, launch)), place.program.path);
  const head = config && firstKey(config.root);
  return { framework: trainer.framework, facts: named && !config ? withoutDefaults(facts) : facts, elsewhere: head ? [head] : [] };
}

/** The flags, and the words before and among them by the names that the trainer gives them. */
function withPositional({ positional = [], words: among }: Trainer, launch: Launch, flags: Settings, place: Place): Settings {
  const { rest } = launch;
  const first = rest.findIndex(({ text }) => text.startsWith('-'));
  const words = rest.slice(0, first < 0 ? rest.length : first);
  const placed = words.map((word, at) => [positional[at], word] as const);
  const named = [...placed, ...Object.entries(among?.(launch) ?? {})].flatMap(([name, word]) => {
    return name === undefined || !word?.known ? [] : [[name, { kind: 'known', value: word.text, origin: 'launcher', span: place.spanOf(word) }] as const];
  });
  return new Settings({ ...flags.root, entries: new Map([...named, ...flags.root.entries]) });
}
