// Parameters of a PyTorch module written in code: the sum over the tree of its attributes, shared modules and tied weights once.
import { addedModules } from '../../evaluate/libraries/moduleContainers';
import { isNone, type Instance, type Value } from '../../evaluate/values';
import { numbersOf, unresolved } from '../layerArguments';
import { graphLayer, isMessagePassing } from './graphLayers';
import { holdsNoModule, isHarmlessUnknown } from './holdings';
import { biasSize, normedSize, tiedSize, torchLayerParameters } from './layers';
import { tensorSize } from './tensors';
import { torchvisionParameters, type Replacement } from './torchvisionModels';

/** How objects came about, as the interpreter knows it. */
export interface Making {
  /** Whether an object was made inside a loop of the model's construction that was entered once for all its rounds, so that there may be more like it. */
  readonly isOneOfMany: (part: Instance, model: Instance) => boolean;
  /** Whether an attribute was set under a condition that isn't known. */
  readonly mayLack: (attributes: ReadonlyMap<string, Value>, name: string) => boolean;
  /** What the program read from an object, by attribute: `network.classifier` of a library's network. */
  readonly membersOf: (object: Instance) => ReadonlyMap<string, Value>;
}
const allKnown: Making = { isOneOfMany: () => false, mayLack: () => false, membersOf: () => new Map() };

/** Modules nested deeper than this are no architecture that anybody trains. */
const depthLimit = 60;
const torchNn = 'torch.nn.';
const containers = /^torch\.nn\.(Sequential|ModuleList|ModuleDict|ParameterList|ParameterDict|modules\.(container\.)?(Sequential|ModuleList))$/;
/** Wrappers that hold the module they are given and nothing else. */
const wrappers = /(^|\.)(DataParallel|DistributedDataParallel|FullyShardedDataParallel|compile|checkpoint_wrapper|spectral_norm|script)$/;
const parameter = /^torch\.nn\.(parameter\.)?Parameter$/;
/** Bases that add no weights of their own. */
const plainBases =
  /^torch\.(nn\.(modules\.(module\.)?)?Module|jit\.ScriptModule)$|(^|\.)(LightningModule|PreTrainedModel|PyTorchModelHubMixin|ModelMixin|ConfigMixin|BaseFeaturesExtractor)$|^(abc|typing)\./;
const moduleBase = /^torch\.(nn\.(modules\.(module\.)?)?Module|jit\.ScriptModule)$|(^|\.)(LightningModule|PreTrainedModel|BaseFeaturesExtractor)$/;

const shortName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** What a layer lacks whose bias the program took away: `layer.bias = None`. */
const withoutBias = (layer: Instance): number => (isNone(layer.attributes.get('bias')) ? biasSize(shortName(layer.callee), layer.call) : 0);

/** Whether the object is a PyTorch module of the workspace or of `torch.nn`. */
export const isTorchModule = (value: Value): value is Instance =>
  value.kind === 'instance' &&
  !value.role &&
  !value.receiver &&
  (value.callee.startsWith(torchNn) || value.bases.some((base) => moduleBase.test(base) || isLayerBase(base) || isMessagePassing(base)));

/** `class Block(nn.Sequential)`: the base itself holds what its constructor was given. */
const isLayerBase = (base: string): boolean => base.startsWith(torchNn) && !moduleBase.test(base);

/** Counts parameters of a module; NaN when one leaf can't be resolved. */
export const torchParameters = (module: Instance, making: Making = allKnown): number => new ParameterCount(module, making).total();

/** Where a count failed, as a path of attributes below the model (`encoder.layers.2`); undefined where it didn't. */
export function unresolvedPart(module: Instance, making: Making = allKnown): string | undefined {
  const count = new ParameterCount(module, making);
  return Number.isNaN(count.total()) ? (count.openAt ?? '') : undefined;
}

class ParameterCount {
  openAt?: string;
  private path: string[] = [];

  constructor(
    private readonly model: Instance,
    private readonly making: Making,
  ) {}

  total(): number {
    return this.of(this.model, new Set());
  }

  private open(): number {
    this.openAt ??= this.path.join('.');
    return unresolved;
  }

