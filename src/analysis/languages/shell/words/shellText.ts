// Words as a shell expands them: the text, whether the script determines it, and the stretch of source that a reader would change.

/** A script whose words are read; another one than the launcher's where that sources it. */
export interface ShellFile {
  readonly path: string;
  readonly text: string;
}

/** `pos` and `end` are offsets into the script. Stretches that the script leaves undetermined stand in the text as written, between marks (`undetermined`). */
export interface ShellText {
  readonly text: string;
  /** nothing of it is undetermined */
  readonly known: boolean;
  readonly pos: number;
  readonly end: number;
  /** the sourced script that the offsets count in; absent for the launcher itself */
  readonly file?: ShellFile;
  /** what a text was composed of, in order */
  readonly parts?: readonly ShellText[];
}

export type Variable =
  | { readonly kind: 'text'; readonly value: ShellText }
  | {
      readonly kind: 'array';
      readonly items: readonly ShellText[];
      /** names of the items of an associative array, in order */ readonly keys?: readonly string[];
    };

/** Characters of Unicode's private use area: they can't stand in a launcher that means anything. */
const openMark = '\uE000';
const closeMark = '\uE001';

/** A stretch whose value only the machine knows, marked so that a text around it keeps what is determined. */
export const undetermined = (written: string): string => `${openMark}${written.replace(/[\uE000\uE001]/g, '')}${closeMark}`;

export const isDetermined = (text: string): boolean => !text.includes(openMark);

/** The text with undetermined stretches as they were written. */
export const asWritten = (text: string): string => text.replace(/[\uE000\uE001]/g, '');

/** Characters of one text; a script that doubles a variable at every line makes no command line of it. */
const maximumText = 100_000;
/** Pieces of one text that are remembered. */
const maximumParts = 2_000;

/** One text of several, which keeps where each came from. */
export function compose(pieces: readonly ShellText[], place: { readonly pos: number; readonly end: number; readonly file?: ShellFile }): ShellText {
  if (pieces.length === 1) return pieces[0]!;
  const here = { pos: place.pos, end: place.end, ...(place.file && { file: place.file }) };
  if (pieces.reduce((sum, piece) => sum + piece.text.length, 0) > maximumText) return { ...here, text: undetermined('...'), known: false };
  const parts =
    pieces.reduce((sum, piece) => sum + (piece.parts?.length ?? 1), 0) <= maximumParts ? pieces.flatMap((piece) => piece.parts ?? [piece]) : undefined;
  return { ...here, text: pieces.map((piece) => piece.text).join(''), known: pieces.every((piece) => piece.known), ...(parts && { parts }) };
}

/** The place of a stretch of an expanded text: inside the piece that it came from, else the text's own place. */
export function placeWithin(value: ShellText, from: number, to: number, source: string): Pick<ShellText, 'pos' | 'end' | 'file'> {
  let offset = 0;
  for (const part of value.parts ?? []) {
    const end = offset + part.text.length;
    if (from >= offset && to <= end) return placeWithin(part, from - offset, to - offset, source);
    offset = end;
  }
  const whole = { pos: value.pos, end: value.end, ...(value.file && { file: value.file }) };
  if (value.parts || value.text.length > maximumText) return whole;
  const piece = asWritten(value.text.slice(from, to));
  // continued lines and escapes leave out characters of the source, they add none
  const found = (value.file?.text ?? source).indexOf(piece, value.pos + asWritten(value.text.slice(0, from)).length);
  return found < 0 || found + piece.length > value.end ? whole : { ...whole, pos: found, end: found + piece.length };
}

/** The path below a folder that the script leaves open: `$PROJECT/tools/train.py`. */
export const belowOpenFolder = (path: string): string | undefined => /^(?:\uE000[^\uE001]*\uE001|\$\w+|\$\{[^}/]*\})\/([^$\uE000]+)$/.exec(path)?.[1];

/** The fields that an unquoted expansion splits into, each with its own place inside the source where it can be found there. */
export function splitFields(value: ShellText, source: string): readonly ShellText[] {
  return [...value.text.matchAll(/(?:\uE000[^\uE001]*\uE001|[^\s\uE000])+/g)].map(({ 0: text, index }) => ({
    text,
    known: isDetermined(text),
    ...placeWithin(value, index, index + text.length, source),
  }));
}

/** Characters of a glob that are looked at: many stars against a long text would take for ever. */
const maximumGlob = 40;

/** A glob as the source of a regular expression, for removals, replacements and the patterns of `case`. */
export function globToRegExp(glob: string, greedy: boolean): string {
  return glob
    .slice(0, maximumGlob)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, greedy ? '.*' : '.*?')
    .replace(/\?/g, '.');
}

/** What branches that may or may not be taken leave behind: a name on which they differ is undetermined. */
export function joinVariables(results: readonly Map<string, Variable>[]): Map<string, Variable> {
  const joined = new Map(results[0]);
  const names = new Set(results.flatMap((result) => [...result.keys()]));
  for (const name of names) {
    const values = results.map((result) => result.get(name));
    const first = values.find((value) => value !== undefined)!;
    if (values.every((value) => value !== undefined && same(value, first))) continue;
    const lists = values.flatMap((value) => (value?.kind === 'array' && !value.keys ? [value.items] : []));
    const shared = lists.length === values.length ? sharedItems(lists) : undefined;
    const place = first.kind === 'text' ? first.value : first.items[0];
    if (shared) joined.set(name, { kind: 'array', items: shared });
    else joined.set(name, { kind: 'text', value: { text: undetermined(`$${name}`), known: false, pos: place?.pos ?? 0, end: place?.end ?? 0 } });
  }
  return joined;
}

/** Words that every branch's list begins with, where some branches only add flags of other names: what was added stays open. */
function sharedItems(lists: readonly (readonly ShellText[])[]): readonly ShellText[] | undefined {
  const shortest = Math.min(...lists.map((items) => items.length));
  const agree = (at: number): boolean => lists.every((items) => items[at] === lists[0]![at] || (items[at]!.known && items[at]!.text === lists[0]![at]!.text));
  let length = 0;
  while (length < shortest && agree(length)) length++;
  if (length === 0 || length < shortest) return undefined;
  const flagOf = ({ text }: ShellText): string | undefined => /^--?[A-Za-z][\w.-]*/.exec(text)?.[0];
  const added = lists.flatMap((items) => items.slice(length)).flatMap((word) => flagOf(word) ?? []);
  const common = lists[0]!.slice(0, length);
  return added.length === 0 || common.some((word) => added.includes(flagOf(word) ?? '')) ? undefined : common;
}

function same(left: Variable, right: Variable): boolean {
  if (left === right) return true;
  if (left.kind === 'text' && right.kind === 'text') return left.value.known && right.value.known && left.value.text === right.value.text;
  return (
    left.kind === 'array' &&
    right.kind === 'array' &&
    left.items.length === right.items.length &&
    left.items.every((item, index) => item.known && right.items[index]!.known && item.text === right.items[index]!.text)
  );
}
