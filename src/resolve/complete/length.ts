// How many tokens a sample has: stated, known of its data set, the ratio of stated totals, or the usual range.
import type { DatasetFacts, ModelSizes } from '../../model/architecture';
import { exactly, within, type Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import { backingOf, type Stated, type Assume } from '../stated';
import { audioLength } from './audioLength';
import { answerTokensOf } from './objective';
import { rowTokensOf } from './packing';
import { scaled } from './scale';

/** Mean length of texts in the public instruction, classification and translation sets of the data-set table: 30 to 1000 tokens, median about 180. */
const usualTokensPerText: Interval = { low: 40, mid: 180, high: 800 };
/** Mean length of fine-tuning samples in units of what they are cut to (public instruction sets against the usual caps of 512 to 2048). */
const usualShareOfCap: Interval = { low: 0.25, mid: 0.5, high: 1 };
/** BERT's pre-training examples at 512 tokens: half to all of it is text (NVIDIA's BERT recipe with and without padding). */
const longMaskedLength = 384;
const usualMaskedShare: Interval = { low: 0.45, mid: 0.7, high: 1 };
/** Means of the data-set table hold within this factor: tokenizers differ by about a fifth. */
const usualTokenFactor = 1.25;

const tokenFamilies: readonly string[] = ['decoder', 'encoder', 'encoder-decoder', 'multimodal', 'embedding', 'speech', 'recurrent'];

export type Length = Pick<Workload, 'tokensPerSample' | 'realTokensPerSample' | 'longestSample' | 'rowTokens' | 'packed'>;

/** What the rules decide from. */
interface Context {
  readonly stated: Stated;
  readonly model: ModelSizes;
  readonly named: DatasetFacts | undefined;
  /** what longer samples are cut to */
  readonly cap: number | undefined;
  /** mean length before padding, where it is known */
  readonly real: Input<Interval> | null;
  readonly longest: number | null;
  /** samples of the whole run, where they are stated */
  readonly counted: number | undefined;
  readonly assume: Assume;
}

const source = 'docs/method.md, Workload';
const editable = 'meanTokensPerSample';
const capped = ({ low, mid, high }: Interval, cap: number | undefined): Interval =>
  cap ? { low: Math.min(low, cap), mid: Math.min(mid, cap), high: Math.min(high, cap) } : { low, mid, high };
const length = (tokensPerSample: Input<Interval>, longestSample: number | null, real: Input<Interval> | null = null): Length => ({
  tokensPerSample,
  realTokensPerSample: real,
  longestSample,
});

/** A length that nobody stated, listed as an assumption. */
function assumedLength({ assume }: Context, value: Interval, why: string, longestSample: number | null): Length {
  assume({ name: 'tokensPerSample', value: Math.round(value.mid), why, source });
  return length({ value, provenance: [{ kind: 'assumption', why }], assumed: true, editable }, longestSample);
}

/** The first rule that applies decides; the last one always does. */
export function completeLength(stated: Stated, model: ModelSizes, named: DatasetFacts | undefined, replicas: number, assume: Assume): Length {
  const { spec } = stated;
  const ofTokens = tokenFamilies.includes(model.family);
  if (!(spec.sequenceLength || spec.tokens || spec.meanTokensPerSample || (ofTokens && !model.forwardFlopsPerSample)))
    return { tokensPerSample: null, realTokensPerSample: null, longestSample: null };
  const cap = spec.sequenceLength ?? (ofTokens && stated.fromSource ? model.maxPositions : undefined);
  const context: Context = {
    stated,
    model,
    named,
    cap,
    real: realLength(stated, named, cap),
    longest: cap ?? named?.tokensMax ?? null,
    counted: countedSamples(stated, replicas),
    assume,
  };
  return (
    packedLength(context) ??
    ratioOfTotals(context) ??
    shareOfCap(context) ??
    maskedLength(context) ??
    paddedLength(context) ??
    recordingLength(context) ??
    promptAndAnswer(context) ??
    (context.real && length(context.real, context.longest, context.real)) ??
    usualLength(context)
  );
}

function realLength(stated: Stated, named: DatasetFacts | undefined, cap: number | undefined): Input<Interval> | null {
  const { meanTokensPerSample } = stated.spec;
  if (meanTokensPerSample)
    return { value: capped(exactly(meanTokensPerSample), cap), provenance: backingOf(stated, 'meanTokensPerSample'), assumed: false, editable };
  if (!named?.tokensMean) return null;
  return { value: capped(within(named.tokensMean, named.tokensMeanFactor ?? usualTokenFactor), cap), provenance: named.provenance, assumed: false, editable };
}

function countedSamples({ spec }: Stated, replicas: number): number | undefined {
  if (spec.samples) return spec.samples;
  if (!spec.maxSteps || !spec.perDeviceBatchSize) return undefined;
  return spec.maxSteps * (spec.globalBatchSize ?? spec.perDeviceBatchSize * (spec.gradientAccumulation ?? 1) * replicas);
}

/** Packed samples are all full. */
function packedLength({ stated, named, cap, assume }: Context): Length | undefined {
  if (!stated.spec.packing || !cap) return undefined;
  const tokens: Input<Interval> = { value: exactly(cap), provenance: backingOf(stated, 'sequenceLength'), assumed: false, editable: 'sequenceLength' };
  return { ...length(tokens, cap), rowTokens: rowTokensOf(stated, named, usualTokensPerText, assume), packed: true };
}

/** Tokens and samples are both stated. */
function ratioOfTotals({ stated: { spec }, cap, counted }: Context): Length | undefined {
  if (!spec.tokens || !counted || !cap) return undefined;
  const mean = Math.min(cap, Math.max(1, spec.tokens / counted));
  const provenance: Provenance[] = [{ kind: 'formula', anchor: 'Workload', text: `${spec.tokens} tokens over ${counted} samples` }];
  return length({ value: exactly(mean), provenance, assumed: false, editable }, cap);
}

/** Fine-tuning by tokens: the stated length is what samples are cut to. */
function shareOfCap(context: Context): Length | undefined {
  const { spec } = context.stated;
  const { cap } = context;
  if (!spec.tokens || !cap || !spec.method || spec.method === 'pretrain' || spec.padding === 'max_length') return undefined;
  const why = `tokens are stated and ${cap} is what samples are cut to; fine-tuning samples are a quarter to all of it`;
  return assumedLength(context, scaled(usualShareOfCap, cap), why, cap);
}

function maskedLength(context: Context): Length | undefined {
  const { spec, lengthIsCap } = context.stated;
  const isLong = spec.sequenceLength && spec.sequenceLength >= longMaskedLength;
  if (lengthIsCap || !isLong || context.model.family !== 'encoder' || spec.method !== 'pretrain' || !spec.samples || spec.padding) return undefined;
  const why = `masked-language pre-training at ${spec.sequenceLength}: sentence pairs fill a part of it, and trainers skip the padding`;
  return assumedLength(context, scaled(usualMaskedShare, spec.sequenceLength ?? 0), why, context.longest);
}

/** Every sample is as long as stated. */
function paddedLength({ stated, real, longest }: Context): Length | undefined {
  const { sequenceLength } = stated.spec;
  if (stated.lengthIsCap || !sequenceLength) return undefined;
  return length({ value: exactly(sequenceLength), provenance: backingOf(stated, 'sequenceLength'), assumed: false, editable: 'sequenceLength' }, longest, real);
}

/** A speech encoder meets so many positions for each second of a recording. */
function recordingLength(context: Context): Length | undefined {
  const { stated, model, named } = context;
  const audio = stated.spec.sequenceLength || stated.spec.meanTokensPerSample ? null : audioLength(model, named);
  return audio ? assumedLength(context, audio.positions, audio.why, audio.longest) : undefined;
}

/** Where the data set holds prompts, what is trained on is a prompt with the answer that the model gave. */
function promptAndAnswer(context: Context): Length | undefined {
  const { stated, real, cap } = context;
  const answer = stated.spec.objective && !stated.spec.sequenceLength ? answerTokensOf(stated) : null;
  if (!answer) return undefined;
  const prompt = real?.value ?? usualTokensPerText;
  const value = capped({ low: prompt.low + answer.low, mid: prompt.mid + answer.mid, high: prompt.high + answer.high }, cap);
  return assumedLength(context, value, 'a prompt of the usual length and the answer that is generated for it', Math.round(value.high));
}

/** Nothing is known of the lengths beside, at most, what they are cut to. */
function usualLength(context: Context): Length {
  const { stated, cap, longest, assume } = context;
  if (stated.fromSource && stated.spec.tokens == null) {
    const value = capped(usualTokensPerText, cap);
    const why = cap ? `lengths are not stated; texts up to ${cap} tokens, dynamic padding` : 'lengths are not stated; the usual range of public text sets';
    return assumedLength(context, value, why, longest ?? Math.round(value.high));
  }
  if (cap) return length({ value: exactly(cap), provenance: backingOf(stated, 'sequenceLength'), assumed: false, editable: 'sequenceLength' }, longest ?? cap);
  const value = within(2048, 4);
  assume({ name: 'sequenceLength', value: value.mid, why: 'not stated', source });
  const provenance: Provenance[] = [{ kind: 'assumption', why: 'sequence length not stated' }];
  return length({ value, provenance, assumed: true, editable: 'sequenceLength' }, longest ?? value.mid);
}
