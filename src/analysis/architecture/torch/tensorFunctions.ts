// Shape and work of functions and methods on one tensor: `x.view(...)`, `F.max_pool2d(x, 2)`, `torch.flatten(x, 1)`; other tensors among the arguments are looked up.
import type { CallArguments, Value } from '../../evaluate/values';
import { numbersOf, product, unresolved } from '../layerArguments';
import type { Sizes } from './indexing';
import { adaptivelyPooled, broadcast, flattened, paddedBy, pooled, reshapedTo, resized, type Step, type TensorShape } from './shapes';

const kept = (output: TensorShape | undefined): Step | undefined => output && { output, flops: 0 };

function swapped(shape: TensorShape, first: number, second: number): TensorShape {
  const at = (axis: number): number => (axis < 0 ? shape.length + axis : axis);
  return shape.map((length, axis) => (axis === at(first) ? shape[at(second)]! : axis === at(second) ? shape[at(first)]! : length));
}

/** `a @ b`: the last axis of the left meets the last but one of the right. */
export function multiplied(left: TensorShape | undefined, right: TensorShape | undefined): Step | undefined {
  if (!left || !right || left.length < 2 || right.length < 2 || left.at(-1) !== right.at(-2)) return undefined;
  const output = [...broadcast(left.slice(0, -2), right.slice(0, -2)), left.at(-2)!, right.at(-1)!];
  return { output, flops: 2 * product(output) * left.at(-1)! };
}

/** Scores and weighted values: the length of the queries by that of the keys. */
function scaledDotProduct(queries: TensorShape, keys: TensorShape | undefined, values: TensorShape | undefined): Step | undefined {
  const others = (keys ?? queries).at(-2)!;
  return { output: [...queries.slice(0, -1), (values ?? queries).at(-1)!], flops: 4 * product(queries) * others };
}

/** What a call gives whose first tensor has a shape; undefined where there is no rule. */
export function functionStep(name: string, shape: TensorShape, call: CallArguments, sizes: Sizes): Step | undefined {
  const numbers = call.positional.flatMap((argument) =>
    argument.kind === 'sequence' ? argument.items.map((item) => sizes.number(item)) : [sizes.number(argument)],
  );
  const keyword = (key: string, fallback: number): number => {
    const value = call.keywords.get(key);
    return value ? sizes.number(value) : fallback;
  };
  const other = (position: number): TensorShape | undefined => {
    const value: Value | undefined = call.positional[position];
    return value && sizes.shape(value);
  };
  const rank = Number(/([123])d$/.exec(name)?.[1] ?? 2);
  if (/^(max|avg)_pool[123]d$/.test(name)) return pooled(call, shape, rank);
  if (/^adaptive_(max|avg)_pool[123]d$/.test(name)) return adaptivelyPooled(call, shape, rank);
  if (/(^|_)(loss|cross_entropy)$|^binary_cross_entropy(_with_logits)?$/.test(name)) return kept([]);
  switch (name) {
    case 'interpolate':
    case 'upsample':
      return resized(call, shape, ['size', 'scale_factor']);
    case 'matmul':
    case 'bmm':
    case 'mm':
      return multiplied(shape, other(0));
    case 'linear': {
      const weight = other(0);
      return weight?.length === 2 && shape.at(-1) === weight[1]
        ? { output: [...shape.slice(0, -1), weight[0]!], flops: 2 * product(shape) * weight[0]! }
        : undefined;
    }
    case 'one_hot':
      return kept([...shape, numbers[0] ?? keyword('num_classes', unresolved)]);
    case 'new_tensor':
      return kept(other(0) ?? (call.positional[0]?.kind === 'sequence' ? [call.positional[0].items.length] : undefined));
    case 'unbind':
      return kept(without(shape, numbers[0] ?? keyword('dim', 0)));
    case 'scaled_dot_product_attention':
      return scaledDotProduct(shape, other(0), other(1));
    case 'view':
    case 'reshape': {
      const output = reshapedTo(shape, numbers);
      // an axis that doesn't come out whole means that the shape was followed wrongly
      return kept(output.every((length) => Number.isNaN(length) || Number.isInteger(length)) && !(product(output) !== product(shape)) ? output : undefined);
    }
    case 'affine_grid': {
      const [size] = call.positional;
      const images = size?.kind === 'instance' && size.receiver && /\.(size|shape)$/.test(size.callee) ? sizes.shape(size.receiver) : undefined;
      return images && kept([images[0]!, ...images.slice(2), images.length - 2]);
    }
    case 'grid_sample': {
      const grid = other(0);
      return grid && kept([...shape.slice(0, 2), ...grid.slice(1, -1)]);
    }
    case 'expand_as':
    case 'view_as':
    case 'reshape_as':
      return kept(other(0));
    case 'expand':
      return numbers.length < shape.length ? undefined : kept(expanded(shape, numbers));
    case 'repeat':
      return numbers.length < shape.length ? undefined : kept(numbers.map((times, axis) => times * (shape[axis - (numbers.length - shape.length)] ?? 1)));
    case 'flatten':
      return kept(flattened(shape, numbers[0] ?? keyword('start_dim', 0), numbers[1] ?? keyword('end_dim', -1)));
    case 'permute':
      return kept(numbers.map((axis) => shape.at(axis) ?? unresolved));
    case 'transpose':
    case 'swapaxes':
      return numbers.length === 2 ? kept(swapped(shape, numbers[0]!, numbers[1]!)) : undefined;
    case 't':
      return shape.length === 2 ? kept(swapped(shape, 0, 1)) : undefined;
    case 'pad':
      return call.positional[0] && paddedTail(numbersOf(call.positional[0]), shape);
    case 'squeeze':
      return kept(
        numbers.length === 0
          ? shape.filter((length, axis) => axis === 0 || length !== 1)
          : shape.filter((length, axis) => length !== 1 || !numbers.some((gone) => gone === axis || gone + shape.length === axis)),
      );
    case 'unsqueeze': {
      const axis = numbers[0] ?? keyword('dim', unresolved);
      const at = axis < 0 ? shape.length + 1 + axis : axis;
      return Number.isNaN(at) ? undefined : kept([...shape.slice(0, at), 1, ...shape.slice(at)]);
    }
    case 'mean':
    case 'sum':
    case 'amax':
    case 'argmax':
    case 'argmin':
    case 'std':
    case 'var':
    case 'prod':
    case 'logsumexp':
    case 'any':
    case 'all':
    case 'amin':
    case 'norm':
      return kept(reduced(shape, numbers, call, sizes));
    default:
      return elementwise.has(name) || /_$/.test(name) ? kept(shape) : undefined;
  }
}

