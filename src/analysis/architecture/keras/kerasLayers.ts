// Keras and TensorFlow.js layers by their arguments: parameters, output shape and forward FLOPs (formulas: https://keras.io/api/layers, "weights" of each layer).
import type { CallArguments } from '../../evaluate/values';
import { free, type Context, type Dialect, type Rule } from './kerasRules';
import { convolution, cropped, depthwise, globalPooling, padded, pooling, resized, scaled, separable, transposedConvolution } from './kerasWindows';
import type { LayerSize } from './layerSize';
import { LayerArguments, numbersOf, product, unresolved } from '../layerArguments';
import { channelsOf, elementsOf, reshaped, spatialOf, type Shape } from './kerasShapes';

export type { Dialect } from './kerasRules';

const unchanged: Rule = (_a, input) => free(input);

const dense: Rule = (a, input) => {
  const units = a.number('units');
  const weights = channelsOf(input) * units;
  return { parameters: weights + a.when('use_bias', true, units), output: [...spatialOf(input), units], flops: 2 * weights * product(spatialOf(input)) };
};

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

/** Layers that take several inputs; undefined for all others, and where the inputs don't fit together. */
export function kerasMergeSize(name: string, call: CallArguments, inputs: readonly Shape[]): LayerSize | undefined {
  const key = canonical(name);
  const first = inputs[0];
  if (!first) return undefined;
  if (mergers.has(key)) return inputs.every((shape) => fits(shape, first)) ? free(widest(inputs)) : undefined;
  if (key !== 'concatenate') return undefined;
  const axis = new LayerArguments(call, ['axis']).number('axis', -1);
  const index = axis < 0 ? first.length + axis : axis - 1;
  if (!inputs.every((shape) => fits(shape, first, index))) return undefined;
  return free(first.map((length, position) => (position === index ? inputs.reduce((total, shape) => total + (shape[position] ?? unresolved), 0) : length)));
}

/** Whether two shapes agree on every axis but one; open axes fit, and an axis of one is repeated. */
const fits = (shape: Shape, other: Shape, free?: number): boolean =>
  shape.length === other.length &&
  shape.every(
    (length, axis) =>
      axis === free ||
      length === other[axis] ||
      Number.isNaN(length) ||
      Number.isNaN(other[axis]!) ||
      (free === undefined && (length === 1 || other[axis] === 1)),
  );
const widest = (shapes: readonly Shape[]): Shape => shapes[0]!.map((_length, axis) => Math.max(...shapes.map((shape) => shape[axis]!)));
