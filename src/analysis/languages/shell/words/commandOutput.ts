// The output of command substitutions, where a launcher's text decides it.
import type { Command, PipelineNode, Script, Statement, Word } from 'unbash';
import { evaluateArithmetic, evaluatePythonPrint } from './arithmetic';
import { countFrom } from './braces';
import { expandBody, expandToText, expandWord, placeIn, type Environment } from './expandWord';
import { compose, type ShellText } from './shellText';

/** Where a substitution stands. */
export interface OutputPlace {
  readonly environment: Environment;
  /** where `cd` had led; undefined when the script does not say */
  readonly folder: string | undefined;
}

/** What a command substitution prints; undefined unless it is plain: `dirname`, `echo`, `seq`, a here-document, arithmetic in `bc` or Python ... */
export function outputOf(script: Script, place: OutputPlace): ShellText | undefined {
  const statement = script.commands[0]?.command;
  if (script.commands.length > 1)
    return folderAfterChange(
      script.commands.map(({ command }) => command),
      place,
    );
  if (!statement) return undefined;
  if (statement.type === 'AndOr') return folderAfterChange(statement.commands, place);
  if (statement.type === 'Pipeline') return pipelineOutput(statement.commands, place);
  return statement.type === 'Command' ? commandOutput(statement, place) : undefined;
}

/** `$(cd somewhere && pwd)`, `$(cd somewhere; pwd)`: where the script stands, as far as paths relative to it go. */
function folderAfterChange(commands: readonly Statement['command'][], place: OutputPlace): ShellText | undefined {
  const [first, second] = commands;
  if (commands.length !== 2 || first?.type !== 'Command' || second?.type !== 'Command' || first.name?.value !== 'cd' || second.name?.value !== 'pwd')
    return undefined;
  const target = first.suffix.find((item): item is Word => item.type === 'Word' && !item.value.startsWith('-'));
  const folder = target && expandToText(target, place.environment);
  return folder?.known ? { ...folder, text: changeFolder('', folder.text) || '.' } : undefined;
}

function pipelineOutput(commands: readonly PipelineNode[], place: OutputPlace): ShellText | undefined {
  const [first, ...filters] = commands;
  const written = first?.type === 'Command' ? commandOutput(first, place) : undefined;
  if (!written?.known) return undefined;
  let text: string | undefined = written.text;
  for (const filter of filters) {
    const words = filter.type === 'Command' ? plainWords(filter, place.environment) : undefined;
    text = words && text !== undefined ? filtered(text, words) : undefined;
  }
  return text === undefined ? undefined : { ...written, text, known: true };
}

/** What one filter of a pipe makes of a text, for those that launchers count and cut with. */
function filtered(text: string, [name, ...words]: readonly string[]): string | undefined {
  const line = words.join(' ');
  if (name === 'bc') {
    const value = evaluateArithmetic(text.replace(/scale\s*=\s*\d+\s*;/, ''), !/scale/.test(text) && !line.includes('-l'));
    return value === undefined ? undefined : String(value);
  }
  if (name === 'wc' && words[0] === '-l') return String(text.replace(/\n$/, '').split('\n').length);
  if (name === 'wc' && words[0] === '-w') return String(text.split(/\s+/).filter((word) => word !== '').length);
  if (name === 'tr' && words.length === 2 && words[0]!.length === 1) return text.replaceAll(words[0]!, words[1] === '\\n' ? '\n' : words[1]!.charAt(0));
  if (name === 'tr' && words[0] === '-d' && words[1]?.length === 1) return text.replaceAll(words[1], '');
  if (name === 'grep' && words[0] === '-o' && words.length === 2)
    return text
      .split(words[1]!)
      .slice(1)
      .map(() => words[1])
      .join('\n');
  const fields = /^-F\s?(\S) \{\s*print NF\s*\}$/.exec(line);
  if (name === 'awk' && fields) return String(text.split(fields[1]!).length);
  const cut = /^-d\s?(\S) -f\s?(\d+)$/.exec(line);
  return name === 'cut' && cut ? text.split(cut[1]!)[Number(cut[2]) - 1] : undefined;
}

