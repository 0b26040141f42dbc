// One of the tensors that a call gives several of: pieces of a `split`, a maximum with its place, the output and the states of a recurrent layer.
import type { CallArguments, Instance, Value } from '../../evaluate/values';
import type { Sizes } from './indexing';
import { hiddenShape } from './sequenceLayers';
import type { TensorShape } from './shapes';
import { functionStep } from './tensorFunctions';

/** The tensor that a function or a method is called on, and the arguments after it. */
const subjectOf = (receiver: Value | undefined, { positional }: CallArguments): { readonly subject?: Value; readonly rest: readonly Value[] } =>
  receiver ? { subject: receiver, rest: positional } : { subject: positional[0], rest: positional.slice(1) };

/** `x.max(dim=1)` without its indices. */
export function extremeShape({ receiver, call }: Instance, sizes: Sizes): TensorShape | undefined {
  const { subject, rest } = subjectOf(receiver, call);
  const shape = subject && sizes.shape(subject);
  return shape && functionStep('amax', shape, { ...call, positional: rest }, sizes)?.output;
}

/** A piece of `x.split(64, dim=2)` or `torch.chunk(x, 3, dim=-1)`. */
export function pieceShape(name: 'split' | 'chunk', { receiver, call }: Instance, sizes: Sizes): TensorShape | undefined {
  const { subject, rest } = subjectOf(receiver, call);
  const [length, axis] = rest;
  const shape = subject && sizes.shape(subject);
  const dimension = axis ?? call.keywords.get('dim');
  const along = dimension ? sizes.number(dimension) : 0;
  const at = shape && along < 0 ? shape.length + along : along;
  const number = length ? sizes.number(length) : Number.NaN;
  return shape?.map((size, index) => (index === at ? (name === 'split' ? number : size / number) : size));
}

/** What `output, state = rnn(x)` gives at the index. */
export function recurrentShape(called: Instance, layer: Instance, index: number, sizes: Sizes): TensorShape | undefined {
  const output = sizes.shape(called);
  const [input] = called.call.positional;
  const shape = input && sizes.shape(input);
  return index === 0 ? output : output && shape && hiddenShape(layer.call, shape);
}
