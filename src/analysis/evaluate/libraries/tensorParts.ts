// The parts of tensors, one by one: pieces that one is cut into (`map(f, qkv.chunk(3, dim=-1))`), the numbers of a row.
import { knownNumber, known, unknown, type Instance, type Value } from '../values';

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

/** Makers of a row of numbers, and where their arguments say how many. */
const rows = /^(torch|numpy)\.(linspace|logspace|arange)$/;
/** Longer rows are no frequencies and no rates of layers. */
const mostSteps = 160;

/** The numbers of `torch.linspace(0, 9, steps=10)` or `2.0 ** torch.arange(4)`, one by one; what each of them is stays open. */
export function listedSteps(row: Instance): readonly Value[] | undefined {
  const count = stepsIn(row);
  if (count === undefined || count > mostSteps) return undefined;
  return Array.from({ length: count }, () => unknown('run-time', row.span));
}

function stepsIn(value: Value | undefined, depth = 0): number | undefined {
  if (value?.kind !== 'instance' || depth > mostParts) return undefined;
  const { positional, keywords } = value.call;
  if (value.role === 'operator') {
    const counts = positional.filter((operand) => operand.kind !== 'known').map((operand) => stepsIn(operand, depth + 1));
    return counts.length === 1 ? counts[0] : undefined;
  }
  if (value.role || !rows.test(value.callee)) return undefined;
  if (!value.callee.endsWith('arange')) return knownNumber(keywords.get('steps') ?? keywords.get('num') ?? positional[2]);
  const [first, end, step] = [knownNumber(positional[0]), knownNumber(positional[1]), positional[2] ? knownNumber(positional[2]) : 1];
  if (first === undefined || step === undefined) return undefined;
  return positional.length === 1 ? first : end === undefined ? undefined : Math.max(0, Math.ceil((end - first) / step));
}
