// What made a model: a hub's weights, a library's architecture, or layers written in the program; and which model a value belongs to.
import { ValueSearch } from '../../evaluate/valueSearch';
import { isKnown, knownBoolean, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { shortName, type Reading } from '../reading';

/** Objects looked at in search of one thing. */
const searchLimit = 300;

const pretrainedMakers = /\.(from_pretrained|load_from_checkpoint)$/;
const scratchMakers = /\.(from_config|_from_config)$/;

/** Model classes of transformers and diffusers, and what else goes by such names there. */
const architectures =
  /^(transformers|diffusers)\.([\w.]+\.)?(?!TF[A-Z]|Flax[A-Z])\w*?(Model|(?<!Collator)For[A-Z]\w+|UNet\d\w+|Transformer\dDModel|AutoencoderKL\w*|VQModel)$/;
const noArchitectures = /^(EMAModel|Auto\w+)$|Collator|Trainer|Config|Tokenizer|Processor|Pipeline|Scheduler|Callback|Output$/;

/** How an object that is a model was made. */
export interface ModelSource {
  readonly object: Instance;
  readonly pretrained: boolean | undefined;
  readonly identifier?: Value;
  readonly from: 'transformers' | 'timm' | 'torchvision' | 'keras' | 'layers' | 'hub';
}

/** Reads what made a model; undefined for things that are none. */
export function modelSource(value: Value | undefined, reading: Reading): ModelSource | undefined {
  if (value?.kind !== 'instance' || value.role === 'item' || value.role === 'element' || value.role === 'operator') return undefined;
  const { callee, call } = value;
  if (pretrainedMakers.test(callee) && !/(Tokenizer|Processor|Extractor|Config|Scheduler)\w*\.from_pretrained$|^torch\./.test(callee)) {
    const identifier = call.positional[0] ?? call.keywords.get('pretrained_model_name_or_path') ?? call.keywords.get('model_name');
    // A head put on a model that is loaded already: `AutoModelForCausalLMWithValueHead.from_pretrained(model)`.
    const inner = identifier?.kind === 'instance' ? modelSource(identifier, reading) : undefined;
    return inner ?? { object: value, pretrained: identifier?.kind === 'choice' ? undefined : true, identifier, from: 'transformers' };
  }
  // A copy of another network's weights, all of which trains beside the frozen original.
  if (/\.(from_unet|from_transformer)$/.test(callee)) return { object: value, pretrained: undefined, from: 'hub' };
  if (scratchMakers.test(callee)) {
    // Which architecture is still to be said: the program is meant to be given a model.
    const config = call.positional[0] ?? call.keywords.get('config');
    const open = optionsOf(config).some((option) => option.kind === 'unknown' && option.reason === 'required-argument');
    return { object: value, pretrained: open ? undefined : false, from: 'transformers' };
  }
  if (callee === 'timm.create_model' || callee.endsWith('.timm.create_model') || reading.is(value, 'timm.create_model')) {
    return {
      object: value,
      pretrained: knownBoolean(call.keywords.get('pretrained') ?? call.positional[1]) ?? (call.keywords.has('pretrained') ? undefined : false),
      identifier: call.keywords.get('model_name') ?? call.positional[0],
      from: 'timm',
    };
  }
  if (/^lightning\.[\w.]*get_torchvision_model$/.test(callee)) return torchvisionModel(value);
  if (/^paddle\.vision\.models\.[a-z]\w*$/.test(callee) && !value.receiver && !value.role) return { ...torchvisionModel(value), from: 'hub' };
  if (/^torchvision\.models\.([a-z]\w*\.)*[a-z]\w*$/.test(callee) && !value.receiver && !value.role && !/_Weights|transforms|\.DEFAULT$/.test(callee))
    return torchvisionModel(value);
  if (/^torchvision\.models\.(\w+\.)*[A-Z]\w*(?<!Generator|Align|Predictor|Head|Conv\w*|_Weights)$/.test(callee) && !value.receiver && !value.role)
    return torchvisionClass(value, reading);
  if (callee === 'torch.hub.load')
    return {
      object: value,
      pretrained: !call.keywords.has('pretrained') || knownBoolean(call.keywords.get('pretrained')) === true,
      identifier: call.positional[1] ?? call.keywords.get('model'),
      from: 'hub',
    };
  if (/^efficientnet_pytorch\.EfficientNet\.from_(pretrained|name)$/.test(callee))
    return { object: value, pretrained: callee.endsWith('from_pretrained'), identifier: call.positional[0], from: 'hub' };
  // segmentation_models_pytorch 0.5: every architecture has an ImageNet encoder unless `encoder_weights=None`.
  if (/^segmentation_models_pytorch\.([A-Z]\w*|create_model|from_pretrained)$/.test(callee) && !value.receiver && !value.role) {
    const weights = call.keywords.get('encoder_weights');
    return {
      object: value,
      pretrained: weights === undefined ? call.complete || undefined : isKnown(weights) ? weights.value !== null : undefined,
      from: 'hub',
    };
  }
  if (isModule(value)) return { object: value, pretrained: false, from: 'layers' };
  // `GPT2LMHeadModel(config)`, `UNet2DModel(sample_size=64)`: the architecture without weights.
  if (value.receiver === undefined && architectures.test(callee) && !noArchitectures.test(shortName(callee)))
    return { object: value, pretrained: false, from: callee.startsWith('transformers') ? 'transformers' : 'hub' };
  return undefined;
}

/** A network's class rather than one of its builders; what it is put around may bring weights. */
function torchvisionClass(value: Instance, reading: Reading): ModelSource {
  const parts = [...value.call.positional, ...value.call.keywords.values()].filter((part) => part.kind === 'instance');
  const brought = parts.some((part) => modelOf(part, reading)?.model.pretrained === true);
  return { object: value, pretrained: brought || (parts.length > 0 ? undefined : false), from: 'hub' };
}

function torchvisionModel(value: Instance): ModelSource {
  const { call, callee } = value;
  const weights = call.keywords.get('weights') ?? call.keywords.get('pretrained') ?? call.positional[0];
  const getter = /^get_(torchvision_)?model$/.test(shortName(callee));
  const given = getter ? call.keywords.get('weights') : weights;
  const pretrained =
    given === undefined ? false : isKnown(given) ? Boolean(given.value) : given.kind === 'reference' || given.kind === 'instance' ? true : undefined;
  const name: Value = getter
    ? (call.positional[0] ?? { kind: 'unknown', reason: 'run-time', origin: 'derived' })
    : { kind: 'known', value: shortName(callee), span: value.span, origin: 'literal' };
  return { object: value, pretrained, identifier: name, from: 'torchvision' };
}

export const isModule = (value: Instance): boolean =>
  value.receiver === undefined &&
  (/^torch\.nn\.(?!functional|utils|init|parallel|Parameter|\w*Loss)|^paddle\.nn\.(Sequential|LayerList)$|^paddle\.vision\.models\.[A-Z]\w*$/.test(
    value.callee,
  ) ||
    value.bases.some((base) =>
      /^torch\.nn\.(Module|Sequential|modules\.)|^paddle\.nn\.(Layer|Sequential)$|^mindspore\.nn\.Cell$|(^|\.)(LightningModule|PreTrainedModel|ModelMixin)$|^transformers\..*(Model|ForSequenceClassification|PreTrainedModel)$|^torch\.nn\.\w+$|^(timm|torchvision)\.models\.[\w.]*\.[A-Z]\w*$/.test(
        base,
      ),
    ));

/** The model that parameters, a wrapper or a loss belong to; `part` when only a part of it was named. */
export function modelOf(value: Value | undefined, reading: Reading): { model: ModelSource; part?: Instance } | undefined {
  const seen = new Set<Value>();
  const pending: { value: Value; part?: Instance }[] = value ? [{ value }] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const { value: current, part } = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'instance') {
      const source = current.role === 'attribute' ? undefined : modelSource(current, reading);
      if (source) return { model: source, part };
      const isPart =
        current.role === 'attribute' &&
        !/\.(parameters|named_parameters|module|trainable_variables)$/.test(current.callee) &&
        current.receiver?.kind === 'instance';
      if (current.receiver) pending.push({ value: current.receiver, part: part ?? (isPart ? current : undefined) });
      if (current.role !== 'attribute')
        for (const argument of [...current.call.positional, ...current.call.keywords.values()])
          if (argument.kind !== 'known') pending.push({ value: argument, part });
    } else if (current.kind === 'sequence') pending.push(...current.items.map((item) => ({ value: item, part })));
    else if (current.kind === 'mapping')
      for (const key of ['params', ...current.entries.keys()]) {
        const entry = current.entries.get(key);
        if (entry && entry.kind !== 'known') pending.push({ value: entry, part });
      }
    else if (current.kind === 'choice') pending.push(...current.options.map((option) => ({ value: option, part })));
    else if (current.kind === 'unknown') for (const input of current.inputs ?? []) pending.push({ value: input, part });
  }
  return undefined;
}

