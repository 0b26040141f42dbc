// Shapes of JAX arrays on their way through a Flax or Haiku network: what made them, what operations made of them. All axes count, the batch too.
import { isNone, knownNumber, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { einsumStep } from '../einsum';
import { product, unresolved } from '../layerArguments';

export type ArrayShape = readonly number[];
export type ShapeOf = (value: Value | undefined) => ArrayShape | undefined;

const unary =
  /^(relu|relu6|gelu|silu|swish|elu|selu|celu|tanh|sigmoid|softmax|log_softmax|softplus|leaky_relu|hard_tanh|hard_swish|exp|log|sqrt|square|abs|sin|cos|negative|astype|stop_gradient|clip|dropout|copy|asarray|standardize|identity|with_logical_constraint|with_sharding_constraint|checkpoint_name|maximum|minimum|tril|triu|power|sign|array|rsqrt|mish|normalize|float0|zeros_like|ones_like)$/;
const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** A number that the program computes from shapes: `3 * C` where `B, T, C = x.shape`. */
export function sizeOf(value: Value | undefined, shapeOf: ShapeOf): number {
  const [only, ...others] = optionsOf(value);
  if (!only || others.length > 0) return unresolved;
  if (only.kind === 'known') return knownNumber(only) ?? unresolved;
  if (only.kind !== 'instance') return unresolved;
  if (only.role === 'operator') {
    const [left, right] = only.call.positional.map((side) => sizeOf(side, shapeOf));
    const compute = arithmetic[only.callee.replace('operator', '')];
    return compute && left !== undefined && right !== undefined ? compute(left, right) : unresolved;
  }
  if (only.role === 'element' || only.role === 'item') {
    const shape = only.receiver?.kind === 'instance' && /\.shape$/.test(only.receiver.callee) ? shapeOf(only.receiver.receiver) : undefined;
    const index = knownNumber(only.call.positional[0]);
    return shape && index !== undefined ? (shape.at(index) ?? unresolved) : unresolved;
  }
  return unresolved;
}
const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '*': (a, b) => a * b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '//': (a, b) => Math.floor(a / b),
};

/** Numbers of a tuple or of one value. */
export function sizesOf(value: Value | undefined, shapeOf: ShapeOf): number[] {
  const [only] = optionsOf(value);
  if (only?.kind === 'sequence' && only.complete) return only.items.map((item) => sizeOf(item, shapeOf));
  if (only?.kind === 'instance' && only.role === 'attribute' && /\.shape$/.test(only.callee)) return [...(shapeOf(only.receiver) ?? [unresolved])];
  return [sizeOf(only, shapeOf)];
}

/** The shape of what an array function or method gives; undefined where there is no rule for it. */
export function operationShape(value: Instance, shapeOf: ShapeOf, spend: (flops: number) => void = () => undefined): ArrayShape | undefined {
  if (value.callee === 'operator@' || (!value.role && /^jax\.numpy\.(matmul|dot)$/.test(value.callee))) return multiplied(value, shapeOf, spend);
  if (value.role === 'operator') return broadcast(value.call.positional.map((side) => (isScalar(side) ? [] : shapeOf(side))));
  if (isScalar(value)) return [];
  if (value.role === 'item') return indexed(value, shapeOf(value.receiver));
  if (value.role === 'element') return partOf(value.receiver, shapeOf);
  if (value.role) return undefined;
  const name = shortName(value.callee);
  const { keywords, positional } = value.call;
  if (/^(zeros|ones|empty|full)$/.test(name)) return sizesOf(keywords.get('shape') ?? positional[0], shapeOf);
  if (/^jax\.random\.(normal|uniform|truncated_normal|bernoulli|randint)$/.test(value.callee))
    return keywords.has('shape') || positional.length > 1
      ? sizesOf(keywords.get('shape') ?? positional.find((one) => one.kind === 'sequence'), shapeOf)
      : undefined;
  if (name === 'arange') return [positional.length > 1 ? sizeOf(positional[1], shapeOf) - sizeOf(positional[0], shapeOf) : sizeOf(positional[0], shapeOf)];
  if (name === 'einsum') return einsum(positional, shapeOf, spend);
  // `x.mean(axis=1)` and `jnp.mean(x, axis=1)` alike
  const method = value.receiver !== undefined && !/^(jax|numpy|flax|haiku)\.[\w.]*$/.test(value.callee) ? true : value.receiver?.kind === 'instance';
  const subject = method ? value.receiver : positional[0];
  const rest = method ? positional : positional.slice(1);
  if (name === 'where') return broadcast(positional.slice(1).map((one) => (isScalar(one) ? [] : shapeOf(one))));
  if (/^(concatenate|hstack|stack)$/.test(name)) return joined(name, positional, keywords, shapeOf);
  const shape = shapeOf(subject);
  if (!shape) return undefined;
  if (unary.test(name)) return shape;
  if (name === 'reshape') return reshaped(shape, rest.length > 1 ? rest.map((one) => sizeOf(one, shapeOf)) : sizesOf(rest[0], shapeOf));
  if (/^(ravel|flatten)$/.test(name)) return [product(shape)];
  if (/^(mean|sum|max|min)$/.test(name)) return reduced(shape, keywords.get('axis') ?? rest[0]);
  if (name === 'transpose' || name === 'swapaxes') return permuted(name, shape, rest, keywords, shapeOf);
  if (name === 'expand_dims') return spliced(shape, sizeOf(keywords.get('axis') ?? rest[0], shapeOf));
  if (name === 'squeeze') return shape.filter((length) => length !== 1);
  if (/^(avg_pool|max_pool)$/.test(name)) return pooled(shape, value, rest, shapeOf);
  return undefined;
}

