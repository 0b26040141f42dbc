// Which known places a misspelt or unknown name lies near: offered to the user, never taken in its place.
import type { Grid } from '../../model/hardware';
import { lazily } from '../table';
import { editDistance, nearestFirst } from '../models/nearestNames';
import { allGrids, plainPlace } from './grids';

const longestName = 60;
/** One edit in four letters: names of places and regions are short. */
const lettersAnEdit = 4;
const mostEdits = 3;
/** Shorter words ("in", "us", "east") are parts of too many names. */
const shortestWord = 5;

interface Candidate {
  readonly grid: Grid;
  /** ways to write it: code, code without its provider, name */
  readonly spellings: readonly string[];
  readonly words: ReadonlySet<string>;
}

const squashed = (name: string): string => plainPlace(name).replace(/[^\p{L}\p{N}]/gu, '');

const candidates = lazily<readonly Candidate[]>(() =>
  allGrids()
    .filter(({ code }) => !code.endsWith(':default'))
    .map((grid) => ({
      grid,
      spellings: [...new Set([grid.code, grid.code.slice(grid.code.indexOf(':') + 1), grid.name.replace(/[,(].*$/, '')].map(squashed))],
      words: new Set(plainPlace(grid.name).split(/[^\p{L}\p{N}]+/u)),
    })),
);

/**
 * @param name a region, country or city as somebody wrote it.
 * @returns at most three known places, the nearest first: those whose name holds its longest word (a city of a cloud region), then those a few typing errors away; empty when none is near.
 */
export function nearestPlaces(name: string): readonly Grid[] {
  if (name.length > longestName) return [];
  const wanted = squashed(name.replace(/^[a-z]+:/i, ''));
  const word = plainPlace(name)
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  const bound = Math.min(mostEdits, Math.floor(wanted.length / lettersAnEdit));
  const ranked = candidates().flatMap(({ grid, spellings, words }) => {
    if (word.length >= shortestWord && words.has(word)) return [{ grid, rank: 0 }];
    if (bound === 0) return [];
    const distance = Math.min(...spellings.map((spelling) => editDistance(wanted, spelling, bound)));
    return distance <= bound ? [{ grid, rank: distance }] : [];
  });
  return nearestFirst(ranked).map(({ grid }) => grid);
}
