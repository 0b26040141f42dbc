// Operations on symbolic tensors inside a model's own `call`: activations, sums, joins, means and reshapes of tf, keras.ops and plain Python.
import { knownBoolean, knownNumber, type Instance, type Value } from '../../evaluate/values';
import { kerasMergeSize } from './kerasLayers';
import { reshaped, type Shape } from './kerasShapes';
import { numbersOf, product } from '../layerArguments';
import { indexedShape } from '../torch/indexing';
import { isOwnWeight, weightShape } from './ownWeights';

const unchanged =
  /^(relu|relu6|leaky_relu|elu|selu|gelu|silu|swish|tanh|sigmoid|softmax|softplus|hard_sigmoid|log_softmax|dropout|identity|cast|stop_gradient|l2_normalize|sqrt|square|exp|abs|normalize|clip_by_value|convert_to_tensor|ensure_shape|preprocess_input)$/;
const merging: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  maximum: 'maximum',
  minimum: 'minimum',
  average: 'average',
};

/** The shape that an operation gives, or undefined where there is no rule for it; the axes counted leave out the batch. */
export function operationShape(value: Instance, shapeOf: (tensor: Value) => Shape | undefined, spend: (flops: number) => void): Shape | undefined {
  const { call, callee } = value;
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  const [first, second] = call.positional;
  if (isOwnWeight(value)) return weightShape(value);
  if (value.callee === 'operator@' || (/^(tensorflow|keras)\b.*\.matmul$/.test(callee) && !value.role)) return multiplied(value, shapeOf, spend);
  if (value.role === 'operator') return operated(call.positional, shapeOf);
  if (value.role === 'item') return indexed(value, shapeOf);
  if (value.role || !/^(tensorflow|keras|jax|numpy)\b/.test(callee)) return undefined;
  if (/^(range|arange)$/.test(name)) return counted(call);
  if (/\brandom\.(\w+_)?(normal|uniform)$/.test(callee)) return noise(call, shapeOf);
  if (!first) return undefined;
  if (unchanged.test(name)) return shapeOf(first);
  if (Object.hasOwn(merging, name) && second) return merged(merging[name]!, [first, second], shapeOf);
  if (Object.hasOwn(merging, name) && first.kind === 'sequence') return merged(merging[name]!, first.items, shapeOf);
  if (/^(concat|concatenate|add_n)$/.test(name) && first.kind === 'sequence') {
    const axis = knownNumber(call.keywords.get('axis') ?? second);
    const shapes = first.items.map(shapeOf);
    if (shapes.some((shape) => shape === undefined)) return undefined;
    const keywords = new Map([['axis', call.keywords.get('axis') ?? second]].filter((entry): entry is [string, Value] => entry[1] !== undefined));
    return name !== 'concat' || axis !== undefined
      ? kerasMergeSize(name === 'add_n' ? 'add' : 'concatenate', { positional: [], keywords, complete: true }, shapes as Shape[])?.output
      : undefined;
  }
  const shape = shapeOf(first);
  if (!shape) return undefined;
  if (/^(reduce_)?(mean|sum|max|min|prod)$/.test(name)) return reduced(shape, call.keywords.get('axis') ?? second, knownBoolean(call.keywords.get('keepdims')));
  if (name === 'transpose') return turned(shape, numbersOf(call.keywords.get('perm') ?? call.keywords.get('axes') ?? second));
  if (name === 'extract_patches') return patches(shape, call);
  if (name === 'expand_dims') return widened(shape, knownNumber(call.keywords.get('axis') ?? second));
  // rows of two tables: one number a sample
  if (name === 'tensordot' && knownNumber(call.keywords.get('axes') ?? call.positional[2]) === 2) return second && shapeOf(second) && [];
  if (name === 'reshape') {
    const target = numbersOf(call.keywords.get('shape') ?? second);
    return target.length > 1 ? reshaped(shape, target.slice(1)) : undefined;
  }
  return undefined;
}

function operated(sides: readonly Value[], shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const tensors = sides.filter((side) => side.kind !== 'known');
  if (tensors.length === 1) return shapeOf(tensors[0]!);
  const [left, right] = tensors.map(shapeOf);
  return left && right && stretched(left, right);
}

/** Axes are matched from the last one on, and one of length 1 is repeated; weights have a batch axis of 1, or none. */
function stretched(left: Shape, right: Shape): Shape | undefined {
  const [long, short] = left.length >= right.length ? [left, right] : [right, left];
  const from = long.length - short.length;
  if (from === 1 && long[0] === 1 && short.length > 1) return stretched(long.slice(1), short);
  const fits = short.every(
    (length, axis) => length === long[from + axis] || length === 1 || long[from + axis] === 1 || Number.isNaN(length + long[from + axis]!),
  );
  return fits ? long.map((length, axis) => (axis < from || length !== 1 ? length : short[axis - from]!)) : undefined;
}

