// Which known names a misspelt or unknown model name lies near: offered to the user, never taken in its place.
import { cleanedName, isPath, squash } from './modelNames';
import { entriesWhere, type ModelEntry } from './modelRows';

/** More would be a list to read rather than a hint. */
const mostOffered = 3;
const longestName = 120;
/** Typing errors, a swapped part or a missing size: one edit in five letters, never more than four. */
const lettersAnEdit = 5;
const mostEdits = 4;

const organisationOf = (id: string): string => (id.includes('/') ? id.slice(0, id.lastIndexOf('/')).toLowerCase() : '');
const lastOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const slash = '/'.charCodeAt(0);
/** What `squash` takes away. */
const separators: ReadonlySet<number> = new Set([...' ._-'].map((character) => character.charCodeAt(0)));

/**
 * Whether what stands after the last slash of `text[start, end)` may lie within the bound of a squashed name: about as long, and of about the same letters.
 * Looks at the letters in place, since this is asked of every name of the tables.
 */
function mayBeNear(text: string, start: number, end: number, wanted: { readonly length: number; readonly letters: number }, bound: number): boolean {
  let length = 0;
  let letters = 0;
  for (let at = end - 1; at >= start && length <= wanted.length + bound; at--) {
    const code = text.charCodeAt(at);
    if (code === slash) break;
    if (separators.has(code)) continue;
    length++;
    letters |= 1 << (code % 32);
  }
  // an edit changes at most two letters of the set
  return Math.abs(length - wanted.length) <= bound && bitsOf(letters ^ wanted.letters) <= 2 * bound;
}

/**
 * @param name as written in the code; paths, placeholders and very short names have no neighbours.
 * @param library whose names are meant where the code shows it: those come first among equally near ones.
 * @returns at most three known ids, the nearest first; empty when none is near.
 */
export function nearestModels(name: string, library?: string): readonly string[] {
  const cleaned = cleanedName(name);
  const wanted = squash(lastOf(cleaned));
  const bound = Math.min(mostEdits, Math.floor(wanted.length / lettersAnEdit));
  if (bound === 0 || isPath(cleaned) || cleaned.length > longestName || /[{}$<>()\s]/.test(cleaned)) return [];
  const organisation = organisationOf(cleaned);
  const look = { length: wanted.length, letters: lettersOf(wanted) };
  const best = new Map<string, { readonly id: string; readonly rank: number }>();
  for (const entry of entriesWhere((text, start, end) => mayBeNear(text, start, end, look, bound))) {
    const squashed = squash(lastOf(entry.id));
    const distance = editDistance(wanted, squashed, bound);
    if (distance > bound) continue;
    const rank = distance * strangest + strangeness(entry, organisation, library);
    const other = best.get(squashed);
    if (!other || rank < other.rank) best.set(squashed, { id: entry.id, rank });
  }
  return nearestFirst([...best.values()]).map(({ id }) => id);
}

/** The few that are worth offering. */
export const nearestFirst = <Ranked extends { readonly rank: number }>(found: readonly Ranked[]): readonly Ranked[] =>
  [...found].sort((a, b) => a.rank - b.rank).slice(0, mostOffered);

/** Beyond every value of `strangeness`, so that an edit less always counts more. */
const strangest = 8;

/** What settles ties: the same organisation, the same library, then names without an organisation before somebody's copies. */
function strangeness(entry: ModelEntry, wanted: string, library: string | undefined): number {
  const organisation = organisationOf(entry.id);
  return (
    (organisation === wanted ? 0 : 4) +
    (library === undefined || entry.library() === library ? 0 : 2) +
    (organisation === '' || organisation === wanted ? 0 : 1)
  );
}

function lettersOf(squashed: string): number {
  let set = 0;
  for (let at = 0; at < squashed.length; at++) set |= 1 << (squashed.charCodeAt(at) % 32);
  return set;
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Insertions, deletions, replacements and swaps of neighbours (Damerau 1964), at most `bound`; anything farther is `bound + 1`. */
export function editDistance(from: string, to: string, bound: number): number {
  const far = bound + 1;
  if (Math.abs(from.length - to.length) > bound) return far;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = new Array<number>(to.length + 1).fill(far);
    current[0] = row;
    let least = row;
    // farther from the diagonal than the bound nothing can come back
    const end = Math.min(to.length, row + bound);
    for (let column = Math.max(1, row - bound); column <= end; column++) {
      const replaced = (last[column - 1] ?? far) + (from[row - 1] === to[column - 1] ? 0 : 1);
      let cost = Math.min((last[column] ?? far) + 1, (current[column - 1] ?? far) + 1, replaced);
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? far) + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > bound) return far;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[to.length] ?? far, far);
}