/** Steps from layers back to the network that they were taken from. */
const longestWay = 8;
const sizeName = /\.((in|out|num)_(features|channels|classes)|\w*(dim|size))$/;

/** The network whose layers a value is: `list(resnet.children())[:-1]`, `vgg.features`. */
function layersOf(value: Instance, reading: Reading): ModelSource | undefined {
  let current: Value | undefined = value;
  for (let step = 0; step < longestWay && current?.kind === 'instance'; step++) {
    const source = current.role === 'attribute' ? undefined : modelSource(current, reading);
    if (source) return source;
    if (current.role === 'attribute' && sizeName.test(current.callee)) return undefined;
    const passes: boolean =
      current.role === 'item' || current.role === 'attribute' || current.role === 'element' || /\.(named_)?(children|modules)$/.test(current.callee);
    current = passes ? current.receiver : current.callee === 'list' ? current.call.positional[0] : undefined;
  }
  return undefined;
}

/** Pre-trained models that a module of the workspace holds in its attributes. */
export function heldModels(module: Instance, reading: Reading, depth = 0, seen = new Set<Value>()): ModelSource[] {
  if (depth > 4 || seen.has(module)) return [];
  seen.add(module);
  return [...module.attributes]
    .filter(([name]) => !name.startsWith('#'))
    .flatMap(([, value]) => optionsOf(value))
    .concat(/^torch\.nn\./.test(module.callee) ? [...module.call.positional, ...(module.call.spread ?? [])] : [])
    .flatMap((value) => {
      if (value.kind !== 'instance')
        return value.kind === 'sequence'
          ? value.items.flatMap((item) => (item.kind === 'instance' && isModule(item) ? heldModels(item, reading, depth + 1, seen) : []))
          : [];
      const source = modelSource(value, reading) ?? layersOf(value, reading);
      if (source && source.from !== 'layers') return [source];
      return isModule(value) ? heldModels(value, reading, depth + 1, seen) : [];
    });
}

/** Whether any of the modules that a value leads to (the parameters given to an optimizer, say) is or holds pre-trained weights. */
export function reachesPretrained(value: Value | undefined, reading: Reading): boolean {
  const search = new ValueSearch([value], searchLimit, 'deep');
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'choice') search.follow(...current.options);
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'instance') {
      const source = current.role === 'attribute' ? undefined : modelSource(current, reading);
      if (source && (source.from === 'layers' ? heldModels(current, reading) : [source]).some((held) => held.pretrained !== false)) return true;
      search.follow(current.receiver);
      search.follow(...current.call.positional);
      if (source?.from === 'layers') search.follow(...[...current.attributes].filter(([name]) => !name.startsWith('#')).map(([, part]) => part));
    }
  }
  return false;
}

export function holds(module: Instance, part: Instance, depth = 0): boolean {
  if (depth > 3) return false;
  const parts = [
    ...module.attributes.values(),
    ...module.call.positional.flatMap((value) => (value.kind === 'sequence' ? value.items : value.kind === 'mapping' ? [...value.entries.values()] : [value])),
  ];
  return parts.some((value) => value === part || (value.kind === 'instance' && isModule(value) && holds(value, part, depth + 1)));
}
