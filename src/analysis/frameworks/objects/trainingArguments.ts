// The facts that an object like transformers' TrainingArguments holds, with the library's defaults, and the edits it takes.
import { known, knownBoolean, knownNumber, knownString, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { asBoolean, derived, libraryDefault, type Draft } from '../draft';
import type { Reading } from '../reading';
import { doubtPrecision } from './models';
import { optimizerText } from './optimizers';
import { dtypeName, isOpenType } from './storedTypes';
import { computeType } from './trainedParts';

/** Everything but model and data. `args` may be unknown: then nothing but the reason is recorded. */
export function describeArguments(draft: Draft, args: Value | undefined, reading: Reading): void {
  if (!args || args.kind !== 'instance') {
    for (const fact of ['perDeviceBatchSize', 'epochs', 'learningRate'] as const) draft.doubt(fact, args);
    return;
  }
  const property = (name: string): Value | undefined => reading.property(args, name);
  const perGpu = reading.stated(args, 'per_gpu_train_batch_size');
  if (knownBoolean(property('auto_find_batch_size')) !== true)
    draft.number(
      'perDeviceBatchSize',
      reading.stated(args, 'per_device_train_batch_size') ?? (perGpu && knownNumber(perGpu) !== undefined ? perGpu : property('per_device_train_batch_size')),
    );
  draft.number('gradientAccumulation', property('gradient_accumulation_steps'));
  globalBatch(draft, property('gradient_accumulation_steps'));
  const steps = property('max_steps');
  if (knownNumber(steps) !== undefined && knownNumber(steps)! > 0) draft.number('maxSteps', steps);
  else if (steps === undefined || knownNumber(steps) !== undefined || (steps.kind === 'known' && steps.value === null))
    draft.number('epochs', property('num_train_epochs'));
  else {
    draft.doubt('maxSteps', steps);
    draft.doubt('epochs', steps);
  }
  draft.number('learningRate', property('learning_rate'));
  const optimizer = property('optim');
  const name = knownBoolean(property('adafactor')) === true ? optimizerText(known('adafactor')) : optimizerText(optimizer);
  if (name) draft.set('optimizer', name);
  else draft.doubt('optimizer', optimizer);
  precision(draft, args, reading);
  if (!draft.facts.gradientCheckpointing) draft.take('gradientCheckpointing', property('gradient_checkpointing'), asBoolean);
  if (knownBoolean(property('torch_compile')) === true) draft.take('compile', property('torch_compile'), asBoolean);
  sharding(draft, args, reading);
  argumentSites(draft, args, reading);
}

/** `batch_size // micro_batch_size`: what is divided is the global batch. */
export function globalBatch(draft: Draft, accumulation: Value | undefined): void {
  const [whole, part] = accumulation?.inputs ?? [];
  const perDevice = draft.facts.perDeviceBatchSize?.value;
  if (perDevice === undefined || knownNumber(part) !== perDevice || part?.span === undefined) return;
  if ((knownNumber(whole) ?? 0) === perDevice * (knownNumber(accumulation) ?? 0)) draft.number('globalBatchSize', whole);
}

function precision(draft: Draft, args: Instance, reading: Reading): void {
  const [bf16, fp16] = [reading.property(args, 'bf16'), reading.property(args, 'fp16')];
  const on = (value: Value | undefined): boolean | undefined =>
    value === undefined || (value.kind === 'known' && value.value === null) ? false : knownBoolean(value);
  const place = (value: Value | undefined) => value?.span;
  // A library that trains in bfloat16 by default leaves it where float16 is asked for.
  if (on(bf16) === true && bf16?.origin === 'library-default' && on(fp16) !== false) {
    if (on(fp16)) draft.set('precision', { ...derived('fp16', place(fp16)), origin: originOf(fp16) });
    else draft.doubt('precision', fp16);
  } else if (on(bf16) === true) draft.set('precision', { ...derived('bf16', place(bf16)), origin: originOf(bf16), source: sourceOf(bf16) });
  else if (on(fp16) === true) draft.set('precision', { ...derived('fp16', place(fp16)), origin: originOf(fp16), source: sourceOf(fp16) });
  else if (on(bf16) === undefined || on(fp16) === undefined) draft.doubt('precision', on(bf16) === undefined ? bf16 : fp16);
  else if (quantizedType(draft)) draft.set('precision', quantizedType(draft));
  else if (isOpenType(computeTypeOf(draft))) doubtPrecision(draft, computeTypeOf(draft));
  else if (draft.facts.weightsPrecision && draft.facts.weightsPrecision.value !== 'fp32') draft.set('precision', { ...draft.facts.weightsPrecision });
  else if (draft.unknowns.some((open) => open.fact === 'precision')) return;
  else if (knownBoolean(reading.property(args, 'tf32')) === true || reading.allowsTf32)
    draft.set('precision', derived('tf32', (reading.property(args, 'tf32') ?? reading.tf32Switch)?.span));
  else draft.set('precision', libraryDefault('fp32', 'transformers TrainingArguments: neither fp16 nor bf16'));
}

/** Without mixed precision 4-bit weights are computed in the type that their configuration names. */
const computeTypeOf = (draft: Draft): Value | undefined => (draft.subject?.kind === 'instance' ? computeType(draft.subject) : undefined);
const quantizedType = (draft: Draft): ReturnType<typeof typeFact> => typeFact(computeTypeOf(draft));

const typeFact = (value: Value | undefined) => {
  const name = dtypeName(value);
  return name === 'bf16' || name === 'fp16' ? derived(name, value?.span) : undefined;
};

const originOf = (value: Value | undefined): Value['origin'] => value?.origin ?? 'derived';
const sourceOf = (value: Value | undefined): string | undefined => (value?.kind === 'known' ? value.source : undefined);

function sharding(draft: Draft, args: Instance, reading: Reading): void {
  const fsdp = knownString(reading.property(args, 'fsdp'));
  if (fsdp && /full_shard/.test(fsdp)) draft.set('sharding', derived('zero3', reading.property(args, 'fsdp')?.span));
}

/** Replacement where an argument is given, insertion at the end of the call where it isn't. */
function argumentSites(draft: Draft, args: Instance, reading: Reading): void {
  if (draft.facts.precision?.value === 'fp32' || draft.facts.precision?.value === 'tf32')
    argumentSite(draft, args, 'bf16', 'mixedPrecision', { value: 'True', values: ['bf16'] }, reading);
  argumentSite(draft, args, 'gradient_checkpointing', 'gradientCheckpointing', { value: 'True' }, reading);
  argumentSite(draft, args, 'num_train_epochs', 'epochs', { value: '{value}' }, reading);
  argumentSite(draft, args, 'per_device_train_batch_size', 'batchSize', { value: '{value}' }, reading);
  argumentSite(draft, args, 'torch_compile', 'compile', { value: 'True' }, reading);
}

/** One argument of a call as an edit site. */
export function argumentSite(
  draft: Draft,
  object: Instance,
  name: string,
  changes: Draft['sites'][number]['changes'],
  written: { readonly value: string; readonly values?: readonly string[] },
  reading: Reading,
): void {
  const place = reading.placeOf(object, name);
  if (place) {
    draft.site({ changes, span: place, template: written.value, values: written.values });
    return;
  }
  const inside = object.argumentsSpan;
  if (!(inside instanceof Place) || object.attributes.has(name) || object.call.keywords.has(name)) return;
  draft.site({
    changes,
    span: new Place(inside.unit, endOfArguments(inside), endOfArguments(inside)),
    template: insertion(inside, `${name}=${written.value}`),
    values: written.values,
  });
}

/** Offset after the last argument and its comma. */
function endOfArguments(inside: Place): number {
  const trimmed = withoutComments(inside.text).trimEnd();
  return inside.from + trimmed.length;
}

/** A comment after the last argument is not part of it; offsets stay. */
const withoutComments = (text: string): string => text.replace(/#[^\n"']*(?=\n|$)/g, (comment) => ' '.repeat(comment.length));

/** The new argument in the manner of the call: on a line of its own where the last one is. */
function insertion(inside: Place, argument: string): string {
  const text = withoutComments(inside.text).trimEnd();
  if (text.trim() === '') return argument;
  const comma = text.endsWith(',');
  const indent = /\n([ \t]*)[^\n]*$/.exec(text)?.[1];
  if (indent === undefined) return `${comma ? '' : ','} ${argument}`;
  return `${comma ? '' : ','}\n${indent}${argument}${comma ? ',' : ''}`;
}
