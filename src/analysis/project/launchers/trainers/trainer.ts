// A program that trains by itself (`fairseq-train`, `tune run`, `llamafactory-cli train` ...): how it is called and what its settings mean.
import type { ConfigFormat, FoundFacts } from '../../../frameworks/configs/configFormat';
import type { Settings } from '../../../frameworks/configs/settings';
import type { ShellText } from '../../../languages/shell/words/shellText';
import type { Launch } from '../commands/launch';

export interface Trainer {
  readonly framework: string;
  /** whether this command starts the trainer, and with a subcommand that trains */
  readonly starts: (launch: Launch, settings: Settings) => boolean;
  /** the configuration file among the words, if the trainer takes one */
  readonly config?: (launch: Launch) => string | undefined;
  /** names of the words without a flag, the first one's first; undefined for a subcommand */
  readonly positional?: readonly (string | undefined)[];
  /** words that stand among the flags, by the names that the trainer gives them */
  readonly words?: (launch: Launch) => Readonly<Record<string, ShellText | undefined>>;
  readonly facts: (settings: Settings, launch: Launch) => FoundFacts;
}

/** Whether one of these programs is started. */
export const program = (launch: Launch, ...names: readonly string[]): boolean => launch.kind !== 'shell' && names.includes(launch.target.replace(/^.*\//, ''));

/** The word at a place after the program: its subcommand, for most. */
export const word = (launch: Launch, at: number): string => launch.rest[at]?.text ?? '';

export const optionValue = (launch: Launch, ...names: readonly string[]): string | undefined => {
  for (const [at, { text }] of launch.rest.entries()) {
    const match = /^--?([\w-]+)(?:=(.*))?$/.exec(text);
    if (match && names.includes(match[1]!)) return match[2] ?? launch.rest[at + 1]?.text;
  }
  return undefined;
};

/** The first word that is a configuration's name. */
export const configWord = (launch: Launch): string | undefined =>
  launch.rest.find(({ text }) => /\.(ya?ml|json|toml|cfg)$/.test(text) && !text.startsWith('-'))?.text;

/** A trainer whose options are the keys of its configuration. */
export const fromFormat = (format: ConfigFormat, trainer: Omit<Trainer, 'facts' | 'framework'>, framework = format.framework as string): Trainer => ({
  framework,
  facts: format.facts,
  ...trainer,
});
