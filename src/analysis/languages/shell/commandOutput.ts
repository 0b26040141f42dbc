// The output of command substitutions, where a launcher's text decides it.
import type { Command, Script, Word } from 'unbash';
import { evaluateArithmetic, evaluatePythonPrint } from './arithmetic';
import { expandToText, expandWord, type Environment } from './expandWord';

/** Where a substitution stands. */
export interface OutputPlace {
  readonly environment: Environment;
  /** where `cd` had led; undefined when the script does not say */
  readonly folder: string | undefined;
}

/** What a command substitution prints; undefined unless it is plain: `dirname`, `echo`, `expr`, `bc`, arithmetic in Python ... */
export function outputOf(script: Script, place: OutputPlace): string | undefined {
  const statement = script.commands[0]?.command;
  if (script.commands.length !== 1 || !statement) return undefined;
  if (statement.type === 'AndOr') {
    // "$(cd somewhere && pwd)": where the script stands, as far as paths relative to it go
    const [first, second] = statement.commands;
    if (
      statement.commands.length === 2 &&
      first?.type === 'Command' &&
      first.name?.value === 'cd' &&
      second?.type === 'Command' &&
      second.name?.value === 'pwd'
    ) {
      const target = first.suffix.find((item): item is Word => item.type === 'Word' && !item.value.startsWith('-'));
      const folder = target && expandToText(target, place.environment);
      return folder?.known ? changeFolder('', folder.text) || '.' : undefined;
    }
    return undefined;
  }
  if (statement.type === 'Pipeline') {
    const [first, second] = statement.commands;
    if (statement.commands.length !== 2 || first?.type !== 'Command' || second?.type !== 'Command' || second.name?.value !== 'bc') return undefined;
    const written = plainOutput(first, place);
    const value =
      written === undefined
        ? undefined
        : evaluateArithmetic(
            written.replace(/scale\s*=\s*\d+\s*;/, ''),
            !/scale/.test(written) && !/-l/.test(second.suffix.map((item) => ('value' in item ? String((item as Word).value) : '')).join(' ')),
          );
    return value === undefined ? undefined : String(value);
  }
  return statement.type === 'Command' ? plainOutput(statement, place) : undefined;
}

function plainOutput(command: Command, place: OutputPlace): string | undefined {
  const name = command.name?.value;
  const words = command.suffix.flatMap((item) => (item.type === 'Word' ? expandWord(item, place.environment) : []));
  if (words.some((word) => !word.known)) return undefined;
  const texts = words.map((word) => word.text);
  if (name === 'echo') return texts.filter((text) => !/^-[neE]+$/.test(text)).join(' ');
  if (name === 'pwd') return place.folder === undefined ? undefined : place.folder || '.';
  if (name === 'dirname' && texts[0] !== undefined) return /\//.test(texts[0]) ? texts[0].replace(/\/+[^/]*$/, '') || '/' : '.';
  if (name === 'basename' && texts[0] !== undefined)
    return texts[0]
      .replace(/\/+$/, '')
      .replace(/^.*\//, '')
      .replace(texts[1] ?? '', '');
  if ((name === 'realpath' || name === 'readlink') && texts.length > 0) return texts[texts.length - 1];
  if (name === 'expr') {
    const value = evaluateArithmetic(texts.join(' ').replace(/\\/g, ''), true);
    return value === undefined ? undefined : String(value);
  }
  if (/^python3?$/.test(name ?? '') && texts[0] === '-c' && texts[1] !== undefined) return evaluatePythonPrint(texts[1]);
  return undefined;
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
