// What a job description is: the command lines that it starts, and the machines that they run on.
import type { Fact, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import type { Known, Value } from '../../evaluate/values';
import { factOf, implied, type Settings } from '../../frameworks/configs/settings';
import type { Sources } from '../sources';

export interface Devices {
  readonly gpu?: Fact<string>;
  /** on each machine */
  readonly count?: Fact<number>;
  readonly nodes?: Fact<number>;
  readonly region?: Fact<string>;
}

/** Text of a shell, or a program with its words. */
export interface JobCommand {
  readonly text: Known;
  readonly devices?: Devices;
  /** variables that the description sets for the command */
  readonly environment?: ReadonlyMap<string, Known>;
  /** where the command runs, from the root of the workspace */
  readonly folder?: string;
  /** where a reader would look for it when the description starts several; the command's own place where absent */
  readonly anchor?: Span;
}

export interface Job {
  readonly commands: readonly JobCommand[];
  readonly devices: Devices;
  /** each command is a run of its own (steps of a pipeline, entries of a list); else the first that trains is the run */
  readonly isList?: boolean;
  /** programs are mostly started here to try them */
  readonly isCautious?: boolean;
}

/** The document that a platform is asked about. */
export interface JobDocument {
  readonly settings: Settings;
  readonly path: string;
  readonly anchor: Span;
  readonly sources: Sources;
}

/** A platform's reading of its descriptions: a job, a run where it needs no command, or undefined for another platform's. */
export type JobPlatform = (document: JobDocument) => Job | Run | undefined;

export const isText = (value: Value | undefined): value is Known => value?.kind === 'known' && typeof value.value === 'string';

/** `A100:8`, `{A100: 8}`, `A100`, `80GB`, `A100:80GB:8`; of alternatives in a list the first. */
export function acceleratorsOf(value: Value | undefined): Devices {
  if (value?.kind === 'sequence') return value.items.length === 1 ? acceleratorsOf(value.items[0]) : {};
  if (isText(value)) {
    const parts = /^([A-Za-z][\w-]*)(?::(\d+[GM]B))?(?::(\d+))?$/.exec(String(value.value).trim());
    if (!parts || /^\d/.test(parts[1]!)) return {};
    return { gpu: factOf(value, parts[1]!), count: parts[3] ? factOf(value, Number(parts[3])) : implied(1, 'one accelerator where no count is given') };
  }
  if (value?.kind !== 'mapping' || value.entries.size !== 1) return {};
  const [[name, count]] = [...value.entries] as [[string, Value]];
  const gpu: Fact<string> = { value: name, origin: 'literal', ...(value.keySpans?.get(name) && { span: value.keySpans.get(name)! }) };
  return { gpu, ...(count.kind === 'known' && typeof count.value === 'number' && { count: factOf(count, count.value) }) };
}

const quoted = (word: string): string => (/^[\w./:=@%+,${}-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`);

/** Words of a command in a list as one shell line; a script after `-c` stays a text with places. */
export function commandOfWords(words: readonly Known[], span: Span | undefined): Known | undefined {
  const script = words.findIndex((word) => /^-\w*c$/.test(String(word.value)));
  if (script >= 0 && words[script + 1]) return words[script + 1];
  const first = words[0];
  return first && { ...first, value: words.map((word) => quoted(String(word.value))).join(' '), text: undefined, span: span ?? first.span };
}

/** The value of a key as written: `${NAME}` in a command is the shell's or the platform's, no reference within the file. */
export const written = (settings: Settings, ...keys: readonly string[]): Value | undefined => {
  for (const key of keys) {
    const value = settings.root.entries.get(key);
    if (value) return value;
  }
  return undefined;
};

/** The texts of a value: one text, or those of a list. */
export const textsOf = (value: Value | undefined): readonly Known[] => (value?.kind === 'sequence' ? value.items.filter(isText) : isText(value) ? [value] : []);

/** `NAME: value` entries, and lists of `NAME=value` or `{name, value}`. */
export function environmentOf(value: Value | undefined): ReadonlyMap<string, Known> {
  const environment = new Map<string, Known>();
  if (value?.kind === 'mapping') for (const [name, entry] of value.entries) if (entry.kind === 'known') environment.set(name, entry);
  if (value?.kind !== 'sequence') return environment;
  for (const item of value.items) {
    const pair = isText(item) ? /^(\w+)=(.*)$/s.exec(String(item.value)) : undefined;
    if (pair && isText(item)) environment.set(pair[1]!, { ...item, value: pair[2]!, text: undefined });
    if (item.kind !== 'mapping') continue;
    const [name, entry] = [item.entries.get('name'), item.entries.get('value')];
    if (isText(name) && entry?.kind === 'known') environment.set(String(name.value), entry);
  }
  return environment;
}
