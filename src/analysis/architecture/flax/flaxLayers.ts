// Flax Linen layers by their arguments and input: parameters, forward FLOPs and output shape (flax 0.10, linen/*.py). Batch statistics are no parameters.
import { isNone, knownBoolean, type Instance, type Value } from '../../evaluate/values';
import { sizeOf, sizesOf, type ArrayShape, type ShapeOf } from './flaxTensors';
import { product, unresolved } from '../layerArguments';

export interface FlaxLayerSize {
  readonly parameters: number;
  /** of all samples in the input, 2 per multiply-add; elementwise work is left out */
  readonly flops: number;
  readonly output: ArrayShape;
}
type Rule = (layer: LinenArguments, input: ArrayShape) => FlaxLayerSize | undefined;

class LinenArguments {
  constructor(
    private readonly layer: Instance,
    private readonly shapeOf: ShapeOf,
  ) {}

  value(name: string, position?: number): Value | undefined {
    const given = this.layer.call.keywords.get(name) ?? (position === undefined ? undefined : this.layer.call.positional[position]);
    return given && isNone(given) ? undefined : given;
  }
  size(name: string, position?: number, fallback = unresolved): number {
    const value = this.value(name, position);
    return value ? sizeOf(value, this.shapeOf) : this.layer.call.complete ? fallback : unresolved;
  }
  sizes(name: string, position?: number): number[] | undefined {
    const value = this.value(name, position);
    return value && sizesOf(value, this.shapeOf);
  }
  /** `amount` where the flag holds, NaN where that is open */
  when(name: string, fallback: boolean, amount: number): number {
    const value = this.value(name);
    const on = value ? knownBoolean(value) : fallback;
    return on === undefined ? unresolved : on ? amount : 0;
  }
  /** what `padding=((3, 3), (3, 3))`, or one number for all sides, adds to an axis; undefined where it is a word or not given */
  padding(axis: number): number | undefined {
    const value = this.value('padding');
    if (value?.kind === 'known') return typeof value.value === 'number' ? 2 * value.value : undefined;
    const pair = value?.kind === 'sequence' ? value.items[axis] : undefined;
    if (!pair) return undefined;
    const sides = sizesOf(pair, this.shapeOf);
    return sides.length === 2 ? sides[0]! + sides[1]! : 2 * sides[0]!;
  }
  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined ? 'SAME' : value.kind === 'known' ? String(value.value).toUpperCase() : undefined;
  }
}

const dense: Rule = (a, input) => {
  const features = a.size('features', 0);
  return {
    parameters: input.at(-1)! * features + a.when('use_bias', true, features),
    flops: 2 * product(input) * features,
    output: [...input.slice(0, -1), features],
  };
};

const convolution =
  (transposed: boolean): Rule =>
  (a, input) => {
    const features = a.size('features', 0);
    const kernel = a.sizes('kernel_size', 1);
    if (!kernel) return undefined;
    const strides = a.sizes('strides', 2) ?? [1];
    const padding = a.text('padding');
    const groups = a.size('feature_group_count', undefined, 1);
    const spatial = input.slice(input.length - 1 - kernel.length, -1).map((length, axis) => {
      const step = strides.length === 1 ? strides[0]! : strides[axis]!;
      if (transposed) return padding === 'SAME' ? length * step : padding === 'VALID' ? length * step + Math.max(kernel[axis]! - step, 0) : unresolved;
      if (a.value('kernel_dilation') || a.value('input_dilation')) return unresolved;
      const around = a.padding(axis);
      if (around !== undefined) return Math.floor((length + around - kernel[axis]!) / step) + 1;
      return padding === 'SAME' ? Math.ceil(length / step) : padding === 'VALID' ? Math.floor((length - kernel[axis]!) / step) + 1 : unresolved;
    });
    const weights = (product(kernel) * input.at(-1)! * features) / groups;
    const output = [...input.slice(0, input.length - 1 - kernel.length), ...spatial, features];
    const places = product((transposed ? input : output).slice(0, -1));
    return { parameters: weights + a.when('use_bias', true, features), flops: 2 * weights * places, output };
  };

/** Scale and bias; RMSNorm has no bias. */
const norm =
  (hasBias: boolean): Rule =>
  (a, input) => ({ parameters: input.at(-1)! * (a.when('use_scale', true, 1) + (hasBias ? a.when('use_bias', true, 1) : 0)), flops: 0, output: input });

const embed: Rule = (a, input) => {
  const width = a.size('features', 1);
  return { parameters: a.size('num_embeddings', 0) * width, flops: 0, output: [...input, width] };
};

/** Query, key, value and output projections (linen/attention.py); keys and values as wide as the query. */
const attention: Rule = (a, input) => {
  const width = input.at(-1)!;
  const inner = a.size('qkv_features', undefined, width);
  const out = a.size('out_features', undefined, width);
  const weights = 3 * width * inner + inner * out;
  const tokens = product(input.slice(0, -1));
  return {
    parameters: weights + a.when('use_bias', true, 3 * inner + out),
    flops: 2 * tokens * weights + 4 * tokens * (input.at(-2) ?? unresolved) * inner,
    output: [...input.slice(0, -1), out],
  };
};

const rules: Readonly<Record<string, Rule>> = {
  Dense: dense,
  Conv: convolution(false),
  ConvTranspose: convolution(true),
  LayerNorm: norm(true),
  GroupNorm: norm(true),
  BatchNorm: norm(true),
  RMSNorm: norm(false),
  Embed: embed,
  SelfAttention: attention,
  MultiHeadDotProductAttention: attention,
  MultiHeadAttention: attention,
  Dropout: (_a, input) => ({ parameters: 0, flops: 0, output: input }),
};

/** Size of a `flax.linen` layer on an input; undefined where there is no rule for it. */
export function linenLayerSize(layer: Instance, input: ArrayShape, shapeOf: ShapeOf): FlaxLayerSize | undefined {
  const name = layer.callee.slice(layer.callee.lastIndexOf('.') + 1);
  return Object.hasOwn(rules, name) ? rules[name]!(new LinenArguments(layer, shapeOf), input) : undefined;
}
