// Operations on symbolic tensors inside a model's own `call`: activations, sums, joins, means and reshapes of tf, keras.ops and plain Python.
import { knownBoolean, knownNumber, type Instance, type Value } from '../../evaluate/values';
import { kerasMergeSize } from './kerasLayers';
import { reshaped, type Shape } from './kerasShapes';
import { numbersOf } from '../layerArguments';

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
export function operationShape(value: Instance, shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const { call, callee } = value;
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  const [first, second] = call.positional;
  if (value.role === 'operator') return operated(call.positional, shapeOf);
  if (value.role || !/^(tensorflow|keras|jax)\b/.test(callee) || !first) return undefined;
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
  if (name === 'reshape') {
    const target = numbersOf(call.keywords.get('shape') ?? second);
    return target.length > 1 ? reshaped(shape, target.slice(1)) : undefined;
  }
  return undefined;
}

function operated(sides: readonly Value[], shapeOf: (tensor: Value) => Shape | undefined): Shape | undefined {
  const tensors = sides.filter((side) => side.kind !== 'known');
  return tensors.length === 1 ? shapeOf(tensors[0]!) : merged('add', tensors, shapeOf);
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
