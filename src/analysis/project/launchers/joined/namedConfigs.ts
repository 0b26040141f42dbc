// A configuration among a command's words (`--config recipes/sft.yaml`) that a known trainer reads, or that states a training in a project's own format.
import type { Facts } from '../../../../model/run';
import type { Span } from '../../../../model/source';
import { compactFacts, type ConfigFormat } from '../../../frameworks/configs/configFormat';
import { lightningCli } from '../../../frameworks/configs/general/lightningCli';
import { factsOfOwnConfig, trainingKinds } from '../../../frameworks/configs/general/ownConfig';
import { trainingArguments } from '../../../frameworks/configs/languageModels/trainingArguments';
import { accelerate } from '../../../frameworks/configs/platforms/accelerate';
import { deepspeed } from '../../../frameworks/configs/platforms/deepspeed';
import { gptNeox } from '../../../frameworks/configs/pretraining/gptNeox';
import { firstKey } from '../../../languages/configDocument';
import type { Settings } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import { formatOf, frameworkOf } from '../../configRuns';
import type { Launch } from '../commands/launch';
import { settingsOfFile, type Place } from '../launcherProgram';
import { fromConfig, layered } from './joinedFacts';

/** Of bound, batch and rate, for a configuration in a project's own format that a training command names. */
const kindsOfOwnConfig = 2;

/** Formats whose settings scripts of many projects take, each with defaults and meanings of its own. */
const sharedFormats: readonly ConfigFormat[] = [trainingArguments, deepspeed, accelerate, lightningCli];

export const isShared = (format: ConfigFormat): boolean => sharedFormats.includes(format);

/** The format whose settings a command line's flags are; GPT-NeoX takes its own in files alone. */
export function formatOfFlags(settings: Settings): ConfigFormat | undefined {
  const format = formatOf(settings);
  return format === gptNeox ? undefined : format;
}

export interface NamedConfig {
  readonly framework?: string;
  /** only one project's trainer has such settings */
  readonly isTrainers?: boolean;
  readonly facts: Facts;
  /** where the configuration starts */
  readonly head?: Span;
}

export function namedConfig(launch: Launch, settings: Settings, command: ShellCommand, place: Place): NamedConfig | undefined {
  const named =
    settings.text('config', 'config_file', 'cfg', 'config_path', 'conf', 'config_yaml', 'yaml_file', 'job.config_file', 'c')?.value ??
    launch.rest.find((word) => word.known && /\.(ya?ml|json|toml)$/.test(word.text) && !/[=]/.test(word.text))?.text;
  const config = named ? settingsOfFile(named, command, place) : undefined;
  const format = config && formatOf(config);
  if (!config || format === accelerate) return undefined;
  const head = firstKey(config.root);
  if (!format) return trainingKinds(config) >= kindsOfOwnConfig ? { head, facts: fromConfig(factsOfOwnConfig(config), place.program.path) } : undefined;
  const all = layered(config, settings);
  return {
    head,
    framework: frameworkOf(format, config),
    isTrainers: !isShared(format),
    facts: fromConfig(compactFacts(format.facts(all)), place.program.path),
  };
}
