// The DeepSpeed configuration that a command names (`--deepspeed_config ds.json`): its engine takes batch, type and optimizer from there, whatever the script's defaults.
import type { Fact, FactName, Facts } from '../../../../model/run';
import { compactFacts } from '../../../frameworks/configs/configFormat';
import { deepspeed } from '../../../frameworks/configs/platforms/deepspeed';
import type { Settings } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import { settingsOfFile, type Place } from '../launcherProgram';
import { fromConfig, isFixed, type Found } from './joinedFacts';

const flags = ['deepspeed_config', 'deepspeed', 'ds_config', 'deepspeed_config_file', 'ds_config_file', 'deepspeed_config_path'] as const;

/** What DeepSpeed's own engine takes from its configuration alone. */
const enginesOwn: readonly FactName[] = ['precision', 'optimizer', 'learningRate', 'perDeviceBatchSize', 'globalBatchSize', 'gradientAccumulation'];

/** The found facts with those of the configuration; where it can't be read, defaults that it may replace are left out. */
export function withDeepspeedConfig(found: Found, settings: Settings, command: ShellCommand, place: Place): Found {
  const named = flags.map((flag) => settings.text(flag)?.value).find((value) => value !== undefined && /\.jsonc?$/.test(value));
  if (named === undefined) return found;
  const config = settingsOfFile(named, command, place);
  if (!config) return found.framework === 'deepspeed' ? { ...found, facts: onlyFixed(found.facts) } : found;
  const stated = fromConfig(compactFacts(deepspeed.facts(config)), place.program.path);
  const facts: Record<string, unknown> = { ...found.facts };
  for (const [name, fact] of Object.entries(stated) as [FactName, Fact][]) {
    const own = found.facts[name];
    const isStated = fact.origin !== 'library-default';
    if (!own || (!isFixed(own) && isStated && own.value !== fact.value)) facts[name] = own ? { ...fact, overridden: [own] } : fact;
  }
  return { ...found, facts: facts as Facts };
}

const onlyFixed = (facts: Facts): Facts =>
  Object.fromEntries((Object.entries(facts) as [FactName, Fact][]).filter(([name, fact]) => isFixed(fact) || !enginesOwn.includes(name))) as Facts;
