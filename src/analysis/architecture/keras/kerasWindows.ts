// Keras layers that slide a window over images or sequences, or change their borders and size.
import { type LayerArguments, numbersOf, product, unresolved } from '../layerArguments';
import { free, type Rule } from './kerasRules';
import { channelsOf, spatialOf, unwindowed, windowed, type Shape } from './kerasShapes';
import type { LayerSize } from './layerSize';

/** `channels_first` is rare enough to leave open. */
const lastChannels = (a: LayerArguments): number => (a.text('data_format', 'channels_last') === 'channels_last' ? 1 : unresolved);

interface Window {
  readonly kernel: readonly number[];
  readonly output: Shape;
}
function slide(a: LayerArguments, input: Shape, rank: number): Window {
  const kernel = a.sizes('kernel_size', rank, unresolved);
  const strides = a.sizes('strides', rank, 1);
  const dilation = a.sizes('dilation_rate', rank, 1);
  const padding = a.text('padding', 'valid');
  const output = spatialOf(input).map((length, axis) => lastChannels(a) * windowed(length, kernel[axis]!, strides[axis]!, padding, dilation[axis]));
  return { kernel, output: input.length === rank + 1 ? output : Array<number>(rank).fill(unresolved) };
}

export const convolution =
  (rank: number): Rule =>
  (a, input) => {
    const { kernel, output } = slide(a, input, rank);
    const filters = a.number('filters');
    const weights = product(kernel) * (channelsOf(input) / a.number('groups', 1)) * filters;
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(output) };
  };

export const transposedConvolution =
  (rank: number): Rule =>
  (a, input) => {
    const kernel = a.sizes('kernel_size', rank, unresolved);
    const strides = a.sizes('strides', rank, 1);
    const filters = a.number('filters');
    const weights = product(kernel) * channelsOf(input) * filters;
    const output = spatialOf(input).map((length, axis) => lastChannels(a) * unwindowed(length, kernel[axis]!, strides[axis]!, a.text('padding', 'valid')));
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(spatialOf(input)) };
  };

export const separable =
  (rank: number): Rule =>
  (a, input) => {
    const { kernel, output } = slide(a, input, rank);
    const filters = a.number('filters');
    const middle = channelsOf(input) * a.number('depth_multiplier', 1);
    const weights = product(kernel) * middle + middle * filters;
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(output) };
  };

export const depthwise =
  (rank: number): Rule =>
  (a, input) => {
    const { kernel, output } = slide(a, input, rank);
    const channels = channelsOf(input) * a.number('depth_multiplier', 1);
    return {
      parameters: product(kernel) * channels + a.when('use_bias', true, channels),
      output: [...output, channels],
      flops: 2 * product(kernel) * channels * product(output),
    };
  };

export const pooling =
  (rank: number): Rule =>
  (a, input) => {
    const size = a.sizes('pool_size', rank, 2);
    const given = a.sizes('strides', rank, 0);
    const output = spatialOf(input).map(
      (length, axis) => lastChannels(a) * windowed(length, size[axis]!, given[axis] === 0 ? size[axis]! : given[axis]!, a.text('padding', 'valid')),
    );
    return input.length === rank + 1 ? free([...output, channelsOf(input)]) : undefined;
  };
export const globalPooling: Rule = (a, input) => (a.flag('keepdims', false) === false && lastChannels(a) === 1 ? free([channelsOf(input)]) : undefined);

export const padded: Rule = (a, input) => around(a, input, 'padding', 1);
export const cropped: Rule = (a, input) => around(a, input, 'cropping', -1);
function around(a: LayerArguments, input: Shape, name: string, sign: number): LayerSize | undefined {
  const rank = input.length - 1;
  const value = a.value(name);
  const pairs =
    value?.kind === 'sequence' && value.items[0]?.kind === 'sequence'
      ? value.items.map((item) => numbersOf(item))
      : a.sizes(name, rank, name === 'padding' ? 1 : 0).map((size) => [size, size]);
  return pairs.length === rank
    ? free([...spatialOf(input).map((length, axis) => length + sign * (pairs[axis]![0]! + (pairs[axis]![1] ?? pairs[axis]![0]!))), channelsOf(input)])
    : undefined;
}

export const scaled: Rule = (a, input) => {
  const rank = input.length - 1;
  const factors = a.sizes('size', rank, 2);
  return free([...spatialOf(input).map((length, axis) => length * factors[axis]!), channelsOf(input)]);
};
export const resized: Rule = (a, input) => free([a.number('height'), a.number('width'), channelsOf(input)]);
