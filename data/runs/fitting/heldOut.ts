// Refits the constants with some families left out at a time: what the model says of families that it has not seen.
import type { Constants } from '../../../src/estimate/physics/constants';
import type { Case } from './cases';

/** A fit with every family in one of these many parts left out once. */
const parts = 12;

/** Families dealt out by size, there and back, so that each part has large and small ones. */
export function partsOf(cases: readonly Case[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { row } of cases) sizes.set(row.family, (sizes.get(row.family) ?? 0) + 1);
  const families = [...sizes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([family]) => family);
  return new Map(families.map((family, i) => [family, Math.floor(i / parts) % 2 === 0 ? i % parts : parts - 1 - (i % parts)]));
}

/** For each case, the constants of a fit that has not seen its family. */
export function constantsWithoutOwnFamily(cases: readonly Case[], refit: (kept: readonly Case[]) => Constants): ReadonlyMap<Case, Constants> {
  const partOf = partsOf(cases);
  const result = new Map<Case, Constants>();
  for (let part = 0; part < parts; part++) {
    const constants = refit(cases.filter(({ row }) => partOf.get(row.family) !== part));
    for (const each of cases) if (partOf.get(each.row.family) === part) result.set(each, constants);
  }
  return result;
}

/** Standard deviation of each constant's logarithm over the refits, as the grouped jackknife scales it: (k - 1) / k times the sum of squares (Tukey 1958). */
export function constantsOfRefits(heldOut: ReadonlyMap<Case, Constants>): ReadonlyMap<keyof Constants, number> {
  const refits = [...new Set(heldOut.values())];
  const names = Object.keys(refits[0] ?? {}) as (keyof Constants)[];
  return new Map(
    names.map((name) => {
      const logarithms = refits.map((constants) => Math.log(constants[name]));
      const mean = logarithms.reduce((sum, x) => sum + x, 0) / refits.length;
      const squares = logarithms.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      return [name, Math.sqrt(((refits.length - 1) / refits.length) * squares)];
    }),
  );
}
