// A script that a program sends to other machines (SageMaker, Azure ML, Vertex AI): the command line that they will run, for the project's readers to join.
import type { Fact } from '../../model/run';
import type { Span } from '../../model/source';
import { knownString, type Value } from '../evaluate/values';
import { asText, factOf } from './draft';

export interface StartedScript {
  /** where the job is sent off */
  readonly anchor: Span;
  /** one line of shell; what the program leaves open is a variable in it */
  readonly command: string;
  /** where the whole command stands as one text */
  readonly span?: Span;
  readonly folder?: string;
  readonly gpu?: Fact<string>;
  /** devices a machine */
  readonly count?: Fact<number>;
  readonly nodes?: Fact<number>;
}

const quoted = (text: string): string => (/^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`);

/** A value as a word of a command line; one that is not known is a variable that nobody sets. */
export const wordOf = (value: Value | undefined, name = 'value'): string =>
  value?.kind === 'known' && value.value !== null ? quoted(String(value.value)) : `"$${name.replace(/\W/g, '_')}"`;

/** `{'epochs': 3}` as `--epochs 3`: how hosted jobs hand a script its settings. */
export function flagsOf(settings: Value | undefined): string {
  if (settings?.kind !== 'mapping') return '';
  return [...settings.entries].map(([name, value]) => `--${name.replace(/^-+/, '')} ${wordOf(value, name)}`).join(' ');
}

/** A list of words, or one text of them. */
export function wordsOf(list: Value | undefined): string {
  if (list?.kind === 'sequence') return list.items.map((item, at) => wordOf(item, `word${at}`)).join(' ');
  return knownString(list) ?? '';
}

export const textFact = (value: Value | undefined): Fact<string> | undefined => factOf(value, asText);
export const countFact = (value: Value | undefined): Fact<number> | undefined =>
  factOf(value, (raw) => (typeof raw === 'number' && Number.isInteger(raw) && raw > 0 ? raw : undefined));
