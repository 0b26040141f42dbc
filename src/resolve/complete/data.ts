// How much data goes through the model: samples and tokens of the run, tokens a sample, and the batches they come in.
import type { DatasetFacts, ModelSizes } from '../../model/architecture';
import type { Assumption } from '../../model/estimate';
import { exactly, within, type Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { datasetNamed } from '../namedDataset';
import { backingOf, type Stated } from '../stated';
import type { Machine } from './machine';
import { rowTokensOf } from './packing';

export type Data = Pick<
  Workload,
  | 'datasetSamples'
  | 'epochs'
  | 'durationBy'
  | 'statedTokens'
  | 'maxSteps'
  | 'samples'
  | 'tokensPerSample'
  | 'realTokensPerSample'
  | 'rowTokens'
  | 'packed'
  | 'longestSample'
  | 'padding'
  | 'imageSize'
  | 'perDeviceBatchSize'
  | 'gradientAccumulation'
  | 'globalBatchSize'
  | 'side'
>;
type Assume = (assumption: Assumption) => void;

/** Tokens and images that a device usually meets at once where no batch is stated, each within a factor of 4. */
const usualTokensPerDevice = 8192;
const usualTokensOfSmallModels = 16_384;
const smallModel = 1e9;
const usualImagesPerDevice = 64;
/** Memory that this many images are usual for; larger cards are filled with more of them. */
const usualImageMemoryGib = 16;
/** A sample may be split over several devices where there are more of them than samples in a step. */
const smallestShare = 1 / 64;
/** Image runs seldom accumulate: their global batch is split over the devices, up to what a device holds. */
const largestImageBatch = 1024;
/** Steps of a run whose samples are neither text nor images: enough to learn, few enough to be kept busy (DLRM, NCF and XGBoost-sized tables: 1e4 to 1e6). */
const usualTabularSteps = 300_000;
/** Tokens of an optimizer step in pre-training: 0.5 to 4 million from GPT-3 to Llama 2 (Brown et al. 2020; Touvron et al. 2023). */
const usualPretrainingStepTokens = 2_000_000;
const pretrainingTokens = 1e10;
/** Mean length of texts in the public instruction, classification and translation sets of the data-set table: 30 to 1000 tokens, median about 180. */
const usualTokensPerText: Interval = { low: 40, mid: 180, high: 800 };
/** Mean length of fine-tuning samples in units of what they are cut to (public instruction sets against the usual caps of 512 to 2048). */
const usualShareOfCap: Interval = { low: 0.25, mid: 0.75, high: 1 };
/** BERT's pre-training examples at 512 tokens: half to all of it is text (NVIDIA's BERT recipe with and without padding). */
const longMaskedLength = 384;
const usualMaskedShare: Interval = { low: 0.45, mid: 0.7, high: 1 };
/** Early stopping ends a run somewhere below its bound. */
const earlyStoppingShare: Interval = { low: 0.25, mid: 0.65, high: 1 };

const tokenFamilies: readonly string[] = ['decoder', 'encoder', 'encoder-decoder', 'multimodal', 'embedding', 'speech', 'recurrent'];

export function completeData(stated: Stated, knowledge: Knowledge, model: ModelSizes, machine: Machine, assume: Assume, missing: string[]): Data {
  const { spec } = stated;
  const named = stated.dataset ? datasetNamed(stated.dataset, stated.framework, knowledge) : undefined;
  const length = completeLength(stated, model, named, replicasOf(machine), assume);
  const batch = completeBatch(
    stated,
    length.tokensPerSample?.value.mid,
    model.parameters < smallModel ? usualTokensOfSmallModels : usualTokensPerDevice,
    machine,
    assume,
  );
  const datasetSamples = sizeOf(stated, named);
  const epochs = epochsOf(stated, assume);
  const duration = durationOf(stated, datasetSamples, epochs, length, batch.globalBatchSize);
  if (!duration.samples) {
    if (!datasetSamples) missing.push('datasetSamples');
    else if (!epochs) missing.push('epochs');
    assume({
      name: missing.at(-1) ?? 'datasetSamples',
      value: null,
      why: 'nothing states how much data the run goes through; neither hours, energy nor CO2e can be given',
      source: 'the file',
    });
  }
  const passes = spec.evaluation?.passes ?? (spec.evaluation?.samples ? (epochs?.value.mid ?? 1) : 0);
  const evaluated = spec.evaluation?.samples ?? (passes > 0 ? (named?.validationSamples ?? named?.testSamples) : undefined);
  const evaluation: Input<Interval> | null =
    passes > 0 && evaluated ? { value: exactly(passes * evaluated), provenance: backingOf(stated, 'evaluation'), assumed: false } : null;
  return {
    datasetSamples,
    epochs,
    ...duration,
    ...length,
    ...batch,
    padding: length.packed ? null : (spec.padding ?? null),
    imageSize: spec.imageSize ?? model.imageSize ?? null,
    side: { evaluationSamples: evaluation, generatedTokensPerSample: (spec.generation?.tokensPerSample ?? 0) * (spec.generation?.samplesPerPrompt ?? 1) },
  };
}

/** Copies of the model that see different samples. */
const replicasOf = (machine: Machine): number => Math.max(1, machine.gpuCount.value / (machine.tensorParallel * machine.pipelineParallel));

function sizeOf(stated: Stated, named: DatasetFacts | undefined): Input<Interval> | null {
  if (stated.spec.samples) return { value: exactly(stated.spec.samples), provenance: backingOf(stated, 'samples'), assumed: false, editable: 'datasetSamples' };
  if (named?.trainSamples) return { value: exactly(named.trainSamples), provenance: named.provenance, assumed: false, editable: 'datasetSamples' };
  return null;
}

function epochsOf(stated: Stated, assume: Assume): Input<Interval> | null {
  const { epochs } = stated.spec;
  if (!epochs) return stated.fromSource ? null : { value: exactly(1), provenance: [{ kind: 'setting', key: 'epochs' }], assumed: false, editable: 'epochs' };
  if (!stated.earlyStopping || epochs <= 1) return { value: exactly(epochs), provenance: backingOf(stated, 'epochs'), assumed: false, editable: 'epochs' };
  assume({
    name: 'epochs',
    value: epochs,
    why: 'early stopping makes the stated epochs an upper bound; a quarter to all of them are run',
    source: 'docs/method.md, Workload',
  });
  const value = { low: epochs * earlyStoppingShare.low, mid: epochs * earlyStoppingShare.mid, high: epochs };
  return { value, provenance: backingOf(stated, 'epochs'), assumed: true, editable: 'epochs' };
}

const scaled = (interval: Interval, factor: number): Interval => ({ low: interval.low * factor, mid: interval.mid * factor, high: interval.high * factor });
const times = (a: Interval, b: Interval): Interval => ({ low: a.low * b.low, mid: a.mid * b.mid, high: a.high * b.high });

/** Steps bound a run before epochs do; stated tokens come before samples. Repeats multiply. */
function durationOf(
  stated: Stated,
  size: Input<Interval> | null,
  epochs: Input<Interval> | null,
  { tokensPerSample: length, rowTokens }: Length,
  globalBatch: Interval,
): Pick<Data, 'durationBy' | 'statedTokens' | 'maxSteps' | 'samples'> {
  const { tokens, maxSteps } = stated.spec;
  const repeats = Math.max(1, stated.repeats ?? 1);
  const input = (value: Interval, provenance: readonly Provenance[], assumed: boolean): Input<Interval> => ({
    value: scaled(value, repeats),
    provenance,
    assumed,
    editable: 'datasetSamples',
  });
  if (tokens && length) {
    const all = tokens * (epochs?.value.mid ?? 1);
    return {
      durationBy: 'tokens',
      statedTokens: all * repeats,
      maxSteps: null,
      samples: input(exactly(all / length.value.mid), backingOf(stated, 'tokens'), false),
    };
  }
  if (maxSteps && !(stated.spec.samples && !stated.fromSource)) {
    return {
      durationBy: 'steps',
      statedTokens: null,
      maxSteps,
      samples: input(scaled(globalBatch, maxSteps), backingOf(stated, 'maxSteps'), globalBatch.low !== globalBatch.high),
    };
  }
  if (size && epochs) {
    const rows = times(size.value, epochs.value);
    const packed = rowTokens && length ? scaled(times(rows, rowTokens.value), 1 / length.value.mid) : undefined;
    return {
      durationBy: 'samples',
      statedTokens: null,
      maxSteps: null,
      samples: input(
        packed ?? rows,
        [...size.provenance, ...epochs.provenance, ...(packed ? (rowTokens?.provenance ?? []) : [])],
        epochs.assumed || (rowTokens?.assumed ?? false),
      ),
    };
  }
  return { durationBy: null, statedTokens: null, maxSteps: null, samples: null };
}

type Length = Pick<Data, 'tokensPerSample' | 'realTokensPerSample' | 'longestSample' | 'rowTokens' | 'packed'>;

function completeLength(stated: Stated, model: ModelSizes, named: DatasetFacts | undefined, replicas: number, assume: Assume): Length {
  const { spec } = stated;
  const cap = spec.sequenceLength ?? (tokenFamilies.includes(model.family) && stated.fromSource ? model.maxPositions : undefined);
  const countsTokens = Boolean(
    spec.sequenceLength || spec.tokens || spec.meanTokensPerSample || (tokenFamilies.includes(model.family) && !model.forwardFlopsPerSample),
  );
  if (!countsTokens) return { tokensPerSample: null, realTokensPerSample: null, longestSample: null };
  if (spec.packing && cap) {
    const provenance = backingOf(stated, 'sequenceLength');
    return {
      tokensPerSample: { value: exactly(cap), provenance, assumed: false, editable: 'sequenceLength' },
      realTokensPerSample: null,
      rowTokens: rowTokensOf(stated, named, usualTokensPerText, assume),
      packed: true,
      longestSample: cap,
    };
  }
  const capped = (value: Interval): Interval =>
    cap ? { low: Math.min(value.low, cap), mid: Math.min(value.mid, cap), high: Math.min(value.high, cap) } : value;
  const real: Input<Interval> | null = spec.meanTokensPerSample
    ? {
        value: capped(exactly(spec.meanTokensPerSample)),
        provenance: backingOf(stated, 'meanTokensPerSample'),
        assumed: false,
        editable: 'meanTokensPerSample',
      }
    : named?.tokensMean
      ? { value: capped(within(named.tokensMean, 1.25)), provenance: named.provenance, assumed: false, editable: 'meanTokensPerSample' }
      : null;
  const longest = cap ?? named?.tokensMax ?? null;
  const counted =
    spec.samples ??
    (spec.maxSteps && spec.perDeviceBatchSize
      ? spec.maxSteps * (spec.globalBatchSize ?? spec.perDeviceBatchSize * (spec.gradientAccumulation ?? 1) * replicas)
      : undefined);
  if (spec.tokens && counted && cap) {
    const mean = Math.min(cap, Math.max(1, spec.tokens / counted));
    const provenance: Provenance[] = [{ kind: 'formula', anchor: 'Workload', text: `${spec.tokens} tokens over ${counted} samples` }];
    return {
      tokensPerSample: { value: exactly(mean), provenance, assumed: false, editable: 'meanTokensPerSample' },
      realTokensPerSample: null,
      longestSample: cap,
    };
  }
  if (spec.tokens && cap && spec.method && spec.method !== 'pretrain' && spec.padding !== 'max_length') {
    const why = `tokens are stated and ${cap} is what samples are cut to; fine-tuning samples are a quarter to all of it`;
    assume({ name: 'tokensPerSample', value: Math.round(cap * usualShareOfCap.mid), why, source: 'docs/method.md, Workload' });
    return {
      tokensPerSample: { value: scaled(usualShareOfCap, cap), provenance: [{ kind: 'assumption', why }], assumed: true, editable: 'meanTokensPerSample' },
      realTokensPerSample: null,
      longestSample: cap,
    };
  }
  if (
    !stated.lengthIsCap &&
    spec.sequenceLength &&
    model.family === 'encoder' &&
    spec.method === 'pretrain' &&
    spec.sequenceLength >= longMaskedLength &&
    spec.samples &&
    !spec.padding
  ) {
    const why = `masked-language pre-training at ${spec.sequenceLength}: sentence pairs fill a part of it, and trainers skip the padding`;
    assume({ name: 'tokensPerSample', value: Math.round(spec.sequenceLength * usualMaskedShare.mid), why, source: 'docs/method.md, Workload' });
    return {
      tokensPerSample: {
        value: scaled(usualMaskedShare, spec.sequenceLength),
        provenance: [{ kind: 'assumption', why }],
        assumed: true,
        editable: 'meanTokensPerSample',
      },
      realTokensPerSample: null,
      longestSample: longest,
    };
  }
  if (!stated.lengthIsCap && spec.sequenceLength) {
    return {
      tokensPerSample: { value: exactly(spec.sequenceLength), provenance: backingOf(stated, 'sequenceLength'), assumed: false, editable: 'sequenceLength' },
      realTokensPerSample: real,
      longestSample: longest,
    };
  }
  if (real) return { tokensPerSample: real, realTokensPerSample: real, longestSample: longest };
  if (stated.fromSource && spec.tokens == null) {
    const value = capped(usualTokensPerText);
    const why = cap ? `lengths are not stated; texts up to ${cap} tokens, dynamic padding` : 'lengths are not stated; the usual range of public text sets';
    assume({ name: 'tokensPerSample', value: Math.round(value.mid), why, source: 'docs/method.md, Workload' });
    const input: Input<Interval> = { value, provenance: [{ kind: 'assumption', why }], assumed: true, editable: 'meanTokensPerSample' };
    return { tokensPerSample: input, realTokensPerSample: null, longestSample: longest ?? Math.round(value.high) };
  }
  const value = cap ? exactly(cap) : within(2048, 4);
  if (!cap) assume({ name: 'sequenceLength', value: value.mid, why: 'not stated', source: 'docs/method.md, Workload' });
  const input: Input<Interval> = {
    value,
    provenance: cap ? backingOf(stated, 'sequenceLength') : [{ kind: 'assumption', why: 'sequence length not stated' }],
    assumed: !cap,
    editable: 'sequenceLength',
  };
  return { tokensPerSample: input, realTokensPerSample: null, longestSample: longest ?? value.mid };
}

function completeBatch(
  stated: Stated,
  tokens: number | undefined,
  usualTokens: number,
  machine: Machine,
  assume: Assume,
): Pick<Data, 'perDeviceBatchSize' | 'gradientAccumulation' | 'globalBatchSize'> {
  const { spec } = stated;
  const replicas = replicasOf(machine);
  const stackedSteps = spec.gradientAccumulation ?? 1;
  const accumulation = (value: number, assumed: boolean): Input<number> => ({
    value,
    provenance: assumed ? [{ kind: 'assumption', why: 'accumulation not stated' }] : backingOf(stated, 'gradientAccumulation'),
    assumed,
  });
  if (spec.perDeviceBatchSize) {
    const stacked =
      spec.globalBatchSize && !spec.gradientAccumulation ? Math.max(1, spec.globalBatchSize / (spec.perDeviceBatchSize * replicas)) : stackedSteps;
    return {
      perDeviceBatchSize: {
        value: exactly(spec.perDeviceBatchSize),
        provenance: backingOf(stated, 'perDeviceBatchSize'),
        assumed: false,
        editable: 'perDeviceBatchSize',
      },
      gradientAccumulation: accumulation(stacked, !spec.gradientAccumulation),
      globalBatchSize: exactly(spec.globalBatchSize ?? spec.perDeviceBatchSize * stacked * replicas),
    };
  }
  const tabular = spec.imageSize || stated.fromSource ? 0 : ((spec.samples ?? 0) * (spec.epochs ?? 1)) / usualTabularSteps / replicas;
  const usualImages = Math.round(usualImagesPerDevice * Math.min(8, Math.max(0.5, machine.accelerator.value.memoryGiB / usualImageMemoryGib)));
  const usual = tokens ? Math.max(1, usualTokens / tokens) : Math.max(usualImages, tabular);
  if (spec.globalBatchSize) {
    const share = Math.max(smallestShare, spec.globalBatchSize / replicas / stackedSteps);
    const perDevice = spec.gradientAccumulation ? share : Math.min(share, tokens ? usual : spec.imageSize ? largestImageBatch : Infinity);
    const provenance: Provenance[] = [
      { kind: 'formula', anchor: 'Workload', text: `${spec.globalBatchSize} samples a step over ${replicas} replicas` },
      ...backingOf(stated, 'globalBatchSize'),
    ];
    return {
      perDeviceBatchSize: { value: exactly(perDevice), provenance, assumed: perDevice !== share, editable: 'perDeviceBatchSize' },
      gradientAccumulation: accumulation(spec.gradientAccumulation ?? Math.max(1, share / perDevice), !spec.gradientAccumulation),
      globalBatchSize: exactly(spec.globalBatchSize),
    };
  }
  const why = tokens ? `batch not stated; about ${usualTokens} tokens a device` : `batch not stated; about ${Math.round(usual)} samples a device`;
  assume({ name: 'perDeviceBatchSize', value: Math.round(usual), why, source: 'docs/method.md, Workload' });
  const value = { low: Math.max(1, usual / 4), mid: usual, high: usual * 4 };
  const stacked =
    spec.gradientAccumulation ??
    (tokens && (spec.tokens ?? 0) >= pretrainingTokens ? Math.max(1, Math.round(usualPretrainingStepTokens / (tokens * usual * replicas))) : 1);
  return {
    perDeviceBatchSize: { value, provenance: [{ kind: 'assumption', why }], assumed: true, editable: 'perDeviceBatchSize' },
    gradientAccumulation: accumulation(stacked, !spec.gradientAccumulation),
    globalBatchSize: scaled(value, stacked * replicas),
  };
}
