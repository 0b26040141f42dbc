// How PyTorch's layers and functions change shapes, batch axis first; an open axis is NaN.
import type { CallArguments } from '../../evaluate/values';
import { LayerArguments, numbersOf, product, sum, unresolved } from '../layerArguments';

export type TensorShape = readonly number[];

/** What one layer makes of a shape, and its multiply-adds times two. */
export interface Step {
  readonly output: TensorShape;
  readonly flops: number;
}

const kept = (output: TensorShape): Step => ({ output, flops: 0 });

const convolutionNames = ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation', 'groups'];
const poolingNames = ['kernel_size', 'stride', 'padding', 'dilation'];

/** PyTorch's rule for windows: floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1 (https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html). */
function windowed(input: TensorShape, a: LayerArguments, rank: number, defaultStride: readonly number[]): readonly number[] {
  const kernel = a.sizes('kernel_size', rank, unresolved);
  const stride = a.value('stride') ? a.sizes('stride', rank, unresolved) : defaultStride;
  const dilation = a.sizes('dilation', rank, 1);
  const same = a.text('padding', '') === 'same';
  const padding = a.text('padding', '') === 'valid' ? Array<number>(rank).fill(0) : a.sizes('padding', rank, 0);
  const round = a.flag('ceil_mode', false) ? Math.ceil : Math.floor;
  return input
    .slice(-rank)
    .map((length, axis) => (same ? length : round((length + 2 * padding[axis]! - dilation[axis]! * (kernel[axis]! - 1) - 1) / stride[axis]!) + 1));
}

/** Channels that don't fit mean that the shape was followed wrongly. */
const fitting = (channels: number, input: TensorShape, rank: number): number => (input.at(-rank - 1) === channels ? channels : unresolved);

function convolution(call: CallArguments, input: TensorShape, rank: number): Step {
  const a = new LayerArguments(call, convolutionNames);
  const kernel = a.sizes('kernel_size', rank, unresolved);
  const channels = a.number('out_channels');
  const spatial = windowed(input, a, rank, Array<number>(rank).fill(1));
  const work = (product(kernel) * fitting(a.number('in_channels'), input, rank) * channels) / a.number('groups', 1);
  return { output: [input[0]!, channels, ...spatial], flops: input.length === rank + 2 ? 2 * work * input[0]! * product(spatial) : unresolved };
}

function transposedConvolution(call: CallArguments, input: TensorShape, rank: number): Step {
  const a = new LayerArguments(call, ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'output_padding', 'groups']);
  const [kernel, stride, padding, extra] = [
    a.sizes('kernel_size', rank, unresolved),
    a.sizes('stride', rank, 1),
    a.sizes('padding', rank, 0),
    a.sizes('output_padding', rank, 0),
  ];
  const channels = a.number('out_channels');
  const spatial = input.slice(-rank).map((length, axis) => (length - 1) * stride[axis]! - 2 * padding[axis]! + kernel[axis]! + extra[axis]!);
  const work = (product(kernel) * fitting(a.number('in_channels'), input, rank) * channels) / a.number('groups', 1);
  return { output: [input[0]!, channels, ...spatial], flops: input.length === rank + 2 ? 2 * work * input[0]! * product(input.slice(-rank)) : unresolved };
}

export function pooled(call: CallArguments, input: TensorShape, rank: number, names = poolingNames): Step {
  const a = new LayerArguments(call, names);
  return kept([...input.slice(0, -rank), ...windowed(input, a, rank, a.sizes('kernel_size', rank, unresolved))]);
}

export function adaptivelyPooled(call: CallArguments, input: TensorShape, rank: number, names = ['output_size']): Step {
  return kept([...input.slice(0, -rank), ...new LayerArguments(call, names).sizes('output_size', rank, unresolved)]);
}

function linear(call: CallArguments, input: TensorShape): Step {
  const a = new LayerArguments(call, ['in_features', 'out_features']);
  const [from, to] = [a.number('in_features'), a.number('out_features')];
  // a width that doesn't fit means that the shape was followed wrongly
  return { output: [...input.slice(0, -1), to], flops: input.at(-1) === from ? 2 * from * to * product(input.slice(0, -1)) : unresolved };
}

export const flattened = (input: TensorShape, from: number, to = -1): TensorShape => {
  const first = from < 0 ? input.length + from : from;
  const last = to < 0 ? input.length + to : to;
  return [...input.slice(0, first), product(input.slice(first, last + 1)), ...input.slice(last + 1)];
};

/** `view` and `reshape`: one size may be -1. */
export function reshapedTo(input: TensorShape, sizes: readonly number[]): TensorShape {
  const open = sizes.indexOf(-1);
  return open < 0 ? sizes : sizes.map((size, axis) => (axis === open ? product(input) / product(sizes.filter((_, other) => other !== open)) : size));
}

