// What a row of the table reads of the chain's factors: their quantities and details, and how counts and ranges are written.
import type { ChainFactor } from '../../../model/estimate';
import { isExact, type Interval } from '../../../model/interval';
import { exact, rounded } from '../../figures/number';
import { writeRange } from '../../figures/quantity';

/** The chain by id, for rows that put several factors together. */
export type Chain = ReadonlyMap<string, ChainFactor>;

/** A row before its links: the wording only. */
export interface Worded {
  readonly label: string;
  readonly value: string;
  readonly range?: string;
}

/** @throws TypeError where the factor is none or no quantity */
export function interval(chain: Chain, id: string): Interval {
  const value = chain.get(id)?.value;
  if (typeof value !== 'object') throw new TypeError(`the chain's ${id} is no quantity`);
  return value;
}

/** @throws TypeError as interval does */
export const mid = (chain: Chain, id: string): number => interval(chain, id).mid;

/** A number among a factor's details; of an interval its middle. */
export const detail = (chain: Chain, id: string, key: string): number | undefined => {
  const value = chain.get(id)?.details?.[key];
  return typeof value === 'number' ? value : typeof value === 'object' ? value.mid : undefined;
};

/** The ends of an interval, empty where it has none. */
export const range = (value: Interval, size = 1, digits?: number): string =>
  isExact(value) ? '' : digits ? `${rounded(value.low, digits)} – ${rounded(value.high, digits)}` : writeRange(value, size);

/** What was stated is written with all its digits, what was assumed or computed with two. */
export const count = (value: Interval): string => (isExact(value) ? exact(Number(value.mid.toPrecision(12))) : rounded(value.mid));