  private under(name: string, value: Value, counted: Set<Value>): number {
    this.path.push(name);
    const size = this.of(value, counted);
    if (Number.isNaN(size)) this.openAt ??= this.path.join('.');
    this.path.pop();
    return size;
  }

  private of(value: Value, counted: Set<Value>): number {
    if (this.path.length > depthLimit) return this.open();
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
        if (value.role) return this.derived(value, counted);
        counted.add(value);
        return this.instance(value, counted);
      case 'choice':
        return this.agreed(value.options, counted);
      default:
        return this.open();
    }
  }

  /** The common answer of several possibilities, where they have one. */
  private agreed(options: readonly Value[], counted: Set<Value>): number {
    const branches = options.map((option) => {
      const seen = new Set(counted);
      return { seen, size: this.of(option, seen) };
    });
    const [first] = branches;
    if (!branches.every(({ size }) => size === first!.size)) return this.open();
    for (const value of first!.seen) counted.add(value);
    return first!.size;
  }

  /** Something taken from an object: sizes, tensors and methods are no weights, a part of a module may be. */
  private derived(value: Instance, counted: Set<Value>): number {
    if (holdsNoModule(value)) return 0;
    // `self.weight = self.linear.weight`: counted where the layer is
    if (/\.(weight|bias)$/.test(value.callee) && value.receiver && counted.has(value.receiver)) return 0;
    return this.open();
  }

  private instance(instance: Instance, counted: Set<Value>): number {
    const { callee, call } = instance;
    if (parameter.test(callee)) return this.leaf(instance, tensorSize(instance));
    if (containers.test(callee)) return this.container(instance, counted);
    if (/(^|\.)weight_norm$/.test(callee)) return this.weightNormed(instance, counted);
    if (wrappers.test(callee)) return call.positional[0] ? this.of(call.positional[0], counted) : this.open();
    if (/^torch\.nn\.init\.\w+$/.test(callee)) return call.positional[0]?.kind === 'instance' ? this.of(call.positional[0], counted) : 0;
    if (callee === 'torch.nn.TransformerEncoder' || callee === 'torch.nn.TransformerDecoder') return this.stack(instance, counted);
    const own = callee.startsWith(torchNn) ? torchLayerParameters(shortName(callee), call) : graphLayer(callee, call, (inner) => this.of(inner, counted));
    if (own !== undefined)
      return this.leaf(instance, own - this.tied(instance, counted) - withoutBias(instance)) + this.attributes(instance, counted, /^(weight|bias|data|\[.*)$/);
    const network = torchvisionParameters(instance, this.replacements(instance), (part) => this.of(part, counted));
    if (network !== undefined) return network;
    const bases = instance.bases.filter((base) => !plainBases.test(base) && !isMessagePassing(base));
    if (isTorchModule(instance) && bases.every(isLayerBase)) return this.workspaceModule(instance, bases, counted);
    return holdsNoModule(instance) ? 0 : this.open();
  }

  private leaf(instance: Instance, size: number): number {
    if (size > 0 && this.making.isOneOfMany(instance, this.model)) return this.open();
    return size;
  }

  /** A class of the workspace: its attributes, and what its library base holds. */
  private workspaceModule(instance: Instance, bases: readonly string[], counted: Set<Value>): number {
    let total = this.attributes(instance, counted);
    for (const base of bases) {
      if (containers.test(base)) total += this.members(instance, counted);
      else total += torchLayerParameters(shortName(base), instance.call) ?? this.open();
    }
    return this.making.isOneOfMany(instance, this.model) && total > 0 ? this.open() : total;
  }

  private attributes(instance: Instance, counted: Set<Value>, without?: RegExp): number {
    let total = 0;
    for (const [name, value] of instance.attributes) {
      if (name.startsWith('#') || without?.test(name)) continue;
      if (name === addedModules) total += this.listed(value, counted);
      else if (value.kind === 'unknown') total += isHarmlessUnknown(instance, name, value) ? 0 : this.under(name, value, counted);
      else if (/^\[.*\]$/.test(name)) continue;
      else {
        const size = this.under(name, value, counted);
        total += size > 0 && this.making.mayLack(instance.attributes, name) ? this.open() : size;
      }
    }
    return total;
  }

  private container(instance: Instance, counted: Set<Value>): number {
    return this.members(instance, counted) + this.attributes(instance, counted);
  }

  /** What a container was made with, parts that the program replaced by position left out for what stands there now. */
  private members(instance: Instance, counted: Set<Value>): number {
    if (!instance.call.complete) return this.open();
    let total = 0;
    const { positional, keywords } = instance.call;
    const [only] = positional;
    const given = positional.length === 1 && only?.kind === 'sequence' && only.complete ? only.items : positional;
    const now = new Map<number, Value>();
    for (const [name, value] of instance.attributes) if (/^\[-?\d+\]$/.test(name)) now.set(Number(name.slice(1, -1)), value);
    given.forEach((member, index) => (total += this.listed(now.get(index) ?? now.get(index - given.length) ?? member, counted)));
    for (const member of keywords.values()) total += this.listed(member, counted);
    return total;
  }

  /** What a container registers: the elements of the list, mapping or `OrderedDict([(name, module)])` that it is given. */
  private listed(value: Value, counted: Set<Value>): number {
    if (value.kind === 'known') return 0;
    if (value.kind === 'sequence' || value.kind === 'mapping') {
      if (!value.complete || this.path.length > depthLimit) return this.open();
      let total = 0;
      this.path.push('*');
      for (const item of value.kind === 'sequence' ? value.items : value.entries.values()) total += this.listed(item, counted);
      this.path.pop();
      return total;
    }
    if (value.kind === 'instance' && value.callee === 'collections.OrderedDict')
      return value.call.positional[0] ? this.listed(value.call.positional[0], counted) : 0;
    return this.under('*', value, counted);
  }

  /** `nn.TransformerEncoder(layer, n, norm)` clones the layer n times. */
  private stack(instance: Instance, counted: Set<Value>): number {
    const { positional, keywords } = instance.call;
    const layer = positional[0] ?? keywords.get('encoder_layer') ?? keywords.get('decoder_layer');
    const norm = positional[2] ?? keywords.get('norm');
    if (!layer) return this.open();
    const one = this.of(layer, new Set());
    // the layer itself is only a pattern, unless the program holds it too
    return this.leaf(instance, one * numbersOf(positional[1] ?? keywords.get('num_layers'))[0]!) + (norm ? this.of(norm, counted) : 0);
  }

  /** `weight_norm(layer)` splits the weight into a direction and one length for each of its first axis (https://pytorch.org/docs/stable/generated/torch.nn.utils.weight_norm.html). */
  private weightNormed(instance: Instance, counted: Set<Value>): number {
    const [layer] = instance.call.positional;
    if (layer?.kind !== 'instance' || instance.call.positional.length > 1 || instance.call.keywords.size > 0) return this.open();
    return this.of(layer, counted) + normedSize(shortName(layer.callee), layer.call);
  }

  /** `self.head.weight = self.embedding.weight`: the matrix belongs to another layer that is counted there. */
  private tied(instance: Instance, counted: Set<Value>): number {
    const weight = instance.attributes.get('weight');
    if (weight?.kind !== 'instance') return 0;
    const owner = weight.receiver;
    if (weight.role !== 'attribute' || owner?.kind !== 'instance' || owner === instance) return 0;
    counted.add(weight);
    return tiedSize(shortName(owner.callee), owner.call);
  }

  /** Modules that the program put in place of a network's own: `model.fc = …`, `model.classifier[6] = …`. */
  private replacements(network: Instance): readonly Replacement[] {
    const found: Replacement[] = [];
    for (const [name, module] of network.attributes)
      if (!name.startsWith('#') && module.kind !== 'known') found.push({ path: name.replace(/^\[|\]$/g, ''), module });
    for (const [name, part] of this.making.membersOf(network)) {
      if (part.kind !== 'instance' || network.attributes.has(name)) continue;
      for (const [inner, module] of part.attributes) if (!inner.startsWith('#')) found.push({ path: `${name}.${inner.replace(/^\[|\]$/g, '')}`, module });
    }
    return found;
  }
}
