// Small edits to a Python source around a site: names imported, arguments added, words renamed. Offsets are within one unit (a script or a notebook's cell).
import type { SourceUnit } from '../../languages/python/syntax/statements';
import { Place, plainSpan } from '../../languages/python/positions';
import type { EditSite } from '../../../model/run';

export type Alongside = NonNullable<EditSite['alongside']>[number];

export const editAt = (unit: SourceUnit, from: number, to: number, newText: string): Alongside => ({ span: plainSpan(new Place(unit, from, to)), newText });

/** The names in `from transformers import ...` with the offset behind the last one; undefined where the file imports none. */
function transformersImport(text: string): { readonly names: readonly string[]; readonly end: number } | undefined {
  const match = /^[ \t]*from[ \t]+transformers[ \t]+import[ \t]+(\(([^)#]*)\)|([^\n#(\\]+))/m.exec(text);
  const list = match?.[2] ?? match?.[3];
  if (!match || list === undefined) return undefined;
  const start = match.index + match[0].indexOf(list, match[0].indexOf('import'));
  return { names: list.split(',').map((name) => name.trim()), end: start + list.replace(/[\s,]+$/, '').length };
}

/** Makes a name of transformers known in the unit. @returns no edit where it is imported already, undefined where there is no import to extend. */
export function importEdits(unit: SourceUnit, name: string): readonly Alongside[] | undefined {
  const found = transformersImport(unit.text);
  if (!found) return undefined;
  return found.names.includes(name) ? [] : [editAt(unit, found.end, found.end, `, ${name}`)];
}

/** Adds a keyword to a call whose closing bracket stands at `close`. */
export function keywordEdit(unit: SourceUnit, close: number, keyword: string): Alongside {
  const before = unit.text.slice(0, close).trimEnd();
  const onOwnLine = /\n[ \t]*$/.exec(unit.text.slice(0, close));
  if (!onOwnLine) return editAt(unit, before.length, close, before.endsWith('(') ? keyword : before.endsWith(',') ? ` ${keyword}` : `, ${keyword}`);
  const indent = /\n([ \t]*)\S[^\n]*$/.exec(before)?.[1] ?? '    ';
  return editAt(unit, before.length, before.length, `${before.endsWith(',') ? '' : ','}\n${indent}${keyword},`);
}

/** The offset of the bracket that closes the one at `open`, strings and comments skipped; undefined where none does. */
export function closingBracket(text: string, open: number): number | undefined {
  let depth = 0;
  const token = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|[([{]|[)\]}]/g;
  token.lastIndex = open;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if ('([{'.includes(match[0])) depth++;
    else if (')]}'.includes(match[0]) && --depth === 0) return match.index;
  }
  return undefined;
}

/** Offsets of a whole word outside comments. */
export function occurrences(text: string, word: string): readonly number[] {
  const found: number[] = [];
  for (const match of text.matchAll(new RegExp(`(?<![\\w.])${word}(?!\\w)`, 'g'))) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (!line.includes('#')) found.push(match.index);
  }
  return found;
}

/**
 * A variable that holds a tokenizer where the call at `offset` stands: assigned above it, at module level or in the same block.
 * @returns its name, or undefined where none is sure to be in scope.
 */
export function tokenizerInScope(text: string, offset: number): string | undefined {
  let found: string | undefined;
  for (const match of text.slice(0, offset).matchAll(/^([ \t]*)(\w+)[ \t]*=[ \t]*\w*Tokenizer\w*\.from_pretrained\(/gm)) {
    const indent = match[1] ?? '';
    const between = text.slice(match.index, offset).split('\n').slice(1);
    const sameBlock =
      indent === '' || between.every((line) => line.trim() === '' || line.trim().startsWith('#') || line.startsWith(indent) || line === between.at(-1));
    if (sameBlock) found = match[2];
  }
  return found;
}
