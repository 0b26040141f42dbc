// Parameters of Flax NNX and Equinox modules: their layers are given both sizes, so that the sum over the tree of attributes is the count.
import { isNone, type Instance, type Value } from '../../evaluate/values';
import { LayerArguments, numbersOf, product, unresolved } from '../layerArguments';

const depthLimit = 60;
const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

type Rule = readonly [names: readonly string[], parameters: (a: LayerArguments) => number];

const linear: Rule = [
  ['in_features', 'out_features'],
  (a) => a.number('in_features') * a.number('out_features') + a.when('use_bias', true, a.number('out_features')),
];
const nnxConvolution = (a: LayerArguments): number =>
  (product(numbersOf(a.value('kernel_size'))) * a.number('in_features') * a.number('out_features')) / a.number('feature_group_count', 1) +
  a.when('use_bias', true, a.number('out_features'));
const normNames = ['num_features'];
const scaleAndBias = (a: LayerArguments): number => a.number('num_features') * (a.when('use_bias', true, 1) + a.when('use_scale', true, 1));

/** flax 0.10 nnx/nn/*.py. */
const nnx: Readonly<Record<string, Rule>> = {
  Linear: linear,
  Conv: [['in_features', 'out_features', 'kernel_size'], nnxConvolution],
  ConvTranspose: [['in_features', 'out_features', 'kernel_size'], nnxConvolution],
  Embed: [['num_embeddings', 'features'], (a) => a.number('num_embeddings') * a.number('features')],
  LayerNorm: [normNames, scaleAndBias],
  BatchNorm: [normNames, scaleAndBias],
  GroupNorm: [normNames, scaleAndBias],
  RMSNorm: [normNames, (a) => a.number('num_features') * a.when('use_scale', true, 1)],
  MultiHeadAttention: [
    ['num_heads', 'in_features', 'qkv_features', 'out_features'],
    (a) => {
      const width = a.number('in_features');
      const inner = a.number('qkv_features', width);
      const out = a.number('out_features', width);
      return 3 * width * inner + inner * out + a.when('use_bias', true, 3 * inner + out);
    },
  ],
  Dropout: [[], () => 0],
};

const equinoxConvolution =
  (rank: number): ((a: LayerArguments) => number) =>
  (a) =>
    (product(a.sizes('kernel_size', rank, unresolved)) * a.number('in_channels') * a.number('out_channels')) / a.number('groups', 1) +
    a.when('use_bias', true, a.number('out_channels'));
const convolutionNames = ['in_channels', 'out_channels', 'kernel_size'];
const cell =
  (gates: number, biases: number): ((a: LayerArguments) => number) =>
  (a) => {
    const hidden = a.number('hidden_size');
    return gates * hidden * (a.number('input_size') + hidden) + a.when('use_bias', true, biases * hidden);
  };
/** Weights of `depth` hidden layers and an output layer. */
const perceptron = (a: LayerArguments): number => {
  const [input, output, width, depth] = [size(a, 'in_size'), size(a, 'out_size'), a.number('width_size'), a.number('depth')];
  if (depth === 0) return input * output + a.when('use_final_bias', true, output);
  return input * width + (depth - 1) * width * width + width * output + a.when('use_bias', true, depth * width) + a.when('use_final_bias', true, output);
};
const size = (a: LayerArguments, name: string): number => (a.text(name, '') === 'scalar' ? 1 : a.number(name));

/** equinox 0.11 nn/*.py. */
const equinox: Readonly<Record<string, Rule>> = {
  Linear: [['in_features', 'out_features'], (a) => size(a, 'in_features') * size(a, 'out_features') + a.when('use_bias', true, size(a, 'out_features'))],
  Conv1d: [convolutionNames, equinoxConvolution(1)],
  Conv2d: [convolutionNames, equinoxConvolution(2)],
  Conv3d: [convolutionNames, equinoxConvolution(3)],
  ConvTranspose2d: [convolutionNames, equinoxConvolution(2)],
  Embedding: [['num_embeddings', 'embedding_size'], (a) => a.number('num_embeddings') * a.number('embedding_size')],
  LayerNorm: [['shape'], (a) => product(numbersOf(a.value('shape'))) * (a.when('use_weight', true, 1) + a.when('use_bias', true, 1))],
  GRUCell: [['input_size', 'hidden_size'], cell(3, 4)],
  LSTMCell: [['input_size', 'hidden_size'], cell(4, 4)],
  MLP: [['in_size', 'out_size', 'width_size', 'depth'], perceptron],
  MaxPool2d: [[], () => 0],
  AvgPool2d: [[], () => 0],
  AdaptiveAvgPool2d: [[], () => 0],
  Dropout: [[], () => 0],
  Lambda: [[], () => 0],
};

