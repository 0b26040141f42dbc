// What a model says of a run: its identifier, parameters, precision and checkpointing, and where its name can be changed.
import { isKnown, knownBoolean, knownString, type Instance, type Value } from '../../evaluate/values';
import { Place, plainSpan } from '../../languages/python/positions';
import { architectureOf } from '../../architecture/architectureOf';
import { configurationAt } from '../../architecture/transformers/localFolder';
import { configurationOf } from '../../architecture/transformers/configuration';
import { makingOf } from '../../architecture/torch/making';
import { readAdapterRank } from '../adapters/modelAdapters';
import { asText, derived, factOf, type Draft } from '../draft';
import type { Reading } from '../reading';
import { architectureChange } from '../sites/modelSite';
import { marked } from '../torch/marks';
import { type ModelSource, isModule, modelOf, modelSource, heldModels, holds } from './modelSources';
import { openType, typeOf } from './storedTypes';
import { methodOf } from './trainedParts';

/** Objects looked at in search of one thing. */
const searchLimit = 300;

/** Fills in what the model says: identifier, method, adapters, its own precision and checkpointing. */
export function describeModel(draft: Draft, value: Value | undefined, reading: Reading, called: readonly Value[] = []): ModelSource | undefined {
  if (value?.kind === 'choice') {
    const sources = value.options.map((option) => modelOf(option, reading)?.model);
    const identifiers = new Set(sources.map((source) => knownString(source?.identifier)));
    if (sources.every((source) => source) && identifiers.size === 1) return describeModel(draft, value.options[0], reading, called);
    draft.doubt('model', value);
    return undefined;
  }
  const direct = modelOf(value, reading);
  const found = direct && withParent(direct, called, reading);
  if (!found) {
    if (value) draft.doubt('model', value);
    return undefined;
  }
  draft.subject = found.model.object;
  const held = found.model.from === 'layers' ? heldModels(found.model.object, reading) : [];
  const names = new Set(held.map((source) => knownString(source.identifier)));
  const inner = held.length > 0 && names.size === 1 ? held[0]! : undefined;
  const source = inner ?? (held.length === 0 ? found.model : undefined);
  if (!source) return undefined;
  nameModel(draft, source);
  const whole = found.model;
  const isWhole = isWholly(value, whole.object) || (found.part !== undefined && called.includes(whole.object) && isWholly(value, found.part));
  if ((whole.from === 'layers' || whole.from === 'torchvision') && isWhole && !isBareLayer(whole.object, called)) countParameters(draft, whole.object, reading);
  describeConfiguration(draft, whole, reading);
  const method = isPartOnly(source.object, called) ? undefined : methodOf(source, found.model, found.part, reading, value);
  if (method) draft.set('method', method);
  readAdapterRank(draft, source, found.model, reading, value);
  const dtype = typeOf(source.object);
  if (dtype) draft.set('weightsPrecision', dtype);
  else doubtPrecision(draft, openType(source.object));
  flashAttention(draft, source.object);
  if (marked(found.model.object, source.object, '#checkpointing'))
    draft.set('gradientCheckpointing', derived(true, marked(found.model.object, source.object, '#checkpointing')?.span));
  if (marked(found.model.object, source.object, '#compiled')) draft.set('compile', derived(true, marked(found.model.object, source.object, '#compiled')?.span));
  return source;
}

/** Weights of a type that the program doesn't tell: without mixed precision the training runs in that. */
export function doubtPrecision(draft: Draft, type: Value | undefined): void {
  if (type) draft.unknowns.push({ fact: 'precision', reason: 'run-time', detail: 'torch_dtype', span: type.span && plainSpan(type.span) });
}

/** One layer alone is a part of something unless it is what the loop calls. */
const isBareLayer = (model: Instance, called: readonly Value[]): boolean =>
  /^torch\.nn\.(?!Sequential|Transformer$)/.test(model.callee) && !called.includes(model);

/** A container that the loop doesn't call while it calls others: the head of something that was not seen whole. */
const isPartOnly = (model: Instance, called: readonly Value[]): boolean =>
  /^torch\.nn\.\w+$/.test(model.callee) && called.length > 0 && called.some((value) => value.kind === 'instance' && isModule(value)) && !called.includes(model);

const gathering = /^(list|tuple|filter|iter|set|sum|map|itertools\.chain(\.from_iterable)?)$/;

/** Whether a value is that model or its parameters and nothing else: not one argument of a call that makes a bigger one, nor one of two models. */
function isWholly(value: Value | undefined, model: Instance): boolean {
  const seen = new Set<Value>();
  const pending: Value[] = value ? [value] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.pop()!;
    if (current === model || current.kind === 'known' || current.kind === 'reference' || seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'mapping') pending.push(...[current.entries.get('params')].filter((entry) => entry !== undefined));
    else if (current.kind === 'choice') pending.push(...current.options);
    else if (current.kind === 'instance' && current.receiver) pending.push(current.receiver);
    else if (current.kind === 'instance' && gathering.test(current.callee)) pending.push(...current.call.positional);
    else return false;
  }
  return true;
}

/** `attn_implementation="flash_attention_2"`, or the older `use_flash_attention_2=True`. */
function flashAttention(draft: Draft, model: Instance): void {
  const chosen = model.call.keywords.get('attn_implementation');
  const old = model.call.keywords.get('use_flash_attention_2');
  if (/^(kernels-community\/)?flash[_-]attn|^flash_attention_[23]$/.test(knownString(chosen) ?? '')) draft.set('flashAttention', derived(true, chosen?.span));
  else if (knownBoolean(old) === true) draft.set('flashAttention', derived(true, old?.span));
}

/** A model made of layers is counted from them. */
function countParameters(draft: Draft, model: Instance, reading: Reading): void {
  const architecture = architectureOf(model, undefined, undefined, reading.machine && makingOf(reading.machine));
  if (architecture) draft.set('parameters', derived(architecture.parameters, model.span));
}

/** A model built from a configuration, in the code or in a local folder, is counted by its architecture's formulas. */
function describeConfiguration(draft: Draft, source: ModelSource, reading: Reading): void {
  const sources = reading.machine?.sources;
  const path = knownString(source.identifier);
  const text =
    source.pretrained === false
      ? configurationOf(source.object)
      : path !== undefined && sources
        ? configurationAt(path, (file) => sources.read(file))
        : undefined;
  if (text) draft.set('configuration', derived(text, source.object.span));
}

type Found = { model: ModelSource; part?: Instance };

/** An optimizer over a part's parameters trains the head of the model that is called. */
function withParent(found: Found, called: readonly Value[], reading: Reading): Found {
  const parent = called.find(
    (value): value is Instance =>
      value.kind === 'instance' &&
      value !== found.model.object &&
      (isModule(value) || modelSource(value, reading) !== undefined) &&
      holds(value, found.model.object),
  );
  if (!parent) return found;
  return { model: modelSource(parent, reading) ?? { object: parent, pretrained: false, from: 'layers' }, part: found.model.object };
}

function nameModel(draft: Draft, source: ModelSource): void {
  if (!source.identifier) return;
  const fact = factOf(source.identifier, asText);
  if (!fact) {
    draft.doubt('model', source.identifier);
    return;
  }
  draft.set('model', fact);
  if (isKnown(source.identifier) && source.identifier.written && source.identifier.span instanceof Place) {
    const quote = source.identifier.span.text[0] === "'" ? "'" : '"';
    draft.site({ changes: 'model', span: source.identifier.span, template: `${quote}{value}${quote}`, ...architectureChange(source.identifier.span.unit) });
  }
}
