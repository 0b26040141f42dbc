// The shell's own commands that change what later commands see: `export`, `cd`, `read`, `source`, `shift` ...
import type { Command, CommandNode, CompoundList, Statement } from 'unbash';
import { changeFolder } from '../words/commandOutput';
import { undetermined, type ShellFile, type ShellText } from '../words/shellText';
import type { Scope } from './scope';

export interface FunctionDefinition {
  readonly body: CommandNode | CompoundList;
  called: boolean;
  readonly file: ShellFile | undefined;
}

/** What the parts of the walk ask of each other. */
export interface Shell {
  readonly scope: Scope;
  repeats: number;
  list(list: CompoundList): void;
  statement(statement: Statement): void;
  source(node: Command, named: ShellText, given: readonly ShellText[]): void;
}

const declarations: ReadonlySet<string> = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);
/** They start nothing and change nothing that matters. */
const silent: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'exit',
  'return',
  'set',
  ':',
  'true',
  'false',
  'trap',
  'ulimit',
  'wait',
  'cat',
  'tee',
  'mkdir',
  'sleep',
]);

/** @returns whether the command was one of the shell's own */
export function followBuiltin(name: string, node: Command, words: readonly ShellText[], shell: Shell): boolean {
  const { scope } = shell;
  if (declarations.has(name)) {
    for (const item of node.suffix) {
      if (item.type === 'Assignment') {
        scope.assign(item);
        if (name === 'export') scope.exported.add(item.name);
      } else if (item.type === 'Word' && name === 'export') scope.exported.add(item.value);
    }
    return true;
  }
  switch (name) {
    case 'unset':
      for (const word of words.slice(1)) scope.variables.delete(word.text);
      return true;
    case 'shift':
      scope.arguments = scope.arguments.slice(Number(words[1]?.text ?? 1) || 1);
      return true;
    case 'cd':
    case 'pushd': {
      const target = words[1];
      scope.folder = target?.known && scope.folder !== undefined ? changeFolder(scope.folder, target.text) : undefined;
      return true;
    }
    case 'popd':
      scope.folder = undefined;
      return true;
    case 'read':
    case 'mapfile':
    case 'readarray':
      followRead(node, words, scope);
      return true;
    case 'source':
    case '.':
      if (words[1]) shell.source(node, words[1], words.slice(2));
      return true;
    default:
      return silent.has(name);
  }
}

/** `read -r -d '' NAME <<EOF` takes the whole text, `read NAME <<< "..."` its first line; from anywhere else the value is the user's. */
function followRead(node: Command, words: readonly ShellText[], scope: Scope): void {
  const names = words.slice(1).filter((word) => /^[A-Za-z_]\w*$/.test(word.text));
  const name = names[names.length - 1];
  if (!name) return;
  const input = names.length === 1 && words[0]!.text === 'read' ? scope.inputOf(node.redirects) : undefined;
  const isWhole = words.some((word) => /^-\w*d$/.test(word.text));
  const isArray = words.some((word) => /^-\w*a$/.test(word.text));
  const isOneLine = input !== undefined && !input.text.replace(/\n+$/, '').includes('\n');
  if (input && !isArray && (isWhole || isOneLine)) scope.variables.set(name.text, { kind: 'text', value: input });
  else for (const { text, pos, end } of names) scope.variables.set(text, { kind: 'text', value: { text: undetermined(`$${text}`), known: false, pos, end } });
}
