// The files that a Python program's imports lead to, asked for before it is followed, so that it is followed once rather than once for every level of imports.
import { askForModule } from '../evaluate/modules/moduleFiles';
import { parseProgramFile } from '../languages/python/pythonParser';
import type { Statement } from '../languages/python/syntax/statements';
import type { Sources } from './sources';

/** Files looked into; the rest is asked for when the program is followed. */
const mostFiles = 60;

/** Asks `sources` for every workspace file that the text and the files it imports name in import statements, as far as they are loaded. Asks, and no more. */
export function askForImports(path: string, text: string, sources: Sources): void {
  const seen = new Set<string>([path]);
  const pending: { path: string; text: string }[] = [{ path, text }];
  for (let file = pending.shift(); file && seen.size < mostFiles; file = pending.shift()) {
    for (const { name, level } of importsIn(parseProgramFile(file.path, file.text).body, file.text)) {
      const found = askForModule(sources, file.path, name, level);
      if (!found || seen.has(found)) continue;
      seen.add(found);
      const content = sources.read(found);
      if (content !== undefined) pending.push({ path: found, text: content });
    }
  }
}

interface Imported {
  readonly name: string;
  readonly level: number;
}

const importing = /\bimport\b/;

/** What import statements name, those in functions included; a name imported from a package may be a module of it. */
function importsIn(statements: readonly Statement[], text: string): Imported[] {
  const found: Imported[] = [];
  const pending: (readonly Statement[])[] = [statements];
  for (let block = pending.pop(); block; block = pending.pop()) {
    for (const statement of block) {
      if (statement.kind === 'import') found.push(...statement.names.map(({ name }) => ({ name, level: 0 })));
      else if (statement.kind === 'importFrom') {
        const { level, module, names } = statement;
        found.push({ name: module, level });
        for (const { name } of names) if (name !== '*' && /^[a-z_]/.test(name)) found.push({ name: module === '' ? name : `${module}.${name}`, level });
      } else if (statement.kind !== 'function' || importing.test(text.slice(statement.headTo, statement.to))) pending.push(...blocksOf(statement));
    }
  }
  return found;
}

function blocksOf(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map((branch) => branch.body), statement.otherwise];
    case 'try':
      return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.final];
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise];
    case 'with':
    case 'function':
    case 'class':
      return [statement.body];
    default:
      return [];
  }
}
