// Keras and TensorFlow.js layers by their arguments: parameters, output shape and forward FLOPs (formulas: https://keras.io/api/layers, "weights" of each layer).
import type { CallArguments, Value } from '../evaluate/values';
import { LayerArguments, numbersOf, product, unresolved } from './layerArguments';
import { channelsOf, elementsOf, reshaped, spatialOf, unwindowed, windowed, type Shape } from './kerasShapes';

export interface LayerSize {
  readonly parameters: number;
  readonly output: Shape;
  /** forward, one sample, 2 per multiply-add; elementwise work is left out */
  readonly flops: number;
}
/** Where the two dialects differ: TensorFlow.js's GRU has no second bias. */
export type Dialect = 'keras' | 'tfjs';

interface Context {
  readonly dialect: Dialect;
  /** sizes a layer that another one wraps */
  readonly inner: (layer: Value | undefined, input: Shape) => LayerSize | undefined;
}
type Rule = (a: LayerArguments, input: Shape, context: Context) => LayerSize | undefined;

const free = (output: Shape): LayerSize => ({ parameters: 0, output, flops: 0 });
const unchanged: Rule = (_a, input) => free(input);

const dense: Rule = (a, input) => {
  const units = a.number('units');
  const weights = channelsOf(input) * units;
  return { parameters: weights + a.when('use_bias', true, units), output: [...spatialOf(input), units], flops: 2 * weights * product(spatialOf(input)) };
};

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

const convolution =
  (rank: number): Rule =>
  (a, input) => {
    const { kernel, output } = slide(a, input, rank);
    const filters = a.number('filters');
    const weights = product(kernel) * (channelsOf(input) / a.number('groups', 1)) * filters;
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(output) };
  };

const transposedConvolution =
  (rank: number): Rule =>
  (a, input) => {
    const kernel = a.sizes('kernel_size', rank, unresolved);
    const strides = a.sizes('strides', rank, 1);
    const filters = a.number('filters');
    const weights = product(kernel) * channelsOf(input) * filters;
    const output = spatialOf(input).map((length, axis) => lastChannels(a) * unwindowed(length, kernel[axis]!, strides[axis]!, a.text('padding', 'valid')));
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(spatialOf(input)) };
  };

const separable =
  (rank: number): Rule =>
  (a, input) => {
    const { kernel, output } = slide(a, input, rank);
    const filters = a.number('filters');
    const middle = channelsOf(input) * a.number('depth_multiplier', 1);
    const weights = product(kernel) * middle + middle * filters;
    return { parameters: weights + a.when('use_bias', true, filters), output: [...output, filters], flops: 2 * weights * product(output) };
  };

const depthwise =
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

const pooling =
  (rank: number): Rule =>
  (a, input) => {
    const size = a.sizes('pool_size', rank, 2);
    const given = a.sizes('strides', rank, 0);
    const output = spatialOf(input).map(
      (length, axis) => lastChannels(a) * windowed(length, size[axis]!, given[axis] === 0 ? size[axis]! : given[axis]!, a.text('padding', 'valid')),
    );
    return input.length === rank + 1 ? free([...output, channelsOf(input)]) : undefined;
  };
const globalPooling: Rule = (a, input) => (a.flag('keepdims', false) === false && lastChannels(a) === 1 ? free([channelsOf(input)]) : undefined);

const batchNorm: Rule = (a, input) => ({ parameters: channelsOf(input) * (2 + a.when('center', true, 1) + a.when('scale', true, 1)), output: input, flops: 0 });
const layerNorm: Rule = (a, input) => ({ parameters: channelsOf(input) * (a.when('center', true, 1) + a.when('scale', true, 1)), output: input, flops: 0 });

const embedding: Rule = (a, input) => {
  const width = a.number('output_dim');
  return { parameters: a.number('input_dim') * width, output: [...input, width], flops: 0 };
};