/** Random keys, types and the like: no weights. */
const notWeights =
  /^(jax\.random\.(PRNGKey|key|split|fold_in)|flax\.nnx\.(Rngs|RngStream|initializers\.\w+)|jax\.nn\.\w+|jax\.dtypes?\.\w+|functools\.\w+|dataclasses\.\w+)/;
const isModule = (object: Instance): boolean => object.bases.some((base) => /^(flax\.nnx|equinox)\.(.*\.)?Module$/.test(base));

/** Whether an object is a module whose layers are all told both sizes. */
export const isSizedModule = (value: Value): value is Instance =>
  value.kind === 'instance' && !value.role && (isModule(value) || leafRule(value) !== undefined);

const leafRule = (object: Instance): Rule | undefined => {
  const table = object.callee.startsWith('flax.nnx.') ? nnx : object.callee.startsWith('equinox.nn.') ? equinox : undefined;
  const name = shortName(object.callee);
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
};

/** Counts a module; undefined when one attribute can't be resolved. */
export function sizedModuleParameters(module: Instance): number | undefined {
  const total = count(module, new Set(), 0);
  return Number.isSafeInteger(total) && total > 0 ? total : undefined;
}

function count(value: Value, seen: Set<Value>, depth: number): number {
  if (depth > depthLimit) return unresolved;
  if (value.kind === 'known' || value.kind === 'reference') return 0;
  if (value.kind === 'sequence') return value.complete ? sum(value.items, seen, depth) : unresolved;
  if (value.kind === 'mapping') return value.complete ? sum([...value.entries.values()], seen, depth) : unresolved;
  if (value.kind !== 'instance') return unresolved;
  if (seen.has(value)) return 0;
  seen.add(value);
  if (notWeights.test(value.callee)) return 0;
  if (value.role) return unresolved;
  const rule = leafRule(value);
  if (rule) return rule[1](new LayerArguments(value.call, rule[0]));
  if (/\.(Sequential|List)$/.test(value.callee) && /^(flax\.nnx|equinox\.nn)\./.test(value.callee))
    return value.call.complete ? sum(value.call.positional, seen, depth) : unresolved;
  if (value.callee === 'flax.nnx.Param') return weight(value.call.positional[0]);
  if (isModule(value))
    return sum(
      [...value.attributes].filter(([name]) => !name.startsWith('#')).map(([, held]) => held),
      seen,
      depth,
    );
  return isArray(value) ? weight(value) : isSettings(value) ? 0 : unresolved;
}

const sum = (values: readonly Value[], seen: Set<Value>, depth: number): number => values.reduce((total, value) => total + count(value, seen, depth + 1), 0);

const isArray = (value: Instance): boolean => /^jax\.(numpy\.(zeros|ones|full|empty)|random\.(normal|uniform|truncated_normal))$/.test(value.callee);
/** An object of a workspace class without bases holds settings, not weights. */
const isSettings = (value: Instance): boolean => value.classTarget !== undefined && value.bases.length === 0;

/** Elements of `jnp.zeros((n, m))`, `jax.random.normal(key, (n, m))` or `initializer(key, (n, m))`. */
function weight(value: Value | undefined): number {
  if (value?.kind !== 'instance' || value.role || isNone(value)) return unresolved;
  const shape =
    value.call.keywords.get('shape') ??
    value.call.positional.find((one) => one.kind === 'sequence') ??
    (/random/.test(value.callee) ? undefined : value.call.positional[0]);
  return shape ? product(numbersOf(shape)) : unresolved;
}
