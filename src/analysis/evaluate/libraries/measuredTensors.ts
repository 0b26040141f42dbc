// Sizes of tensors while a forward pass is followed: `x.shape`, `x.size(1)`, `x.dim()` are numbers then, so that conditions and loops on them are decided.
import type { Place } from '../../languages/python/positions';
import type { Machine } from '../machine';
import { known, knownNumber, sequence, type CallArguments, type Instance, type Value } from '../values';

/** TensorFlow's and Keras's functions that give a tensor's shape. */
const shapeFunctions = /^(tensorflow\.shape|keras\.(ops|backend)\.(int_)?shape)$/;
const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** The sizes of an object that is a tensor of known shape. */
function sizesOf(machine: Machine, object: Value | undefined): readonly number[] | undefined {
  if (!machine.measure || object?.kind !== 'instance' || object.classTarget) return undefined;
  const shape = machine.measure(object);
  return shape?.every(Number.isSafeInteger) ? shape : undefined;
}

const tuple = (shape: readonly number[], place: Place): Value =>
  sequence(
    shape.map((length) => known(length, place, 'derived')),
    place,
    'tuple',
  );

/** `x.shape` and `x.ndim`; undefined outside a forward pass and for whatever has no known shape. */
export function measuredAttribute(machine: Machine, object: Instance, name: string, place: Place): Value | undefined {
  if (!machine.measure || (name !== 'shape' && name !== 'ndim')) return undefined;
  const shape = sizesOf(machine, object);
  return shape && (name === 'shape' ? tuple(shape, place) : known(shape.length, place, 'derived'));
}

/** `x.size()`, `x.size(1)`, `x.dim()`, `x.numel()`, `len(x)`; undefined for other calls. */
export function measuredCall(machine: Machine, callee: string, receiver: Value | undefined, call: CallArguments, place: Place): Value | undefined {
  if (!machine.measure) return undefined;
  if (shapeFunctions.test(callee)) {
    const sizes = sizesOf(machine, call.positional[0]);
    return sizes && tuple(sizes, place);
  }
  const counts = callee === 'len' && !receiver;
  const name = counts ? callee : shortName(callee);
  if (!counts && (!receiver || !/^(size|dim|numel|shape)$/.test(name))) return undefined;
  const shape = sizesOf(machine, receiver ?? call.positional[0]);
  if (!shape) return undefined;
  if (name === 'dim') return known(shape.length, place, 'derived');
  if (name === 'numel')
    return known(
      shape.reduce((total, length) => total * length, 1),
      place,
      'derived',
    );
  const axis = counts ? 0 : knownNumber(call.positional[0] ?? call.keywords.get('dim'));
  if (axis === undefined) return call.positional.length === 0 && call.keywords.size === 0 ? tuple(shape, place) : undefined;
  const length = shape.at(axis);
  return length === undefined ? undefined : known(length, place, 'derived');
}