/** The command and its arguments as texts; undefined where one is undetermined. */
function plainWords(command: Command, environment: Environment): readonly string[] | undefined {
  const words = command.suffix.flatMap((item) => (item.type === 'Word' ? expandWord(item, environment) : []));
  return command.name && words.every((word) => word.known) ? [command.name.value, ...words.map((word) => word.text)] : undefined;
}

function commandOutput(command: Command, place: OutputPlace): ShellText | undefined {
  const here = placeIn(command, place.environment);
  const document = command.redirects.find((redirect) => redirect.type === 'HereDoc');
  if (command.name?.value === 'cat' && document?.type === 'HereDoc') return expandBody(document.body, document.delimiter?.quoted ?? false, place.environment);
  if (command.name?.value === 'echo' || command.name?.value === 'printf') return echoed(command, place.environment);
  const [name, ...texts] = plainWords(command, place.environment) ?? [];
  const text = name === undefined ? undefined : plainOutput(name, texts, place.folder);
  return text === undefined ? undefined : { ...here, text, known: true };
}

/** The words of `echo`, undetermined ones among them, with blanks between. */
export function echoed(command: Command, environment: Environment): ShellText | undefined {
  const here = placeIn(command, environment);
  const words = command.suffix.flatMap((item) =>
    item.type === 'Word' ? expandWord(item, environment) : item.type === 'Assignment' ? [{ ...placeIn(item, environment), text: item.text, known: true }] : [],
  );
  const shown = words.filter((word) => !/^-[neE]+$/.test(word.text));
  // printf's format would have to be followed
  if (command.name?.value === 'printf' && (shown.length !== 1 || shown[0]!.text.includes('%'))) return undefined;
  const blank: ShellText = { ...here, text: ' ', known: true };
  return compose(shown.length === 0 ? [{ ...here, text: '', known: true }] : shown.flatMap((word, index) => (index === 0 ? [word] : [blank, word])), here);
}

function plainOutput(name: string, texts: readonly string[], folder: string | undefined): string | undefined {
  const last = texts[texts.length - 1];
  switch (name) {
    case 'pwd':
      return folder === undefined ? undefined : folder || '.';
    case 'dirname':
      return texts[0] === undefined ? undefined : texts[0].includes('/') ? texts[0].replace(/\/+[^/]*$/, '') || '/' : '.';
    case 'basename':
      return texts[0]
        ?.replace(/\/+$/, '')
        .replace(/^.*\//, '')
        .replace(texts[1] ?? '', '');
    case 'realpath':
    case 'readlink':
      return last;
    case 'expr': {
      const value = evaluateArithmetic(texts.join(' ').replace(/\\/g, ''), true);
      return value === undefined ? undefined : String(value);
    }
    case 'seq': {
      const [first, second, third] = texts.map(Number);
      if (texts.length === 0 || texts.length > 3 || texts.some((text) => !/^-?\d+$/.test(text))) return undefined;
      const [from, to, step] = texts.length === 1 ? [1, first!, 1] : texts.length === 2 ? [first!, second!, 1] : [first!, third!, Math.abs(second!) || 1];
      return texts.length < 3 && to < from ? '' : countFrom(from, to, step)?.join('\n');
    }
    case 'python':
    case 'python3':
      return texts[0] === '-c' && texts[1] !== undefined ? evaluatePythonPrint(texts[1]) : undefined;
    default:
      return undefined;
  }
}

/** `$0` stands for the script's own place, so a folder taken from it is where the script lies: written as `.` there. */
export function changeFolder(from: string, to: string): string {
  if (to.startsWith('/') || to.startsWith('~')) return to;
  const parts = from === '' ? [] : from.split('/');
  for (const part of to.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return (from.startsWith('/') ? '/' : '') + parts.join('/');
}
