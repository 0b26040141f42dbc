// Which pre-trained network a Keras model is built on, and whether it is frozen.
import { isNone, knownBoolean, knownString, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { derived, factOf, asText, type Draft } from '../draft';
import { shortName } from '../reading';
import { partsOf } from './kerasGraph';

interface Source {
  readonly object: Instance;
  readonly identifier: Value;
  readonly pretrained: boolean | undefined;
}

/** Attribute that a loop over `base.layers` leaves when it sets `trainable`. */
export const layersTrainable = '#layersTrainable';

/** Stock networks and pre-trained models among everything that a model was made of. */
function sourcesOf(model: Value): Source[] {
  const sources: Source[] = [];
  for (const part of partsOf(model, (object) => !object.role && sourceOf(object) !== undefined)) {
    const source = part.role ? undefined : sourceOf(part);
    if (source) sources.push(source);
  }
  return sources;
}

function sourceOf(object: Instance): Source | undefined {
  const { callee, call } = object;
  const name = shortName(callee);
  const stock =
    /^(keras\.applications|classification_models|segmentation_models|keras_cv_attention_models)\b/.test(callee) ||
    call.keywords.has('include_top') ||
    knownString(call.keywords.get('weights')) === 'imagenet';
  if (stock && !object.classTarget && (/^[A-Z]/.test(name) || call.keywords.has('include_top'))) {
    const weights = call.keywords.get('weights') ?? (/^keras\.applications/.test(callee) ? call.positional[1] : undefined);
    return {
      object,
      identifier: /^[A-Z]/.test(name) ? { kind: 'known', value: name, span: object.span, origin: 'literal' } : unknown('run-time', object.span),
      pretrained: weights === undefined ? true : isNone(weights) ? false : knownString(weights) !== undefined ? true : undefined,
    };
  }
  if (/\.from_pretrained$/.test(callee) && !/(Tokenizer|Processor|Extractor|Config)\w*\.from_pretrained$/.test(callee))
    return identified(object, call.positional[0] ?? call.keywords.get('pretrained_model_name_or_path'), true);
  if (/^keras_(hub|nlp|cv)\..*\.from_preset$/.test(callee) && !/(Tokenizer|Preprocessor|Converter|Packer)\w*\.from_preset$/.test(callee))
    return identified(object, call.positional[0] ?? call.keywords.get('preset'), knownBoolean(call.keywords.get('load_weights')) ?? true);
  if (/^tensorflow_hub\.(KerasLayer|load)$/.test(callee)) return identified(object, call.positional[0] ?? call.keywords.get('handle'), true);
  if (/^keras\.(models\.|saving\.)?load_model$/.test(callee)) return identified(object, call.positional[0] ?? call.keywords.get('filepath'), true);
  return undefined;
}

/** `include_top=False`, or a top that is left open: the network's own size with its classes says too much. */
function isTopless({ callee, call }: Instance): boolean {
  const top = call.keywords.get('include_top') ?? (callee.startsWith('keras.applications.') ? call.positional[0] : undefined);
  return top !== undefined && knownBoolean(top) !== true;
}

const identified = (object: Instance, identifier: Value | undefined, pretrained: boolean): Source | undefined =>
  identifier && { object, identifier, pretrained };

function isFrozen(object: Instance): 'wholly' | 'partly' | undefined {
  const own = knownBoolean(object.attributes.get('trainable'));
  if (own === false) return 'wholly';
  if (/^tensorflow_hub\./.test(object.callee) && own === undefined) return knownBoolean(object.call.keywords.get('trainable')) === true ? undefined : 'wholly';
  const layers = knownString(object.attributes.get(layersTrainable));
  return layers === 'wholly' || layers === 'partly' ? layers : undefined;
}

/** Sets model and method; returns what the model was built on. */
export function describeKerasModel(draft: Draft, model: Value | undefined): void {
  if (!model || optionsOf(model).length > 1) {
    draft.doubt('model', model);
    return;
  }
  const sources = sourcesOf(model);
  const first = sources[0];
  if (!first) {
    const filled = filledPart(model);
    if (filled) methodOfFilled(draft, model, filled);
    else if (bringsOwnWeights(model)) return;
    else if (isBuilt(model)) draft.set('method', derived('pretrain', model.span));
    return;
  }
  const names = new Set(sources.map((source) => knownString(source.identifier)));
  if (names.size !== 1) {
    draft.doubt('model', model);
    return;
  }
  const name = factOf(first.identifier, asText);
  if (name) draft.set('model', name);
  else draft.doubt('model', first.identifier);
  if (sources.some((source) => isTopless(source.object))) draft.set('modelAltered', derived(true, first.object.span));
  const frozen = sources.map((source) => isFrozen(source.object));
  if (first.pretrained === true && isPartlyFrozen(model)) return;
  if (first.pretrained === true)
    draft.set('method', derived(frozen.every((state) => state === 'wholly') && model !== first.object ? 'frozen' : 'full', first.object.span));
  else if (first.pretrained === false) draft.set('method', derived('pretrain', first.object.span));
}

/** A network of KerasCV or KerasHub inside the model: many of them (Stable Diffusion's) load their weights without being told. */
const bringsOwnWeights = (model: Value): boolean => [...partsOf(model)].some((part) => !part.role && /^keras_(cv|hub|nlp)\.models\./.test(part.callee));

/** Layers of the finished model frozen by their numbers, up to one that isn't known: all of the network below the head, or a few of its layers. */
const isPartlyFrozen = (model: Value): boolean => model.kind === 'instance' && knownString(model.attributes.get(layersTrainable)) === 'partly';

/** A network inside the model that weights were loaded into: a model's own checkpoint fills the whole of it. */
function filledPart(model: Value): Instance | undefined {
  for (const part of partsOf(model)) if (part !== model && !part.role && part.attributes.has('#loaded')) return part;
  return undefined;
}

function methodOfFilled(draft: Draft, model: Value, filled: Instance): void {
  const freed = model.kind === 'instance' && knownString(model.attributes.get(layersTrainable)) === 'no';
  const frozen = freed ? undefined : isFrozen(filled);
  if (frozen === undefined) draft.set('method', derived('full', filled.span));
  else if (frozen === 'wholly') draft.set('method', derived('frozen', filled.span));
}

/** Whether the program itself made the model, layer by layer or as a class. */
const isBuilt = (model: Value): boolean =>
  model.kind === 'instance' &&
  !model.role &&
  !model.attributes.has('#loaded') &&
  ([model.callee, ...model.bases].some((name) => /(^|\.)(Sequential|Model|Functional)$/.test(name)) || model.classTarget !== undefined);