/** Numbers: constants, lengths of axes, limits of a type. */
const isScalar = (value: Value): boolean =>
  value.kind === 'known' ||
  // `float('-inf')` in a masked score
  (value.kind === 'unknown' && value.span instanceof Place && /^-?float\(/.test(value.span.text)) ||
  (value.kind === 'instance' &&
    (/\.finfo\b/.test(value.callee) ||
      ((value.role === 'item' || value.role === 'element') && value.receiver?.kind === 'instance' && /\.shape$/.test(value.receiver.callee))));

function broadcast(shapes: readonly (ArrayShape | undefined)[]): ArrayShape | undefined {
  if (shapes.length === 0 || shapes.some((shape) => shape === undefined)) return undefined;
  const rank = Math.max(...shapes.map((shape) => shape!.length));
  return Array.from({ length: rank }, (_, axis) => Math.max(...shapes.map((shape) => shape!.at(axis - rank) ?? 1)));
}

/** `x[None]`, `x[:, 0]`: a leading new axis, or the first of a later one. Other indexing is left open. */
function indexed(value: Instance, shape: ArrayShape | undefined): ArrayShape | undefined {
  const [index, ...more] = value.call.positional;
  if (!shape || !index || more.length > 0) return undefined;
  if (isNone(index) || (index.kind === 'reference' && /newaxis$/.test(index.name))) return [1, ...shape];
  return Number.isSafeInteger(knownNumber(index)) ? shape.slice(1) : undefined;
}

/** One part of `jnp.split(x, 3, axis=-1)` or `array_split`. */
function partOf(call: Value | undefined, shapeOf: ShapeOf): ArrayShape | undefined {
  if (call?.kind !== 'instance' || !/\.(array_)?split$/.test(call.callee)) return undefined;
  const shape = shapeOf(call.call.positional[0]);
  const parts = knownNumber(call.call.positional[1] ?? call.call.keywords.get('indices_or_sections'));
  const axis = knownNumber(call.call.keywords.get('axis') ?? call.call.positional[2]) ?? 0;
  return shape && parts ? shape.map((length, index) => (index === (axis < 0 ? shape.length + axis : axis) ? length / parts : length)) : undefined;
}

/** `...qhd,...khd->...hqk`: each output axis is as long as the letter's axis. */
function einsum(positional: readonly Value[], shapeOf: ShapeOf, spend: (flops: number) => void): ArrayShape | undefined {
  const [formula, ...operands] = positional;
  const shapes = operands.map(shapeOf);
  const text = knownString(formula);
  const step = text !== undefined && shapes.every((shape) => shape !== undefined) ? einsumStep(text, shapes as ArrayShape[]) : undefined;
  if (step) spend(step.flops);
  return step?.output;
}

/** `a @ b`: the last axis of the left meets the last but one of the right. */
function multiplied({ call }: Instance, shapeOf: ShapeOf, spend: (flops: number) => void): ArrayShape | undefined {
  const [left, right] = call.positional.map(shapeOf);
  if (!left || !right || right.length < 2 || left.at(-1) !== right.at(-2)) return undefined;
  const leading = left.length === 1 ? right.slice(0, -2) : broadcast([left.slice(0, -2), right.slice(0, -2)]);
  const output = [...(leading ?? []), ...left.slice(0, -1).slice(-1), right.at(-1)!];
  spend(2 * product(output) * left.at(-1)!);
  return output;
}

function joined(name: string, positional: readonly Value[], keywords: ReadonlyMap<string, Value>, shapeOf: ShapeOf): ArrayShape | undefined {
  const list = positional[0];
  const shapes = list?.kind === 'sequence' && list.complete ? list.items.map(shapeOf) : [];
  const first = shapes[0];
  if (!first || shapes.some((shape) => shape?.length !== first.length)) return undefined;
  const given = knownNumber(keywords.get('axis') ?? positional[1]) ?? (name === 'hstack' ? 1 : 0);
  const axis = given < 0 ? first.length + given : given;
  if (name === 'stack') return spliced(first, axis, shapes.length);
  return first.map((length, index) => (index === axis ? shapes.reduce((total, shape) => total + shape![index]!, 0) : length));
}

/** One axis may be -1, or open where it is the batch. */
function reshaped(shape: ArrayShape, to: readonly number[]): ArrayShape | undefined {
  const open = to.findIndex((length) => length === -1);
  if (open < 0) return to;
  const rest = product(to.filter((_length, index) => index !== open));
  return to.map((length, index) => (index === open ? product(shape) / rest : length));
}

function reduced(shape: ArrayShape, axis: Value | undefined): ArrayShape | undefined {
  if (axis === undefined || isNone(axis)) return [];
  const axes = (axis.kind === 'sequence' ? axis.items : [axis]).map((one) => knownNumber(one) ?? unresolved);
  if (axes.some(Number.isNaN)) return undefined;
  return shape.filter((_length, index) => !axes.some((one) => (one < 0 ? shape.length + one : one) === index));
}

function permuted(name: string, shape: ArrayShape, rest: readonly Value[], keywords: ReadonlyMap<string, Value>, shapeOf: ShapeOf): ArrayShape | undefined {
  const axes = rest.length > 1 ? rest.map((one) => sizeOf(one, shapeOf)) : sizesOf(keywords.get('axes') ?? rest[0], shapeOf);
  if (axes.some(Number.isNaN)) return undefined;
  const at = (axis: number): number => (axis < 0 ? shape.length + axis : axis);
  if (name === 'transpose') return axes.length === shape.length ? axes.map((axis) => shape[at(axis)] ?? unresolved) : undefined;
  const [first, second] = axes.map(at);
  return shape.map((length, index) => (index === first ? shape[second!]! : index === second ? shape[first!]! : length));
}

function spliced(shape: ArrayShape, axis: number, length = 1): ArrayShape | undefined {
  if (Number.isNaN(axis)) return undefined;
  const at = axis < 0 ? shape.length + 1 + axis : axis;
  return [...shape.slice(0, at), length, ...shape.slice(at)];
}

/** `nn.avg_pool(x, window_shape=(2, 2), strides=(2, 2), padding='VALID')`, strides of one unless given (flax 0.10 linen/pooling.py). */
function pooled(shape: ArrayShape, value: Instance, rest: readonly Value[], shapeOf: ShapeOf): ArrayShape | undefined {
  const { keywords } = value.call;
  const window = sizesOf(keywords.get('window_shape') ?? rest[0], shapeOf);
  const strides = keywords.get('strides') ?? rest[1];
  const steps = strides && !isNone(strides) ? sizesOf(strides, shapeOf) : window.map(() => 1);
  const padding = keywords.get('padding') ?? rest[2];
  const same = padding?.kind === 'known' && String(padding.value).toUpperCase() === 'SAME';
  if (padding && padding.kind !== 'known') return undefined;
  return shape.map((length, axis) => {
    const index = axis - (shape.length - 1 - window.length);
    if (index < 0 || index >= window.length) return length;
    return same ? Math.ceil(length / steps[index]!) : Math.floor((length - window[index]!) / steps[index]!) + 1;
  });
}
