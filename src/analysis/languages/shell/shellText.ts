// Words as a shell expands them: the text, whether the script determines it, and the stretch of source that a reader would change.

/** `pos` and `end` are offsets into the script. An undetermined text is the source of the word as written. */
export interface ShellText {
  readonly text: string;
  readonly known: boolean;
  readonly pos: number;
  readonly end: number;
}

export type Variable = { readonly kind: 'text'; readonly value: ShellText } | { readonly kind: 'array'; readonly items: readonly ShellText[] };

/** The fields that an unquoted expansion splits into, each with its own place inside the source where it can be found there. */
export function splitFields(value: ShellText, source: string): readonly ShellText[] {
  if (!value.known) return value.text.trim() === '' ? [] : [value];
  let cursor = value.pos;
  return value.text
    .split(/\s+/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const found = source.indexOf(piece, cursor);
      if (found < 0 || found + piece.length > value.end) return { ...value, text: piece };
      cursor = found + piece.length;
      return { text: piece, known: true, pos: found, end: cursor };
    });
}

/** Characters of a glob that are looked at: many stars against a long text would take for ever. */
const maximumGlob = 40;

/** A glob as the source of a regular expression, for removals and replacements in a variable. */
export function globToRegExp(glob: string, greedy: boolean): string {
  return glob
    .slice(0, maximumGlob)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, greedy ? '.*' : '.*?')
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
    const place = first.kind === 'text' ? first.value : first.items[0];
    joined.set(name, { kind: 'text', value: { text: `$${name}`, known: false, pos: place?.pos ?? 0, end: place?.end ?? 0 } });
  }
  return joined;
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
