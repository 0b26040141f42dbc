// What of a model trains: all of it from scratch or from weights, a head, adapters; undefined where the program doesn't tell.
import type { Facts } from '../../../model/run';
import { callMethod } from '../../evaluate/calls';
import type { CallEvent } from '../../evaluate/machine';
import { knownString, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';
import { type ModelSource, isModule, holds } from './modelSources';

export const marked = (one: Instance, other: Instance, mark: string): Value | undefined => one.attributes.get(mark) ?? other.attributes.get(mark);

export function methodOf(source: ModelSource, outer: ModelSource, part: Instance | undefined, reading: Reading): Facts['method'] {
  const objects = [outer.object, source.object];
  const adapter = marked(objects[0]!, objects[1]!, '#peft');
  const quantized = source.from === 'transformers' ? quantization(source.object, reading) : undefined;
  if (adapter) return adapter.kind === 'instance' && isLora(adapter, reading) ? derived(quantized === '4bit' ? 'qlora' : 'lora', adapter.span) : undefined;
  if (source.pretrained === undefined) return undefined;
  const frozen = marked(objects[0]!, objects[1]!, '#frozen');
  const loaded = knownString(marked(objects[0]!, objects[1]!, '#loaded'));
  if (frozen) {
    // What is frozen and was not seen to be loaded is a backbone only where just a part of it trains.
    const backbone = source.pretrained || loaded !== undefined || part !== undefined;
    return backbone && knownString(frozen) === 'wholly' ? derived('frozen', frozen.span) : undefined;
  }
  if (loaded === 'perhaps') return undefined;
  if (source.pretrained && outer !== source && runsWithoutGradients(outer.object, source.object, reading)) return derived('frozen', source.object.span);
  const pretrained = source.pretrained || loaded === 'surely';
  if (pretrained && part && (outer === source || !heldIn(part, source.object))) return derived('frozen', part.span);
  if (!pretrained && source.from === 'layers' && hasForeignParts(source.object)) return undefined;
  return derived(pretrained ? 'full' : 'pretrain', source.object.span);
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
function isUngraded(event: CallEvent): boolean {
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
      ? [option, ...option.call.positional.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]))]
      : [option];
  });

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

const isLora = (adapter: Instance, reading: Reading): boolean => {
  const config = adapterConfig(adapter);
  return (
    config === undefined ||
    config.kind !== 'instance' ||
    reading.is(config, 'peft.LoraConfig', 'peft.AdaLoraConfig', 'peft.LoHaConfig') ||
    adapter.call.keywords.has('r') ||
    /unsloth/.test(adapter.callee)
  );
};

export function adapterConfig(adapter: Value | undefined): Value | undefined {
  if (adapter?.kind !== 'instance') return undefined;
  if (/Config$/.test(adapter.callee)) return adapter;
  return (
    adapter.call.keywords.get('peft_config') ??
    adapter.call.keywords.get('config') ??
    adapter.call.positional.find((value) => value.kind === 'instance' && /Config$/.test(value.callee))
  );
}

export function adapters(draft: Draft, source: ModelSource, outer: ModelSource, reading: Reading): void {
  const adapter = marked(outer.object, source.object, '#peft');
  if (!adapter) return;
  const config = adapterConfig(adapter);
  const rank = reading.property(config, 'r') ?? (adapter.kind === 'instance' ? reading.property(adapter, 'r') : undefined);
  if (rank) draft.number('loraRank', rank);
}

/** Whether weights are loaded in 4 or 8 bits. */
export function quantization(model: Instance, reading: Reading): '4bit' | '8bit' | undefined {
  const config = model.call.keywords.get('quantization_config');
  for (const holder of [model, ...optionsOf(config)]) {
    if (holder.kind !== 'instance') continue;
    if (reading.flag(holder, 'load_in_4bit')) return '4bit';
    if (reading.flag(holder, 'load_in_8bit')) return '8bit';
  }
  return undefined;
}
