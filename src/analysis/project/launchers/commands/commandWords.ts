// A program's words as options: for the Python reader, which binds them to the script's own parser, and as settings for what needs no script.
import type { Span } from '../../../../model/source';
import type { Value } from '../../../evaluate/values';
import { known, mapping } from '../../../languages/configDocument';
import { Settings } from '../../../frameworks/configs/settings';
import type { ShellText } from '../../../languages/shell/words/shellText';
import type { SpanOf } from '../launcherProgram';
import type { CommandLine, CommandLineOption } from '../../commandLine';

const optionPattern = /^--?([A-Za-z][\w.@/-]*)(?:=(.*))?$/s;

/** `--name value`, `--name=value`, `-n value`, bare flags, and words such as Hydra's `key=value`. A number after an option is its value, also below zero. */
export function readCommandLine(words: readonly ShellText[], spanOf: SpanOf, environment: CommandLine['environment'] = new Map()): CommandLine {
  const options: CommandLineOption[] = [];
  const free: { readonly text: string; readonly span: Span }[] = [];
  let open: { name: string; values: string[]; span: Span; isOpen?: boolean } | undefined;
  for (const word of words) {
    const option = optionPattern.exec(word.text);
    if (option) {
      const from = word.text.length - (option[2] ?? word.text).length;
      open = { name: option[1]!, values: option[2] === undefined ? [] : [option[2]], span: spanOf(word, from, word.text.length) };
      if (!word.known) open.isOpen = true;
      options.push(open);
      if (option[2] !== undefined) open = undefined;
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
      const hasValue = next !== undefined && !optionPattern.test(next.text);
      if (hasValue) at++;
      put(option[1]!.replace(/-/g, '_'), word, hasValue ? next : word, hasValue ? next.text : undefined);
    } else if (override) put(override[1]!, word, word, override[2]);
  }
  return new Settings(mapping(entries, keySpans));
}
