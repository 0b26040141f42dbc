// Commands of trainers that train by themselves, with the configuration that they name.
import type { ShellCommand } from '../../../languages/shell/runShell';
import { compactFacts } from '../../../frameworks/configs/configFormat';
import { firstKey } from '../../../languages/configDocument';
import type { Settings } from '../../../frameworks/configs/settings';
import type { Launch } from '../commands/launch';
import { settingsOfFile, type Place } from '../launcherProgram';
import { trainers } from '../trainers/trainers';
import { fromConfig, layered, withoutDefaults, type Found } from './joinedFacts';

export function trainerRun(launch: Launch, settings: Settings, command: ShellCommand, place: Place): Found | undefined {
  const trainer = trainers.find((candidate) => candidate.starts(launch, settings));
  if (!trainer) return undefined;
  const named = trainer.config?.(launch);
  const config = named ? settingsOfFile(named, command, place) : undefined;
  const facts = fromConfig(compactFacts(trainer.facts(config ? layered(config, settings) : settings)), place.program.path);
  const head = config && firstKey(config.root);
  return { framework: trainer.framework, facts: named && !config ? withoutDefaults(facts) : facts, elsewhere: head ? [head] : [] };
}
