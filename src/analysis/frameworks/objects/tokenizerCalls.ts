// One call of a tokenizer: the length it cuts and pads to, and whether it makes the input or the target of a sample.
import type { CallEvent } from '../../evaluate/state/events';
import { isKnown, knownBoolean, knownNumber, type Instance, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';

export interface TokenizerCall {
  readonly instance: Instance;
  readonly length?: Value;
  readonly truncates: boolean;
  readonly padding?: Value;
}

/** `tokenizer.model_max_length` where the program gave it no value. */
const isModelMaximum = (value: Value | undefined): boolean =>
  value?.kind === 'instance' && value.role === 'attribute' && value.callee.endsWith('.model_max_length');

/** `max_length=tokenizer.model_max_length` is the model's own limit, as is no length at all. */
const isOwnMaximum = (value: Value | undefined): boolean => isModelMaximum(value) || (isKnown(value) && value.value === null);

/** `min(args.max_seq_length, tokenizer.model_max_length)`: a length that is asked for is one that the model takes. */
export function withinModel(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'unknown' || !(value.span instanceof Place) || !/^min\(/.test(value.span.text)) return value;
  const stated = (value.inputs ?? []).filter((input) => !isModelMaximum(input));
  return stated.length === 1 && knownNumber(stated[0]) !== undefined ? stated[0] : value;
}

/** Whether a call is a tokenizer's: by what it was called on, or by the arguments that only tokenizers take. */
export function tokenizerCall(instance: Instance): TokenizerCall | undefined {
  const { keywords } = instance.call;
  const receiver = instance.receiver?.kind === 'instance' ? instance.receiver.callee : '';
  const isTokenizer =
    /(Tokenizer|Processor)\w*(\.from_pretrained)?$/.test(receiver) &&
    /\.(__call__|encode_plus|batch_encode_plus|encode|tokenize_row|apply_chat_template)$/.test(instance.callee);
  // With a sampling rate the length counts samples of sound.
  if (!isTokenizer || keywords.has('sampling_rate')) return undefined;
  const truncation = keywords.get('truncation');
  const length = withinModel(keywords.get('max_length'));
  return {
    instance,
    length: isOwnMaximum(length) ? undefined : length,
    truncates: knownBoolean(truncation) === true || (isKnown(truncation) && typeof truncation.value === 'string' && truncation.value !== 'do_not_truncate'),
    padding: keywords.get('padding') ?? (knownBoolean(keywords.get('pad_to_max_length')) ? keywords.get('pad_to_max_length') : undefined),
  };
}

const targetName = /target|label|decoder|summar(y|ies)|answer|response/i;

/** What the call's result is assigned to (`labels = tokenizer(...)`), as written. */
function assignedName(place: Place): string {
  const { text } = place.unit;
  const line = text.slice(text.lastIndexOf('\n', place.from - 1) + 1, place.from);
  return /^\s*([\w."'[\]]+)\s*=\s*$/.exec(line)?.[1] ?? '';
}

/** A call that makes what a sequence-to-sequence model is to write: by `text_target=`, inside `as_target_tokenizer()`, or by the names it is written with. */
export function makesTarget({ instance, place, context }: CallEvent): boolean {
  const { call } = instance;
  if (call.keywords.has('text_target')) return call.positional.length === 0 && !call.keywords.has('text');
  for (let block = context; block; block = block.outer) if (block.value.kind === 'instance' && block.value.callee.endsWith('.as_target_tokenizer')) return true;
  if (!(place instanceof Place)) return false;
  const length = call.places?.get('max_length');
  return targetName.test(assignedName(place)) || (length instanceof Place && /target|label|decoder|summary|answer/i.test(length.text));
}

/** `max_length=source_max_len`: written so as to tell the input's length from the target's. */
export const namesSide = ({ instance }: CallEvent): boolean => {
  const length = instance.call.places?.get('max_length');
  return length instanceof Place && /source|target|src|tgt|prompt|input|output/i.test(length.text);
};
