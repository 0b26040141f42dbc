// What of a model trains: all of it from scratch or from weights, a head, adapters; undefined where the program doesn't tell.
import type { Facts } from '../../../model/run';
import { callMethod } from '../../evaluate/calls/calls';
import type { CallEvent } from '../../evaluate/state/events';
import { ValueSearch } from '../../evaluate/valueSearch';
import { knownBoolean, knownString, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { adapterOf, isLora } from '../adapters/modelAdapters';
import { ownAdapter } from '../adapters/ownAdapters';
import { derived } from '../draft';
import { shortName, type Reading } from '../reading';
import { marked } from '../torch/marks';
import { loadedInto, loadedIntoParts } from './loadedWeights';
import { type ModelSource, isModule, holds } from './modelSources';

/** Values looked at in search of one thing. */
const searchLimit = 300;

export function methodOf(source: ModelSource, outer: ModelSource, part: Instance | undefined, reading: Reading, trained?: Value): Facts['method'] {
  const objects = [outer.object, source.object];
  const adapter = adapterOf(objects[0]!, objects[1]!);
  const quantized = source.from === 'transformers' ? quantization(source.object, reading) : undefined;
  if (adapter)
    return adapter.kind === 'instance' && isLora(adapter, reading) && quantized !== 'open'
      ? derived(quantized === '4bit' ? 'qlora' : 'lora', adapter.span)
      : undefined;
  if (source.pretrained === undefined) return undefined;
  const own = source.pretrained ? ownAdapter(trained, source.object, marked(objects[0]!, objects[1]!, '#frozen') !== undefined, reading) : undefined;
  if (own) return quantized === 'open' ? undefined : derived(quantized === '4bit' ? 'qlora' : 'lora', own.span);
  const frozen = marked(objects[0]!, objects[1]!, '#frozen');
  const loaded = loadedInto(objects, reading) ?? loadedIntoParts(outer.object, reading);
  if (frozen) {
    // What is frozen and was not seen to be loaded is a backbone only where just a part of it trains.
    const backbone = source.pretrained || loaded !== undefined || part !== undefined;
    return backbone && knownString(frozen) === 'wholly' ? derived('frozen', frozen.span) : undefined;
  }
  if (loaded === 'perhaps') return undefined;
  if (source.pretrained && outer !== source && runsWithoutGradients(outer.object, source.object, reading)) return derived('frozen', source.object.span);
  const pretrained = source.pretrained || loaded === 'surely';
  if (pretrained && part && (outer === source || !heldIn(part, source.object))) {
    const reached = partsTrained(trained, outer.object);
    if (reached.includes(everything)) return derived('full', source.object.span);
    if (pipelineNetwork.test(reached[0] ?? '') && /Pipeline\w*\.from_pretrained$/.test(source.object.callee)) return derived('full', source.object.span);
    if (reached.length > 1) return reached.some((name) => backboneAttribute.test(name)) ? derived('full', source.object.span) : undefined;
    return backboneAttribute.test(reached[0] ?? '') ? undefined : derived('frozen', part.span);
  }
  if (!pretrained && source.from === 'layers' && hasForeignParts(source.object)) return undefined;
  return derived(pretrained ? 'full' : 'pretrain', source.object.span);
}

/** Attributes under which networks keep everything but their head. */
const backboneAttribute =
  /^(features?|backbone|base(_?(model|net\w*))?|body|trunk|encoder|extractor|feature_extractor|bert|roberta|vit|resnet\w*|vgg\w*|model|net|conv\d?\w*|layer\d?|blocks?|stages?|stem)$/i;

/** The network that denoises, under the names that diffusers' pipelines hold it by. */
const pipelineNetwork = /^(unet|transformer|prior|decoder)$/;

/** Stands among the names of a model's parts for parameters of the whole. */
const everything = '*';

/** Names of the model's parts whose parameters an optimizer was given. */
function partsTrained(value: Value | undefined, model: Instance): readonly string[] {
  const names = new Set<string>();
  const search = new ValueSearch([value], searchLimit, 'deep');
  const attributes = new Map([...model.attributes].map(([name, part]) => [part, name]));
  for (const current of search) {
    const held = attributes.get(current);
    if (held !== undefined) names.add(held);
    else if (current.kind === 'instance' && current.receiver === model && /\.(named_)?parameters$/.test(current.callee)) names.add(everything);
    else if (
      current.kind === 'instance' &&
      current.role === 'attribute' &&
      current.receiver === model &&
      !/\.(parameters|named_parameters|module)$/.test(current.callee)
    )
      names.add(shortName(current.callee));
    else if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'instance') search.follow(current.receiver, ...current.call.positional);
  }
  return [...names];
}

/** Whether the module that holds a part calls it under `torch.no_grad()` only: its `forward` is followed once on something unknown. */
function runsWithoutGradients(outer: Instance, part: Instance, reading: Reading): boolean {
  const holder = holderOf(outer, part);
  const called = reading.happenings.find(({ kind }) => kind === 'forward')?.event;
  const { machine } = reading;
  if (!holder?.classTarget || !called || !machine) return false;
  const before = reading.happenings.length;
  machine.quietly(() => callMethod(machine, called.frame, holder, 'forward', called.place, [unknown('run-time')]));
  const calls = reading.happenings.slice(before).filter(({ kind, event }) => kind === 'forward' && event.instance.receiver === part);
  return calls.length > 0 && calls.every(({ event }) => isUngraded(event));
}

