// Parameters of a PyTorch module written in code: the sum over the tree of its attributes, shared modules and tied weights once.
import type { Instance, Value } from '../evaluate/values';
import { targetOf } from '../evaluate/machine';
import { numbersOf, product, unresolved } from './layerArguments';
import { torchLayerParameters } from './torchLayers';

/** Attribute that collects what `.append()` and its kin put into a container. */
export const addedModules = '\0added';

/** Modules nested deeper than this are no architecture that anybody trains. */
const depthLimit = 60;
const torchNn = 'torch.nn.';
const containers = new Set(['Sequential', 'ModuleList', 'ModuleDict', 'ParameterList', 'ParameterDict']);
/** Wrappers that hold the module they are given and nothing else. */
const wrappers = /(^|\.)(DataParallel|DistributedDataParallel|FullyShardedDataParallel|compile|checkpoint_wrapper|weight_norm|spectral_norm|script)$/;
/** Values beside the modules: tensors, arrays, numbers, tokenizers aren't weights. */
const notModules =
  /^(torch\.(device|zeros|ones|full|arange|linspace|eye|tensor|as_tensor|from_numpy|empty|rand|randn|randint|exp|log|sqrt|cat|stack|tril|triu|outer|Tensor|Generator|finfo)|torch\.nn\.functional\.\w+|numpy\.[\w.]+|math\.\w+|logging\.\w+|random\.\w+|os\.[\w.]+|pathlib\.\w+|collections\.\w+|einops(\.layers\.torch)?\.\w+|torchmetrics\.[\w.]+)(\.\w+)*$/;

const sizeNames = /\.(\w*_features|\w*_size|\w*_dim|\w*_channels|num_\w+|d_model|dim|shape|device|dtype|config)$/;

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);
const isModule = (instance: Instance): boolean =>
  instance.bases.some((base) => base === 'torch.nn.Module' || base.startsWith(torchNn) || /\.(LightningModule|PreTrainedModel)$/.test(base));

/** Whether the object is a PyTorch module of the workspace or of `torch.nn`. */
export const isTorchModule = (value: Value): value is Instance =>
  value.kind === 'instance' && !value.role && (isModule(value) || value.callee.startsWith(torchNn));

/** Counts parameters of a module; NaN when one leaf can't be resolved. */
export function torchParameters(module: Instance): number {
  const counted = new Set<Value>();
  return parametersOf(module, counted, 0);
}

function parametersOf(value: Value, counted: Set<Value>, depth: number): number {
  if (depth > depthLimit) return unresolved;
  switch (value.kind) {
    case 'known':
    case 'reference':
      return 0;
    // a Python list or dictionary of modules isn't registered and so not trained
    case 'sequence':
    case 'mapping':
      return 0;
    case 'instance':
      if (counted.has(value)) return 0;
      if (value.role) return derived(value);
      counted.add(value);
      return instanceParameters(value, counted, depth);
    case 'choice':
      return agreed(value.options.map((option) => parametersOf(option, new Set(counted), depth + 1)));
    default:
      return unresolved;
  }
}

/** Something taken from an object: sizes and the like are no weights, a part of another model may be. */
const derived = (value: Instance): number => (value.role === 'operator' || sizeNames.test(value.callee) ? 0 : unresolved);

/** The common answer of several possibilities, where they have one. */
const agreed = (answers: readonly number[]): number => (answers.every((answer) => answer === answers[0]) ? answers[0]! : unresolved);

function instanceParameters(instance: Instance, counted: Set<Value>, depth: number): number {
  const { callee } = instance;
  if (callee === 'torch.nn.Parameter' || callee === 'torch.nn.parameter.Parameter') return parameterSize(instance);
  if (callee.startsWith(torchNn) && containers.has(shortName(callee))) return containerParameters(instance, counted, depth);
  if (wrappers.test(callee)) return instance.call.positional[0] ? parametersOf(instance.call.positional[0], counted, depth + 1) : unresolved;
  if (callee === 'torch.nn.TransformerEncoder' || callee === 'torch.nn.TransformerDecoder') return stackParameters(instance, counted, depth);
  if (callee.startsWith(torchNn)) {
    const leaf = torchLayerParameters(shortName(callee), instance.call);
    if (leaf !== undefined) return leaf - tiedWeight(instance, counted);
  }
  if (isModule(instance)) return attributesOf(instance, counted, depth);
  return notModules.test(callee) || isPlainObject(instance) ? 0 : unresolved;
}

