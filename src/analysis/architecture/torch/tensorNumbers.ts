// Numbers that a forward pass computes from its tensors' shapes: `x.size(1)`, `B, T, C = x.shape`, `C // self.heads`.
import type { Instance, Value } from '../../evaluate/values';
import { numbersOf, unresolved } from '../layerArguments';
import type { TensorShape } from './shapes';

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);
const depthLimit = 20;

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  'operator+': (a, b) => a + b,
  'operator-': (a, b) => a - b,
  'operator*': (a, b) => a * b,
  'operator/': (a, b) => a / b,
  'operator//': (a, b) => Math.floor(a / b),
};

/** The tensor that `x.shape` or `x.size()` is of. */
function measured(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'instance') return undefined;
  if (value.role === 'attribute') return shortName(value.callee) === 'shape' ? value.receiver : undefined;
  return !value.role && shortName(value.callee) === 'size' && value.call.positional.length === 0 ? value.receiver : undefined;
}

/** A known number, or one that follows from the shapes of tensors; NaN otherwise. */
export function tensorNumber(value: Value | undefined, shapeOf: (tensor: Value) => TensorShape | undefined, depth = 0): number {
  const number = value?.kind === 'known' || value?.kind === 'choice' || value?.kind === 'instance' ? numbersOf(value)[0]! : unresolved;
  if (!Number.isNaN(number) || value?.kind !== 'instance' || depth > depthLimit) return number;
  if (value.role === 'operator') {
    const [left, right] = value.call.positional.map((operand) => tensorNumber(operand, shapeOf, depth + 1));
    return left === undefined || right === undefined ? unresolved : (operations[value.callee]?.(left, right) ?? unresolved);
  }
  if (value.callee === 'int' && !value.role) return Math.trunc(tensorNumber(value.call.positional[0], shapeOf, depth + 1));
  const axis = numbersOf(value.call.positional[0])[0]!;
  const tensor = value.role === 'item' || value.role === 'element' ? measured(value.receiver) : sizeAlong(value);
  return (tensor && shapeOf(tensor)?.at(axis)) ?? unresolved;
}

/** `x.size(1)`. */
const sizeAlong = (value: Instance): Value | undefined => (!value.role && shortName(value.callee) === 'size' ? value.receiver : undefined);