/** Scales images by a factor or to a size (`Upsample`, `interpolate`). */
export function resized(call: CallArguments, input: TensorShape, names: readonly string[]): Step {
  const a = new LayerArguments(call, names);
  const rank = input.length - 2;
  const spatial = a.value('scale_factor')
    ? a.sizes('scale_factor', rank, unresolved).map((factor, axis) => Math.floor(input[axis + 2]! * factor))
    : a.sizes('size', rank, unresolved);
  return kept([...input.slice(0, 2), ...spatial]);
}

/** `torch.cat(tensors, dim)`. */
export function concatenated(shapes: readonly TensorShape[], axis: number): TensorShape {
  const first = shapes[0]!;
  const at = axis < 0 ? first.length + axis : axis;
  return first.map((length, index) => (index === at ? sum(shapes.map((shape) => shape[index] ?? unresolved)) : length));
}

/** Elementwise operations stretch axes of length 1. */
export function broadcast(left: TensorShape, right: TensorShape): TensorShape {
  const length = Math.max(left.length, right.length);
  const at = (shape: TensorShape, axis: number): number => shape[axis - (length - shape.length)] ?? 1;
  return Array.from({ length }, (_, axis) => (at(left, axis) === 1 ? at(right, axis) : at(left, axis)));
}

/** Shape and work of `torch.nn.<name>` on an input; undefined when there is no rule. */
export function torchLayerStep(name: string, call: CallArguments, input: TensorShape): Step | undefined {
  const rank = Number(/([123])d$/.exec(name)?.[1] ?? 0);
  if (/^Conv[123]d$/.test(name)) return convolution(call, input, rank);
  if (/^ConvTranspose[123]d$/.test(name)) return transposedConvolution(call, input, rank);
  if (/^(Max|Avg|LP)Pool[123]d$/.test(name)) return pooled(call, input, rank);
  if (/^Adaptive(Max|Avg)Pool[123]d$/.test(name)) return adaptivelyPooled(call, input, rank);
  if (name === 'Linear') return linear(call, input);
  if (name === 'Flatten') {
    const a = new LayerArguments(call, ['start_dim', 'end_dim']);
    return kept(flattened(input, a.number('start_dim', 1), a.number('end_dim', -1)));
  }
  if (name === 'PixelShuffle') return shuffled(new LayerArguments(call, ['upscale_factor']).number('upscale_factor'), input);
  if (name === 'Unflatten') {
    const axis = new LayerArguments(call, ['dim']).number('dim');
    const sizes = numbersOf(call.positional[1] ?? call.keywords.get('unflattened_size'));
    return axis < 0 ? undefined : kept([...input.slice(0, axis), ...reshapedTo([input[axis] ?? unresolved], sizes), ...input.slice(axis + 1)]);
  }
  if (name === 'Unfold') return unfolded(call, input);
  if (/^Upsample$/.test(name)) return resized(call, input, ['size', 'scale_factor']);
  if (/^(Zero|Reflection|Replication|Constant|Circular)Pad2d$/.test(name))
    return paddedBy(numbersOf(call.positional[0] ?? call.keywords.get('padding')), input);
  if (/(Norm([123]d)?|Dropout[123]?d?)$/.test(name) || elementwise.has(name)) return kept(input);
  return undefined;
}

/** Channels spread over an image that is `factor` times as large a side. */
const shuffled = (factor: number, input: TensorShape): Step =>
  kept([...input.slice(0, -3), input.at(-3)! / factor ** 2, input.at(-2)! * factor, input.at(-1)! * factor]);

/** Patches as columns: channels times the kernel's area, by the number of places that it fits in. */
function unfolded(call: CallArguments, input: TensorShape): Step {
  const a = new LayerArguments(call, ['kernel_size', 'dilation', 'padding', 'stride']);
  const places = windowed(input, a, 2, [1, 1]);
  return kept([input[0]!, input[1]! * product(a.sizes('kernel_size', 2, unresolved)), product(places)]);
}

export function paddedBy(sizes: readonly number[], input: TensorShape): Step {
  const [left, right = left, top = left, bottom = top] = sizes as [number, number?, number?, number?];
  return kept([...input.slice(0, -2), input.at(-2)! + top + bottom, input.at(-1)! + left + right]);
}

const elementwise = new Set(
  'ReLU ReLU6 LeakyReLU RReLU ELU SELU CELU GELU SiLU Mish Hardswish Hardsigmoid Hardtanh Softplus Softsign Softmax Softmax2d LogSoftmax Sigmoid Tanh Identity PReLU LogSigmoid'.split(
    ' ',
  ),
);