/** `x @ w`, `tf.matmul(q, k, transpose_b=True)`: the last axis of the left meets the last but one of the right. */
function multiplied({ call }: Instance, shapeOf: (tensor: Value) => Shape | undefined, spend: (flops: number) => void): Shape | undefined {
  const [first, second] = call.positional;
  const left = first && shapeOf(first);
  const given = second && shapeOf(second);
  const right = given && knownBoolean(call.keywords.get('transpose_b')) === true ? [...given.slice(0, -2), given.at(-1)!, given.at(-2)!] : given;
  if (!left || !right || right.length < 2 || left.at(-1) !== right.at(-2) || knownBoolean(call.keywords.get('transpose_a')) === true) return undefined;
  const output = [...left.slice(0, -1), right.at(-1)!];
  spend(2 * product(output) * left.at(-1)!);
  return output;
}

/** `x[:, 0]`, `tokens[:, 1:]`: all samples, and a part of each. */
function indexed(item: Instance, shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const shape = item.receiver && shapeOf(item.receiver);
  const sizes = { number: (value: Value): number => knownNumber(value) ?? Number.NaN, shape: () => undefined };
  const taken = shape && indexedShape(item, [batchOfOne, ...shape], sizes);
  return taken?.[0] === batchOfOne && taken.length > 0 ? taken.slice(1) : undefined;
}
const batchOfOne = 1;

const turned = (shape: Shape, axes: readonly number[]): Shape | undefined =>
  axes.length === shape.length + 1 && axes[0] === 0 ? axes.slice(1).map((axis) => shape[axis - 1] ?? Number.NaN) : undefined;

/** `ops.image.extract_patches(x, 8)`, `tf.image.extract_patches(x, sizes=[1, 8, 8, 1], strides=[1, 8, 8, 1], ...)`: patches that don't overlap, their pixels as channels. */
function patches(shape: Shape, call: Instance['call']): Shape | undefined {
  const side = (name: string, position: number): number | undefined => {
    const numbers = numbersOf(call.keywords.get(name) ?? call.positional[position]);
    return numbers.length === 4 ? numbers[1] : numbers[0];
  };
  const size = side(call.keywords.has('sizes') ? 'sizes' : 'size', 1);
  const step = call.keywords.has('strides') ? side('strides', 2) : size;
  if (shape.length !== 3 || !size || size !== step) return undefined;
  return [Math.floor(shape[0]! / size), Math.floor(shape[1]! / size), size * size * shape[2]!];
}

/** `tf.random.normal(shape=(batch, dim))`, `keras.random.normal(tf.shape(mean))`. */
function noise({ positional, keywords }: Instance['call'], shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const shape = keywords.get('shape') ?? positional[0];
  if (shape?.kind === 'instance') return shape.call.positional[0] && /shape$/.test(shape.callee) ? shapeOf(shape.call.positional[0]) : undefined;
  const axes = numbersOf(shape);
  return axes.length > 1 ? axes.slice(1) : undefined;
}

/** `tf.range(start=0, limit=n)`, `ops.arange(n)`: positions, the same for all samples. */
function counted({ positional, keywords }: Instance['call']): Shape | undefined {
  const end = knownNumber(keywords.get('stop') ?? keywords.get('limit') ?? positional[1] ?? positional[0]);
  const start = keywords.get('start') ?? (positional.length > 1 ? positional[0] : undefined);
  return end === undefined || (start && knownNumber(start) === undefined) ? undefined : [end - (knownNumber(start) ?? 0)];
}

function widened(shape: Shape, axis: number | undefined): Shape | undefined {
  if (axis === undefined) return undefined;
  // a new first axis of positions is their batch axis
  const at = axis < 0 ? shape.length + 1 + axis : axis - 1;
  return at < 0 ? shape : [...shape.slice(0, at), 1, ...shape.slice(at)];
}

function merged(name: string, tensors: readonly Value[], shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const shapes = tensors.map(shapeOf);
  return shapes.every((shape) => shape !== undefined)
    ? kerasMergeSize(name, { positional: [], keywords: new Map(), complete: true }, shapes)?.output
    : undefined;
}

function reduced(shape: Shape, axis: Value | undefined, keepsAxes: boolean | undefined): Shape | undefined {
  const axes = numbersOf(axis).map((one) => (one < 0 ? shape.length + one : one - 1));
  if (keepsAxes === true || axes.some((one) => !(one >= 0 && one < shape.length))) return undefined;
  return shape.filter((_length, index) => !axes.includes(index));
}
