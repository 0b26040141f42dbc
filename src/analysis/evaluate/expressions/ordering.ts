// Lists put in order: `sorted`, `list.sort`, `reversed`, `max` and `min` with a key.
import { callValue } from '../calls/calls';
import type { Place } from '../../languages/python/positions';
import type { Frame } from '../state/targets';
import type { Machine } from '../machine';
import { emptyArguments, isNone, knownBoolean, knownNumber, knownString, type CallArguments, type Value } from '../values';

/** Keys of longer lists are not worked out. */
const mostKeys = 64;

/** What each item is ordered by: itself, or what the key function gives. Undefined where one of them isn't a known number or text. */
export function orderingKeys(
  machine: Machine,
  frame: Frame,
  items: readonly Value[],
  key: Value | undefined,
  place: Place,
): readonly (number | string)[] | undefined {
  const byKey = key !== undefined && !isNone(key);
  if (byKey && items.length > mostKeys) return undefined;
  const keys: (number | string)[] = [];
  for (const item of items) {
    const value = byKey ? callValue(machine, frame, key, { ...emptyArguments, positional: [item] }, place) : item;
    const one = knownNumber(value) ?? knownString(value);
    if (one === undefined || (keys.length > 0 && typeof one !== typeof keys[0])) return undefined;
    keys.push(one);
  }
  return keys;
}

/** The items in the order that `sorted(items, key=..., reverse=...)` gives; undefined where it isn't known. */
export function inOrder(machine: Machine, frame: Frame, items: readonly Value[], call: CallArguments, place: Place): readonly Value[] | undefined {
  const keys = orderingKeys(machine, frame, items, call.keywords.get('key'), place);
  const reverse = call.keywords.get('reverse');
  const backwards = reverse === undefined ? false : (knownBoolean(reverse) ?? (knownNumber(reverse) === undefined ? undefined : knownNumber(reverse) !== 0));
  if (!keys || backwards === undefined) return undefined;
  const order = items.map((_, index) => index).sort((a, b) => compared(keys[a]!, keys[b]!) * (backwards ? -1 : 1) || a - b);
  return order.map((index) => items[index]!);
}

const compared = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);
