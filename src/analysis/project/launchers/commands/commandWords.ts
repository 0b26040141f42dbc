// A program's words as options: for the Python reader, which binds them to the script's own parser, and as settings for what needs no script.
import type { Span } from '../../../../model/source';
import type { Value } from '../../../evaluate/values';
import { known, mapping } from '../../../languages/configDocument';
import { Settings } from '../../../frameworks/configs/settings';
import type { ShellText } from '../../../languages/shell/words/shellText';
import type { SpanOf } from '../launcherProgram';
import type { CommandLine, CommandLineOption } from '../../commandLine';

const optionPattern = /^--?([A-Za-z][\w.@/-]*)(?:=(.*))?$/s;

/** `SOLVER.BASE_LR 0.02`: a node of a yacs configuration and its value stand side by side among a command's words. */
const isNodeKey = (word: ShellText, next: ShellText | undefined): boolean =>
  word.known && /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)+$/.test(word.text) && next !== undefined && !optionPattern.test(next.text);

/** `--name value`, `--name=value`, `-n value`, bare flags, and words such as Hydra's `key=value`. A number after an option is its value, also below zero. */
export function readCommandLine(words: readonly ShellText[], spanOf: SpanOf, environment: CommandLine['environment'] = new Map()): CommandLine {
  const options: CommandLineOption[] = [];
  const free: { readonly text: string; readonly span: Span }[] = [];
  let open: { name: string; values: string[]; span: Span; isOpen?: boolean } | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const option = optionPattern.exec(word.text);
    if (option) {
      const from = word.text.length - (option[2] ?? word.text).length;
      open = { name: option[1]!, values: option[2] === undefined ? [] : [option[2]], span: spanOf(word, from, word.text.length) };
      if (!word.known) open.isOpen = true;
      options.push(open);
      if (option[2] !== undefined) open = undefined;
    } else if (isNodeKey(word, words[at + 1])) {
      open = undefined;
      free.push(...[word, words[++at]!].map((one) => ({ text: one.text, span: spanOf(one) })));
    } else if (open) {
      open.values.push(word.text);
      if (!word.known) open.isOpen = true;
      // the value is what a reader would change
      if (open.values.length === 1) open.span = spanOf(word);
    } else if (word.known) {
      const from = word.text.indexOf('=') + 1;
      free.push({ text: word.text, span: spanOf(word, from, word.text.length) });
    }
  }
  return { options, words: free, environment };
}

/** `--gpus 0 1`, `--image_size 368 496`: the numbers that stand one after another. */
function numbersAt(words: readonly ShellText[], from: number): readonly string[] {
  const numbers: string[] = [];
  for (let at = from; words[at]?.known && /^\d+$/.test(words[at]!.text); at++) numbers.push(words[at]!.text);
  return numbers;
}

/** The same words as settings: dashes inside names become underscores, a bare flag is true, `key=value` keeps its dotted key; later ones win. */
export function readSettings(words: readonly ShellText[], spanOf: SpanOf): Settings {
  const entries = new Map<string, Value>();
  const keySpans = new Map<string, Span>();
  const put = (name: string, key: ShellText, word: ShellText, text: string | undefined): void => {
    const span = spanOf(word, text === undefined ? 0 : word.text.length - text.length, word.text.length);
    const value: Value = !word.known
      ? { kind: 'unknown', reason: 'run-time', detail: word.text, origin: 'launcher', span }
      : text === undefined
        ? { ...known(true, span), origin: 'launcher' }
        : { ...known(text, span, text), origin: 'launcher' };
    entries.set(name, value);
    keySpans.set(name, spanOf(key));
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const option = optionPattern.exec(word.text);
    const override = /^\+{0,2}([A-Za-z_][\w.@/-]*)=(.*)$/s.exec(word.text);
    if (option?.[2] !== undefined) put(option[1]!.replace(/-/g, '_'), word, word, option[2]);
    else if (option) {
      const next = words[at + 1];
      const hasValue = next !== undefined && !optionPattern.test(next.text) && !isNodeKey(next, words[at + 2]);
      if (hasValue) at++;
      const numbers = hasValue ? numbersAt(words, at) : [];
      const several = numbers.length > 1;
      if (several) at += numbers.length - 1;
      put(option[1]!.replace(/-/g, '_'), word, hasValue ? next : word, several ? numbers.join(',') : hasValue ? next.text : undefined);
    } else if (override) put(override[1]!, word, word, override[2]);
    else if (isNodeKey(word, words[at + 1])) put(word.text, word, words[++at]!, words[at]!.text);
  }
  return new Settings(mapping(entries, keySpans));
}
