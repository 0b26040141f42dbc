// The parts that a tensor is cut into, one by one: `map(f, qkv.chunk(3, dim=-1))`.
import { knownNumber, known, type Instance, type Value } from '../values';

/** More parts than this are no queries, keys and values. */
const mostParts = 16;

/** What `x.chunk(n)` or `torch.chunk(x, n)` gives in order, where the number is known. */
export function listedParts(call: Instance): readonly Value[] | undefined {
  if (call.role || !/\.chunk$/.test(call.callee)) return undefined;
  const count = knownNumber(call.call.keywords.get('chunks') ?? call.call.positional[call.receiver ? 0 : 1]);
  if (count === undefined || count > mostParts || !Number.isInteger(count)) return undefined;
  return Array.from({ length: count }, (_, index): Instance => ({
    kind: 'instance',
    callee: call.callee,
    bases: [],
    call: { positional: [known(index)], keywords: new Map(), complete: true },
    receiver: call,
    role: 'element',
    attributes: new Map(),
    origin: 'derived',
    span: call.span,
  }));
}