const recurrent =
  (gates: number, biases: (a: LayerArguments, dialect: Dialect) => number): Rule =>
  (a, input, { dialect }) => {
    const units = a.number('units');
    const weights = gates * units * (units + channelsOf(input));
    const steps = input.at(-2) ?? unresolved;
    const sequences = a.flag('return_sequences', false);
    if (sequences === undefined || input.length !== 2) return undefined;
    return {
      parameters: weights + a.when('use_bias', true, gates * units * biases(a, dialect)),
      output: sequences ? [steps, units] : [units],
      flops: 2 * weights * steps,
    };
  };
const oneBias = (): number => 1;
const gruBiases = (a: LayerArguments, dialect: Dialect): number => 1 + (dialect === 'keras' ? a.when('reset_after', true, 1) : 0);

const bidirectional: Rule = (a, input, { inner }) => {
  const layer = inner(a.value('layer'), input);
  if (!layer || a.text('merge_mode', 'concat') !== 'concat') return undefined;
  return { parameters: 2 * layer.parameters, output: [...spatialOf(layer.output), 2 * channelsOf(layer.output)], flops: 2 * layer.flops };
};
const timeDistributed: Rule = (a, input, { inner }) => {
  const layer = inner(a.value('layer'), input.slice(1));
  const steps = input[0] ?? unresolved;
  return layer && { parameters: layer.parameters, output: [steps, ...layer.output], flops: steps * layer.flops };
};

/** Self- and cross-attention alike: keys and values are taken to be as wide as the query, as they nearly always are. */
const attention: Rule = (a, input) => {
  const width = channelsOf(input);
  const heads = a.number('num_heads');
  const keys = heads * a.number('key_dim');
  const values = heads * a.number('value_dim', a.number('key_dim'));
  const weights = 2 * width * keys + 2 * width * values;
  const steps = product(spatialOf(input));
  return {
    parameters: weights + a.when('use_bias', true, 2 * keys + values + width),
    output: input,
    flops: 2 * steps * weights + 2 * steps * steps * (keys + values),
  };
};

const padded: Rule = (a, input) => around(a, input, 'padding', 1);
const cropped: Rule = (a, input) => around(a, input, 'cropping', -1);
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

const scaled: Rule = (a, input) => {
  const rank = input.length - 1;
  const factors = a.sizes('size', rank, 2);
  return free([...spatialOf(input).map((length, axis) => length * factors[axis]!), channelsOf(input)]);
};
const resized: Rule = (a, input) => free([a.number('height'), a.number('width'), channelsOf(input)]);

const convolutionNames = ['filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate', 'groups', 'activation', 'use_bias'];
const transposedNames = ['filters', 'kernel_size', 'strides', 'padding'];
const depthwiseNames = ['kernel_size', 'strides', 'padding', 'depth_multiplier'];
const poolingNames = ['pool_size', 'strides', 'padding'];

