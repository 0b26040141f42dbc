// Batches cut out of data in memory: `x[start:start + batch_size]` that the model is fed, and functions of the program asked for so many samples.
import type { Loop } from '../../evaluate/state/events';
import { ValueSearch } from '../../evaluate/valueSearch';
import { knownNumber, sameValue, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import { isUngraded } from '../objects/trainedParts';
import type { Reading } from '../reading';

/** Values looked at in search of a cut. */
const searchLimit = 80;

/** How far `upper` lies behind `lower`, where it is that and a number: `start + size`, `(i + 1) * size` behind `i * size`. */
function lengthOf(lower: Value | undefined, upper: Value | undefined): Value | undefined {
  if (upper?.kind !== 'unknown' || !lower) return undefined;
  const [left, right] = upper.inputs ?? [];
  if (!left || !right) return undefined;
  if (!upper.factors) {
    const rest = sameValue(left, lower) ? right : sameValue(right, lower) ? left : undefined;
    return knownNumber(rest) === undefined ? undefined : rest;
  }
  if (lower.kind !== 'unknown' || !lower.factors) return undefined;
  const size = upper.factors.find((factor) => knownNumber(factor) !== undefined);
  const [next] = upper.factors.filter((factor) => factor !== size);
  const [turn] = lower.factors.filter((factor) => !size || !sameValue(factor, size));
  return size && next && turn && knownNumber(lengthOf(turn, next)) === 1 ? size : undefined;
}

/** `np.random.permutation(n)[:batch_size]`. */
const firstOfShuffled = (piece: Instance): Value | undefined =>
  piece.call.positional.length === 1 && piece.receiver?.kind === 'instance' && /\.(rand)?perm(utation)?$/.test(piece.receiver.callee)
    ? piece.call.positional[0]
    : undefined;

/** The size of the piece that a value was cut to, looked for in what it was made from. */
function cutOf(value: Value | undefined): Value | undefined {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'sequence') search.follow(...current.items.slice(0, 2));
    else if (current.kind === 'unknown') search.follow(...(current.inputs ?? []));
    else if (current.kind === 'instance') {
      const size = current.role === 'item' ? (lengthOf(current.call.positional[0], current.call.positional[1]) ?? firstOfShuffled(current)) : undefined;
      if (size) return size;
      search.follow(current.receiver, ...current.call.positional);
    }
  }
  return undefined;
}

/** `model(x[start:start + batch_size])`. */
export function cutFromData(draft: Draft, anchor: Loop, reading: Reading): boolean {
  const fed = reading.inside(anchor, 'forward').filter(({ event }) => !isUngraded(event));
  const sizes = fed.flatMap(({ event: { instance } }) => cutOf(instance.call.positional[0] ?? [...instance.call.keywords.values()][0]) ?? []);
  return agreedBatch(draft, sizes);
}

/** `buffer.sample(batch_size)`, `get_batch(split, batch_size)`: functions of the program that are told how many. What is asked for only now and then is for looking at. */
export function askedBySize(draft: Draft, anchor: Loop, reading: Reading): boolean {
  const asked = reading.sizesAsked.filter(({ loop }) => isWithin(loop, anchor));
  const always = asked.filter(({ sometimes }) => !sometimes);
  return agreedBatch(
    draft,
    (always.length > 0 ? always : asked).map(({ size }) => size),
  );
}

function isWithin(loop: Loop | undefined, outer: Loop): boolean {
  for (let current = loop; current; current = current.outer) if (current === outer) return true;
  return false;
}

/** Sets the batch where all sizes are the same number. */
export function agreedBatch(draft: Draft, sizes: readonly Value[]): boolean {
  const [first] = sizes;
  return first !== undefined && sizes.every((size) => knownNumber(size) === knownNumber(first)) && draft.number('perDeviceBatchSize', first);
}