/** The module among whose attributes the part is. */
function holderOf(module: Instance, part: Instance, depth = 0): Instance | undefined {
  if (depth > 3) return undefined;
  const parts = [...module.attributes.values()];
  if (parts.includes(part)) return module;
  for (const value of parts) {
    const found = value.kind === 'instance' && isModule(value) ? holderOf(value, part, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Inside `with torch.no_grad():`. */
export function isUngraded(event: CallEvent): boolean {
  for (let context = event.context; context; context = context.outer)
    if (context.value.kind === 'instance' && /^torch\.(\w+\.)*(no_grad|inference_mode)$/.test(context.value.callee)) return true;
  return false;
}

const heldIn = (outer: Instance, inner: Instance): boolean => outer === inner || (isModule(outer) && holds(outer, inner));

/** Makers of values that are no weights from elsewhere. */
const plainMakers =
  /^(torch|numpy|math|logging|einops|range|operator|argparse|pathlib|collections|len|zip|enumerate|copy|random|time|tqdm|transformers\.\w*(Config|Tokenizer)|torchvision\.(transforms|ops))\b/;

/** A part that some other library made: its weights may be pre-trained. */
function hasForeignParts(module: Instance, depth = 0): boolean {
  if (depth > 3) return false;
  return [...module.attributes].some(([name, value]) => {
    if (name.startsWith('#')) return false;
    return partsIn(value).some(
      (option) =>
        option.kind === 'instance' &&
        !option.role &&
        (hasWeightsSet(option) ||
          (option.classTarget
            ? isModule(option) && hasForeignParts(option, depth + 1)
            : !plainMakers.test(option.callee) && !/^[A-Z]/.test(shortName(option.callee)))),
    );
  });
}

/** The possibilities of an attribute, and the elements of lists and containers of modules. */
const partsIn = (value: Value): readonly Value[] =>
  optionsOf(value).flatMap((option) => {
    if (option.kind === 'sequence') return option.items;
    return option.kind === 'instance' && /^torch\.nn\.(Sequential|ModuleList)$/.test(option.callee)
      ? [option, ...option.call.positional.flatMap((item) => (item.kind === 'sequence' ? item.items : [item])), ...(option.call.spread ?? []).map(taken)]
      : [option];
  });

/** What layers that were spread into a container were taken from: the network of `list(network.children())[:-1]`. */
function taken(layers: Value): Value {
  let current = layers;
  for (let step = 0; step < longestWay && current.kind === 'instance'; step++) {
    const from: Value | undefined = current.callee === 'list' && !current.role ? current.call.positional[0] : current.receiver;
    if (!from) break;
    current = from;
  }
  return current;
}
const longestWay = 8;

/** A layer whose weights the program replaced by something else than another layer's: perhaps by trained ones. */
const hasWeightsSet = (layer: Instance): boolean => {
  if (!/^torch\.nn\.\w+$/.test(layer.callee)) return false;
  const weight = layer.attributes.get('weight');
  return (
    weight !== undefined &&
    !(weight.kind === 'instance' && (weight.role === 'attribute' || (/^torch\.nn\.Parameter$/.test(weight.callee) && isMadeHere(weight))))
  );
};

/** `nn.Parameter(torch.randn(...))`: fresh numbers. */
const isMadeHere = (parameter: Instance): boolean => {
  const tensor = parameter.call.positional[0];
  return tensor?.kind === 'instance' && /^torch\.(randn?|zeros|ones|empty|full|normal)$/.test(tensor.callee);
};

/** Whether weights are loaded in 4 or 8 bits; `open` where the program doesn't tell. */
export function quantization(model: Instance, reading: Reading): '4bit' | '8bit' | 'open' | undefined {
  const configs = optionsOf(model.call.keywords.get('quantization_config'));
  const kinds = new Set((configs.length > 0 ? configs : [undefined]).map((config) => bitsOf(model, config, reading)));
  return kinds.size === 1 ? [...kinds][0] : 'open';
}

function bitsOf(model: Instance, config: Value | undefined, reading: Reading): '4bit' | '8bit' | 'open' | undefined {
  const flags = ['load_in_4bit', 'load_in_8bit'].map((name) => [reading.property(model, name), reading.property(config, name)]);
  if (flags[0]!.some((flag) => knownBoolean(flag) === true)) return '4bit';
  if (flags[1]!.some((flag) => knownBoolean(flag) === true)) return '8bit';
  const given = [config, ...flags.flat()].filter((value) => value !== undefined);
  return given.some((value) => value.kind === 'unknown' || value.kind === 'choice') ? 'open' : undefined;
}

/** What 4-bit weights are computed in: `bnb_4bit_compute_dtype`, float32 unless it is given. */
export function computeType(model: Instance): Value | undefined {
  const [config] = optionsOf(model.call.keywords.get('quantization_config'));
  return config?.kind === 'instance' ? config.call.keywords.get('bnb_4bit_compute_dtype') : undefined;
}
