// What a command line gives a program: options by name and words that belong to none, of a launcher or of a list in the code.
import type { Machine } from '../../machine';
import { known, knownString, sequence, withOrigin, type Sequence, type Value } from '../../values';

export interface Given {
  /** by name without leading dashes, dashes as underscores; a sequence where several words follow, true where none does */
  readonly options: ReadonlyMap<string, Value>;
  readonly words: readonly Value[];
}

export const nothingGiven: Given = { options: new Map(), words: [] };

/** The arguments that the program was launched with. */
export const givenByLauncher = (machine: Machine): Given => ({ options: machine.launcher, words: machine.words });

/** `--learning-rate` and `-lr` as the name that a program reads. */
export const optionName = (flag: string): string => flag.replace(/^-+/, '').replaceAll('-', '_');

const isOption = (word: string): boolean => /^--?[A-Za-z_]/.test(word);

/** `['--epochs', '3', '--lr=0.1', 'data']`. */
export function givenByList(list: Sequence): Given {
  const options = new Map<string, Value>();
  const words: Value[] = [];
  for (let index = 0; index < list.items.length; index++) {
    const item = list.items[index]!;
    const word = knownString(item);
    if (word === undefined || !isOption(word)) {
      words.push(item);
      continue;
    }
    const at = word.indexOf('=');
    if (at > 0) {
      options.set(optionName(word.slice(0, at)), known(word.slice(at + 1), item.span));
      continue;
    }
    const values: Value[] = [];
    while (index + 1 < list.items.length && !isOption(knownString(list.items[index + 1]) ?? '')) values.push(list.items[++index]!);
    options.set(optionName(word), values.length === 0 ? known(true, item.span) : values.length === 1 ? values[0]! : sequence(values, item.span));
  }
  return { options, words };
}

/** argparse takes the beginning of a long option for the option, where only one begins so (`--gradient_accumulation_step 8`). */
export function withWholeNames(given: Given, names: readonly string[]): Given {
  const options = new Map<string, Value>();
  for (const [name, value] of given.options) {
    const longer = names.includes(name) ? [] : names.filter((one) => one.startsWith(name));
    options.set(longer.length === 1 && !given.options.has(longer[0]!) ? longer[0]! : name, value);
  }
  return { ...given, options };
}

/** A value that holds because nobody said otherwise; one that a file gave keeps saying so. */
export const asDefault = (value: Value, place: Value['span']): Value =>
  value.origin === 'literal' ? withOrigin(value, 'argument-default', place) : value.span === undefined ? withOrigin(value, value.origin, place) : value;

/** The value, with the ones that lost against it kept for the reader. */
export const instead = (value: Value, lost: Value | undefined): Value =>
  value.kind === 'known' && lost?.kind === 'known' && lost.value !== null && lost.value !== value.value ? { ...value, overridden: [lost] } : value;