const rules: Readonly<Record<string, readonly [names: readonly string[], rule: Rule]>> = {
  dense: [['units', 'activation', 'use_bias'], dense],
  conv1d: [convolutionNames, convolution(1)],
  conv2d: [convolutionNames, convolution(2)],
  conv3d: [convolutionNames, convolution(3)],
  conv1dtranspose: [transposedNames, transposedConvolution(1)],
  conv2dtranspose: [transposedNames, transposedConvolution(2)],
  conv3dtranspose: [transposedNames, transposedConvolution(3)],
  separableconv1d: [convolutionNames.slice(0, 4), separable(1)],
  separableconv2d: [convolutionNames.slice(0, 4), separable(2)],
  depthwiseconv1d: [depthwiseNames, depthwise(1)],
  depthwiseconv2d: [depthwiseNames, depthwise(2)],
  maxpooling1d: [poolingNames, pooling(1)],
  maxpooling2d: [poolingNames, pooling(2)],
  maxpooling3d: [poolingNames, pooling(3)],
  averagepooling1d: [poolingNames, pooling(1)],
  averagepooling2d: [poolingNames, pooling(2)],
  averagepooling3d: [poolingNames, pooling(3)],
  globalmaxpooling1d: [[], globalPooling],
  globalmaxpooling2d: [[], globalPooling],
  globalmaxpooling3d: [[], globalPooling],
  globalaveragepooling1d: [[], globalPooling],
  globalaveragepooling2d: [[], globalPooling],
  globalaveragepooling3d: [[], globalPooling],
  flatten: [[], (_a, input) => free([elementsOf(input)])],
  reshape: [['target_shape'], (a, input) => free(reshaped(input, numbersOf(a.value('target_shape'))))],
  permute: [['dims'], (a, input) => free(numbersOf(a.value('dims')).map((axis) => input[axis - 1] ?? unresolved))],
  repeatvector: [['n'], (a, input) => free([a.number('n'), ...input])],
  batchnormalization: [['axis', 'momentum', 'epsilon', 'center', 'scale'], batchNorm],
  layernormalization: [['axis', 'epsilon', 'center', 'scale'], layerNorm],
  groupnormalization: [['groups', 'axis', 'epsilon', 'center', 'scale'], layerNorm],
  embedding: [['input_dim', 'output_dim'], embedding],
  lstm: [['units', 'activation', 'recurrent_activation', 'use_bias'], recurrent(4, oneBias)],
  gru: [['units', 'activation', 'recurrent_activation', 'use_bias'], recurrent(3, gruBiases)],
  simplernn: [['units', 'activation', 'use_bias'], recurrent(1, oneBias)],
  bidirectional: [['layer', 'merge_mode'], bidirectional],
  timedistributed: [['layer'], timeDistributed],
  multiheadattention: [['num_heads', 'key_dim', 'value_dim'], attention],
  zeropadding1d: [['padding'], padded],
  zeropadding2d: [['padding'], padded],
  zeropadding3d: [['padding'], padded],
  cropping1d: [['cropping'], cropped],
  cropping2d: [['cropping'], cropped],
  upsampling1d: [['size'], scaled],
  upsampling2d: [['size'], scaled],
  upsampling3d: [['size'], scaled],
  resizing: [['height', 'width'], resized],
  centercrop: [['height', 'width'], resized],
  randomcrop: [['height', 'width'], resized],
};

const unchangedNames = new Set(
  (
    'activation relu leakyrelu elu thresholdedrelu softmax dropout spatialdropout1d spatialdropout2d spatialdropout3d gaussiannoise gaussiandropout alphadropout activityregularization masking rescaling ' +
    'randomflip randomrotation randomzoom randomtranslation randomcontrast randombrightness identity unitnormalization'
  ).split(' '),
);
const aliases: Readonly<Record<string, string>> = { convolution1d: 'conv1d', convolution2d: 'conv2d', deconvolution2d: 'conv2dtranspose' };
const canonical = (name: string): string => {
  const lower = name
    .toLowerCase()
    .replace(
      /^(global)?(max|avg|average)pool(?=[123]d)/,
      (_all, global: string | undefined, kind: string) => `${global ?? ''}${kind === 'avg' ? 'average' : kind}pooling`,
    );
  return Object.hasOwn(aliases, lower) ? aliases[lower]! : lower;
};

/** Size of the layer `name` (a Keras class or a tfjs factory) on an input; undefined when there is no rule for it, NaN inside when an argument is open. */
export function kerasLayerSize(name: string, call: CallArguments, input: Shape, context: Context): LayerSize | undefined {
  const key = canonical(name);
  if (unchangedNames.has(key)) return unchanged(new LayerArguments(call, []), input, context);
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
  return rule?.[1](new LayerArguments(call, rule[0]), input, context);
}

const mergers = new Set(['add', 'average', 'maximum', 'minimum', 'multiply', 'subtract']);

/** Layers that take several inputs; undefined for all others. */
export function kerasMergeSize(name: string, call: CallArguments, inputs: readonly Shape[]): LayerSize | undefined {
  const key = canonical(name);
  if (mergers.has(key) && inputs[0]) return free(inputs[0]);
  if (key !== 'concatenate' || inputs.length === 0) return undefined;
  const axis = new LayerArguments(call, ['axis']).number('axis', -1);
  const first = inputs[0]!;
  const index = axis < 0 ? first.length + axis : axis - 1;
  return free(first.map((length, position) => (position === index ? inputs.reduce((total, shape) => total + (shape[position] ?? unresolved), 0) : length)));
}
