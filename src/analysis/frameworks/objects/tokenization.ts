// Lengths that a tokenizer pads and truncates to, as its calls say.
import { isKnown, known, knownBoolean, knownNumber, knownString, optionsOf, type Value } from '../../evaluate/values';
import { asPositive, derived, factOf, type Draft } from '../draft';
import type { Happening, Reading } from '../reading';
import { constructorArgument } from './constructorArguments';
import { makesTarget, namesSide, tokenizerCall, type TokenizerCall } from './tokenizerCalls';

/**
 * The length that all of a program's tokenizer calls agree on; `preferred` are those known to make the training data.
 * @returns the argument that pads to the full length, where there is one such call
 */
export function describeTokenization(draft: Draft, reading: Reading, preferred?: readonly Happening[]): Value | undefined {
  const happenings = preferred && preferred.length > 0 ? preferred : reading.happenings.filter((happening) => happening.kind === 'tokenizer');
  const sources = happenings.filter(({ event }) => !makesTarget(event));
  const calls = callsOf(sources.length > 0 ? sources : happenings);
  const cutting = calls.filter((call) => call.length !== undefined || call.truncates);
  if (cutting.length === 0) return undefined;
  const lengths = new Set(cutting.map((call) => (call.length ? (knownNumber(call.length) ?? 'open') : modelMaximum(call))));
  const first = cutting[0]!;
  if (lengths.size === 1) {
    const length = joinedLength(draft, first, happenings) ?? first.length ?? setMaximum(first);
    if (length && isPadded(first) && knownNumber(length) !== undefined) draft.set('sequenceLength', factOf(length, asPositive));
    else if (length) draft.number('sequenceLength', length);
    else if (calls.every((call) => call.length === undefined)) draft.set('truncation', derived(true, first.instance.span));
  } else for (const call of cutting) if (call.length && !isKnown(call.length)) draft.doubt('sequenceLength', call.length);
  const padding = new Set(calls.map((call) => paddingName(call.padding)));
  if (padding.size === 1 && [...padding][0]) draft.set('padding', derived([...padding][0]!, first.padding?.span ?? first.instance.span));
  const padded = new Set(calls.filter(isPadded).map((call) => call.padding));
  return padded.size === 1 ? [...padded][0] : undefined;
}

const callsOf = (happenings: readonly Happening[]): TokenizerCall[] =>
  happenings.map(({ event }) => tokenizerCall(event.instance)).filter((call) => call !== undefined);

/** A causal model reads the input and what it is to write as one text: with a length for each, a sample is as long as both. */
function joinedLength(draft: Draft, source: TokenizerCall, happenings: readonly Happening[]): Value | undefined {
  if (draft.subject?.kind !== 'instance' || !/CausalLM|LMHead/.test(draft.subject.callee)) return undefined;
  const sided = happenings.filter(({ event }) => namesSide(event));
  const target = callsOf(sided.filter(({ event }) => makesTarget(event))).find((call) => call.length !== undefined);
  const [first, second] = [source.length, target?.length];
  const [own, other] = [knownNumber(first), knownNumber(second)];
  if (!first || !second || own === undefined || other === undefined || !sided.some(({ event }) => event.instance === source.instance)) return undefined;
  return { ...known(own + other, first.span, 'derived', [first, second]) };
}

const lengthNames = [
  'block_size',
  'seq_length',
  'seq_len',
  'max_seq_length',
  'max_seq_len',
  'max_length',
  'max_len',
  'maxlen',
  'context_length',
  'max_token_len',
  'max_tokens',
  'sequence_length',
  'bptt',
  'T',
];
/** Attributes in which an object keeps the settings that it was made with. */
const settingsNames = ['config', 'cfg', 'args', 'opt', 'hparams'];
/** Of those settings, what can only mean the length of a sample. */
const plainLengthNames = ['block_size', 'max_seq_length', 'context_length'];

/** The length that a data set or collator of the workspace keeps as an attribute of a telling name. */
export function keptLength(draft: Draft, values: readonly (Value | undefined)[]): void {
  if (draft.facts.sequenceLength) return;
  for (const value of values) {
    for (const option of optionsOf(value)) {
      if (option.kind !== 'instance' || !option.classTarget) continue;
      const settings = settingsNames.map((name) => option.attributes.get(name)).flatMap(optionsOf);
      const length = [
        ...lengthNames.map((name) => option.attributes.get(name)),
        ...lengthNames.map((name) => constructorArgument(option, name)),
        ...settings.flatMap((holder) =>
          plainLengthNames.map((name) =>
            holder.kind === 'instance' ? holder.attributes.get(name) : holder.kind === 'mapping' ? holder.entries.get(name) : undefined,
          ),
        ),
      ].find((attribute) => attribute !== undefined && !(isKnown(attribute) && attribute.value === null));
      if (length && draft.number('sequenceLength', length, (number) => number > 1 && Number.isInteger(number))) {
        delete draft.facts.truncation;
        return;
      }
    }
  }
}

/** The maximum that the program gave its only tokenizer, where no call of it was seen. */
export function tokenizerMaximum(draft: Draft, tokenizers: readonly Value[]): void {
  if (draft.facts.sequenceLength || draft.facts.truncation) return;
  const lengths = tokenizers
    .flatMap((tokenizer) =>
      tokenizer.kind === 'instance' ? [tokenizer.attributes.get('model_max_length') ?? tokenizer.call.keywords.get('model_max_length')] : [],
    )
    .filter((length) => length !== undefined);
  if (lengths.length > 0 && lengths.every((length) => knownNumber(length) === knownNumber(lengths[0]))) draft.number('sequenceLength', lengths[0]);
}

const modelMaximum = (call: TokenizerCall): number | 'model' => knownNumber(setMaximum(call)) ?? 'model';

/** `model_max_length` given where the tokenizer was made. */
function setMaximum(call: TokenizerCall): Value | undefined {
  const tokenizer = call.instance.receiver;
  return tokenizer?.kind === 'instance' ? (tokenizer.attributes.get('model_max_length') ?? tokenizer.call.keywords.get('model_max_length')) : undefined;
}

const isPadded = (call: TokenizerCall): boolean => paddingName(call.padding) === 'max_length';

function paddingName(value: Value | undefined): 'max_length' | 'longest' | 'none' | undefined {
  if (value === undefined) return 'none';
  const text = knownString(value);
  if (text === 'max_length') return 'max_length';
  if (text === 'longest') return 'longest';
  if (text === 'do_not_pad') return 'none';
  const flag = knownBoolean(value);
  return flag === true ? 'longest' : flag === false ? 'none' : undefined;
}

/** A collator that pads each batch to its longest sample, where the tokenizer itself left that open. */
export function describeCollator(draft: Draft, collator: Value | undefined): void {
  const object = optionsOf(collator)[0];
  if (
    object?.kind !== 'instance' ||
    !/\.DataCollator(WithPadding|ForTokenClassification|ForSeq2Seq|ForLanguageModeling|ForWholeWordMask|ForMultipleChoice)$/.test(object.callee)
  )
    return;
  if (draft.facts.padding && draft.facts.padding.value !== 'none') return;
  const padding = object.call.keywords.get('padding');
  const name = padding === undefined ? 'longest' : paddingName(padding);
  if (name) draft.set('padding', derived(name, object.span));
  if (name === 'max_length') draft.number('sequenceLength', object.call.keywords.get('max_length'));
}