const without = (shape: TensorShape, axis: number): TensorShape => shape.filter((_, index) => index !== (axis < 0 ? shape.length + axis : axis));
const expanded = (shape: TensorShape, sizes: readonly number[]): TensorShape =>
  sizes.map((size, axis) => (size === -1 ? (shape[axis - (sizes.length - shape.length)] ?? unresolved) : size));

/** `F.pad` counts its pairs from the last axis on. */
function paddedTail(pairs: readonly number[], shape: TensorShape): Step {
  if (pairs.length === 4) return paddedBy(pairs, shape);
  return {
    output: shape.map((length, axis) => length + (pairs[2 * (shape.length - 1 - axis)] ?? 0) + (pairs[2 * (shape.length - 1 - axis) + 1] ?? 0)),
    flops: 0,
  };
}

function reduced(shape: TensorShape, numbers: readonly number[], call: CallArguments, sizes: Sizes): TensorShape | undefined {
  const given = call.keywords.get('dim') ?? call.keywords.get('axis');
  const axes = given ? (given.kind === 'sequence' ? given.items : [given]).map((axis) => sizes.number(axis)) : numbers;
  const keeps = call.keywords.get('keepdim') ?? call.keywords.get('keepdims');
  if (axes.some(Number.isNaN) || (keeps && keeps.kind !== 'known')) return undefined;
  if (axes.length === 0) return [];
  const gone = new Set(axes.map((axis) => (axis < 0 ? shape.length + axis : axis)));
  const stays = keeps?.kind === 'known' && keeps.value === true;
  return stays ? shape.map((length, axis) => (gone.has(axis) ? 1 : length)) : shape.filter((_, axis) => !gone.has(axis));
}

const elementwise = new Set(
  (
    'relu relu6 leaky_relu elu gelu silu mish selu celu sigmoid tanh softmax log_softmax logsigmoid softplus hardswish hardsigmoid hardtanh swish masked_fill type type_as tril triu ' +
    'dropout dropout2d dropout3d alpha_dropout feature_dropout contiguous clone detach float half double long int bfloat16 bool to clamp clip abs sqrt rsqrt exp log log2 log1p pow square ' +
    'neg sin cos sign astype numpy scatter scatter_add index_add where cumprod logit erf floor ceil round softmin glu_ normalize layer_norm batch_norm instance_norm group_norm rms_norm local_response_norm cuda cpu requires_grad_ roll flip cumsum'
  ).split(' '),
);