/** An object of a workspace class without bases: a configuration, say; such an object registers no module. */
function isPlainObject(instance: Instance): boolean {
  const target = targetOf(instance.classTarget as Value | undefined);
  return target?.type === 'class' && target.bases.length === 0;
}

function attributesOf(instance: Instance, counted: Set<Value>, depth: number): number {
  let total = 0;
  for (const [name, value] of instance.attributes) {
    if (name.startsWith('#')) continue;
    total += name === addedModules ? listed(value, counted, depth + 1) : parametersOf(value, counted, depth + 1);
  }
  return total;
}

function containerParameters(instance: Instance, counted: Set<Value>, depth: number): number {
  if (!instance.call.complete) return unresolved;
  let total = 0;
  const members = [...instance.call.positional, ...instance.call.keywords.values()];
  for (const member of members) total += listed(member, counted, depth + 1);
  return total + attributesOf(instance, counted, depth);
}

/** What a container registers: the elements of the list, mapping or `OrderedDict([(name, module)])` that it is given. */
function listed(value: Value, counted: Set<Value>, depth: number): number {
  if (depth > depthLimit) return unresolved;
  if (value.kind === 'known') return 0;
  if (value.kind === 'sequence' || value.kind === 'mapping') {
    if (!value.complete) return unresolved;
    let total = 0;
    for (const item of value.kind === 'sequence' ? value.items : value.entries.values()) total += listed(item, counted, depth + 1);
    return total;
  }
  if (value.kind === 'instance' && value.callee === 'collections.OrderedDict') {
    return value.call.positional[0] ? listed(value.call.positional[0], counted, depth + 1) : 0;
  }
  return parametersOf(value, counted, depth);
}

/** `nn.TransformerEncoder(layer, n, norm)` clones the layer n times. */
function stackParameters(instance: Instance, counted: Set<Value>, depth: number): number {
  const [layer = instance.call.keywords.get('encoder_layer') ?? instance.call.keywords.get('decoder_layer'), count = instance.call.keywords.get('num_layers')] =
    instance.call.positional;
  const norm = instance.call.positional[2] ?? instance.call.keywords.get('norm');
  if (!layer) return unresolved;
  return parametersOf(layer, new Set(), depth + 1) * numbersOf(count)[0]! + (norm ? parametersOf(norm, counted, depth + 1) : 0);
}

/** `self.head.weight = self.embedding.weight`: the matrix belongs to another layer that is counted there. */
function tiedWeight(instance: Instance, counted: Set<Value>): number {
  const weight = instance.attributes.get('weight');
  if (weight?.kind !== 'instance') return 0;
  const owner = weight.receiver;
  if (owner?.kind !== 'instance' || owner === instance) return 0;
  counted.add(weight);
  const name = shortName(owner.callee);
  const whole = torchLayerParameters(name, owner.call);
  return name === 'Embedding' || name === 'Linear' ? (whole ?? unresolved) - (name === 'Linear' ? biasOf(owner) : 0) : unresolved;
}

function biasOf(linear: Instance): number {
  const bias = linear.call.keywords.get('bias') ?? linear.call.positional[2];
  const out = linear.call.keywords.get('out_features') ?? linear.call.positional[1];
  return bias?.kind === 'known' && bias.value === false ? 0 : numbersOf(out)[0]!;
}

/** `nn.Parameter(torch.zeros(1, n, d))`: the size stands in the call that makes the tensor. */
function parameterSize(parameter: Instance): number {
  let tensor = parameter.call.positional[0] ?? parameter.call.keywords.get('data');
  for (let hops = 0; hops < 8 && tensor?.kind === 'instance'; hops++) {
    if (/^torch\.(zeros|ones|empty|randn|rand|full|normal)$/.test(tensor.callee)) {
      const sizes = tensor.call.keywords.get('size') ?? (tensor.call.positional[0]?.kind === 'sequence' ? tensor.call.positional[0] : undefined);
      if (sizes) return product(numbersOf(sizes));
      if (tensor.callee.endsWith('.full')) return unresolved;
      return product(tensor.call.positional.map((size) => numbersOf(size)[0]!));
    }
    if (tensor.callee === 'torch.tensor') {
      const value: Value | undefined = tensor.call.positional[0];
      return value?.kind === 'known'
        ? 1
        : value?.kind === 'sequence' && value.complete && value.items.every((item) => item.kind === 'known')
          ? value.items.length
          : unresolved;
    }
    tensor = tensor.receiver;
  }
  return unresolved;
}
