// Parameters of PyTorch's own layers by their constructor arguments (formulas: https://pytorch.org/docs/stable/nn.html, "Variables" of each layer).
import type { CallArguments } from '../../evaluate/values';
import { LayerArguments, product, unresolved } from '../layerArguments';

/** The number of parameters; {@link unresolved} when an argument is open. */
type Count = (a: LayerArguments) => number;

const linear: Count = (a) => a.number('in_features') * a.number('out_features') + a.when('bias', true, a.number('out_features'));

const convolution =
  (rank: number): Count =>
  (a) =>
    (a.number('in_channels') / a.number('groups', 1)) * a.number('out_channels') * product(a.sizes('kernel_size', rank, unresolved)) +
    a.when('bias', true, a.number('out_channels'));

const batchNorm: Count = (a) => a.when('affine', true, 2 * a.number('num_features'));
const instanceNorm: Count = (a) => a.when('affine', false, 2 * a.number('num_features'));

/** An RNN of `gates` gates: per layer and direction W_ih, W_hh and two biases. */
const recurrent =
  (gates: number): Count =>
  (a) => {
    const hidden = a.number('hidden_size');
    const layers = a.number('num_layers', 1);
    const directions = 1 + a.when('bidirectional', false, 1);
    const output = a.number('proj_size', 0) || hidden;
    const projection = output === hidden ? 0 : hidden * output;
    const layer = (input: number): number => directions * (gates * hidden * (input + output) + a.when('bias', true, 2 * gates * hidden) + projection);
    return layer(a.number('input_size')) + (layers - 1) * layer(directions * output);
  };

const recurrentCell =
  (gates: number): Count =>
  (a) =>
    gates * a.number('hidden_size') * (a.number('input_size') + a.number('hidden_size')) + a.when('bias', true, 2 * gates * a.number('hidden_size'));

const attention: Count = (a) => {
  const width = a.number('embed_dim');
  const inputs = width + a.number('kdim', width) + a.number('vdim', width);
  return width * inputs + width * width + a.when('bias', true, 4 * width) + a.when('add_bias_kv', false, 2 * width);
};

const selfAttention = (width: number, bias: number): number => 4 * width * width + 4 * width * bias;
const feedForward = (width: number, inner: number, bias: number): number => 2 * width * inner + (inner + width) * bias;
const norm = (width: number, bias: number): number => width + width * bias;

const encoderLayer = (a: LayerArguments): number => {
  const width = a.number('d_model');
  const bias = a.when('bias', true, 1);
  return selfAttention(width, bias) + feedForward(width, a.number('dim_feedforward', 2048), bias) + 2 * norm(width, bias);
};
const decoderLayer = (a: LayerArguments): number => {
  const width = a.number('d_model');
  const bias = a.when('bias', true, 1);
  return 2 * selfAttention(width, bias) + feedForward(width, a.number('dim_feedforward', 2048), bias) + 3 * norm(width, bias);
};

/** The whole `nn.Transformer`: both stacks, and a norm after each. */
const transformer: Count = (a) => {
  const width = a.number('d_model', 512);
  const bias = a.when('bias', true, 1);
  const inner = a.number('dim_feedforward', 2048);
  const encoder = selfAttention(width, bias) + feedForward(width, inner, bias) + 2 * norm(width, bias);
  const decoder = encoder + selfAttention(width, bias) + norm(width, bias);
  return a.number('num_encoder_layers', 6) * encoder + a.number('num_decoder_layers', 6) * decoder + 2 * norm(width, bias);
};

const normalizedShape = (a: LayerArguments): number => product(numbers(a, 'normalized_shape'));
const numbers = (a: LayerArguments, name: string): readonly number[] => {
  const value = a.value(name);
  return value?.kind === 'sequence' ? a.sizes(name, value.items.length, unresolved) : [a.number(name)];
};

const convolutionNames = ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation', 'groups', 'bias'];
const transposedNames = ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'output_padding', 'groups', 'bias'];
const normNames = ['num_features', 'eps', 'momentum', 'affine'];
const recurrentNames = ['input_size', 'hidden_size', 'num_layers', 'bias', 'batch_first', 'dropout', 'bidirectional', 'proj_size'];
const layerNames = ['d_model', 'nhead', 'dim_feedforward', 'dropout', 'activation'];

