// Methods of numbers that a library of arrays gave: `np.sqrt(64).astype(dtype)` and `.item()` are that number still.
import { native } from '../state/targets';
import { unknown, type Known, type Value } from '../values';

/** A method of a known number; undefined for whatever isn't one. */
export function numberMethod(object: Known, name: string): Value | undefined {
  if (typeof object.value !== 'number' || (name !== 'astype' && name !== 'item')) return undefined;
  // a type of integers would cut what stands behind the point
  return native(name, (_machine, _call, place) => (name === 'item' || Number.isInteger(object.value) ? object : unknown('run-time', place, name, [object])));
}