const layers: Readonly<Record<string, readonly [names: readonly string[], count: Count]>> = {
  Linear: [['in_features', 'out_features', 'bias'], linear],
  Bilinear: [
    ['in1_features', 'in2_features', 'out_features', 'bias'],
    (a) => a.number('in1_features') * a.number('in2_features') * a.number('out_features') + a.when('bias', true, a.number('out_features')),
  ],
  Conv1d: [convolutionNames, convolution(1)],
  Conv2d: [convolutionNames, convolution(2)],
  Conv3d: [convolutionNames, convolution(3)],
  ConvTranspose1d: [transposedNames, convolution(1)],
  ConvTranspose2d: [transposedNames, convolution(2)],
  ConvTranspose3d: [transposedNames, convolution(3)],
  BatchNorm1d: [normNames, batchNorm],
  BatchNorm2d: [normNames, batchNorm],
  BatchNorm3d: [normNames, batchNorm],
  SyncBatchNorm: [normNames, batchNorm],
  InstanceNorm1d: [normNames, instanceNorm],
  InstanceNorm2d: [normNames, instanceNorm],
  InstanceNorm3d: [normNames, instanceNorm],
  GroupNorm: [['num_groups', 'num_channels', 'eps', 'affine'], (a) => a.when('affine', true, 2 * a.number('num_channels'))],
  LayerNorm: [
    ['normalized_shape', 'eps', 'elementwise_affine', 'bias'],
    (a) => a.when('elementwise_affine', true, normalizedShape(a) * (1 + a.when('bias', true, 1))),
  ],
  RMSNorm: [['normalized_shape', 'eps', 'elementwise_affine'], (a) => a.when('elementwise_affine', true, normalizedShape(a))],
  Embedding: [['num_embeddings', 'embedding_dim'], (a) => a.number('num_embeddings') * a.number('embedding_dim')],
  EmbeddingBag: [['num_embeddings', 'embedding_dim'], (a) => a.number('num_embeddings') * a.number('embedding_dim')],
  LSTM: [recurrentNames, recurrent(4)],
  GRU: [recurrentNames, recurrent(3)],
  RNN: [['input_size', 'hidden_size', 'num_layers', 'nonlinearity', 'bias', 'batch_first', 'dropout', 'bidirectional'], recurrent(1)],
  LSTMCell: [['input_size', 'hidden_size', 'bias'], recurrentCell(4)],
  GRUCell: [['input_size', 'hidden_size', 'bias'], recurrentCell(3)],
  RNNCell: [['input_size', 'hidden_size', 'bias'], recurrentCell(1)],
  MultiheadAttention: [['embed_dim', 'num_heads', 'dropout', 'bias', 'add_bias_kv', 'add_zero_attn', 'kdim', 'vdim'], attention],
  TransformerEncoderLayer: [layerNames, encoderLayer],
  TransformerDecoderLayer: [layerNames, decoderLayer],
  Transformer: [['d_model', 'nhead', 'num_encoder_layers', 'num_decoder_layers', 'dim_feedforward'], transformer],
  PReLU: [['num_parameters'], (a) => a.number('num_parameters', 1)],
};

/** Layers of `torch.nn` that hold no parameter, by name or by how the name ends. */
const withoutParameters = new Set(
  (
    'ReLU ReLU6 LeakyReLU RReLU ELU SELU CELU GELU GLU SiLU Mish Hardswish Hardsigmoid Hardtanh Hardshrink Softplus Softshrink Softsign Softmax Softmax2d Softmin LogSoftmax LogSigmoid ' +
    'Sigmoid Tanh Tanhshrink Threshold Identity Flatten Unflatten Fold Unfold CosineSimilarity PairwiseDistance ChannelShuffle PixelShuffle PixelUnshuffle Upsample UpsamplingNearest2d ' +
    'UpsamplingBilinear2d LocalResponseNorm CrossMapLRN2d'
  ).split(' '),
);
const withoutParametersSuffix = /(Dropout[123]?d?|Pool[123]d|Unpool[123]d|Pad[123]d|(?<!WithLoss|SoftmaxWith)Loss)$/;

/** Parameters of `torch.nn.<name>(…)`; undefined when it isn't a leaf of this table, NaN when an argument is open. */
export function torchLayerParameters(name: string, call: CallArguments): number | undefined {
  const layer = Object.hasOwn(layers, name) ? layers[name] : undefined;
  if (layer) return layer[1](new LayerArguments(call, layer[0]));
  return withoutParameters.has(name) || withoutParametersSuffix.test(name) ? 0 : undefined;
}

/** Lengths that `weight_norm` adds to a layer: one for each of the weight's first axis. */
export function normedSize(name: string, call: CallArguments): number {
  if (name === 'Linear') return new LayerArguments(call, ['in_features', 'out_features']).number('out_features');
  if (/^Conv[123]d$/.test(name)) return new LayerArguments(call, convolutionNames).number('out_channels');
  return /^ConvTranspose[123]d$/.test(name) ? new LayerArguments(call, transposedNames).number('in_channels') : unresolved;
}

/** The bias that a layer was made with. */
export function biasSize(name: string, call: CallArguments): number {
  const names = name === 'Linear' ? ['in_features', 'out_features', 'bias'] : name.startsWith('ConvTranspose') ? transposedNames : convolutionNames;
  if (!/^(Linear|Conv(Transpose)?[123]d)$/.test(name)) return unresolved;
  const a = new LayerArguments(call, names);
  return a.when('bias', true, a.number(name === 'Linear' ? 'out_features' : 'out_channels'));
}

/** The weight matrix alone of a layer whose weight another one takes over. */
export function tiedSize(name: string, call: CallArguments): number {
  if (name === 'Embedding') return torchLayerParameters(name, call) ?? unresolved;
  if (name !== 'Linear') return unresolved;
  const a = new LayerArguments(call, ['in_features', 'out_features']);
  return a.number('in_features') * a.number('out_features');
}
