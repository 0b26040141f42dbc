// How much data goes through the model: samples and tokens of the run, tokens a sample, and the batches they come in.
import type { DatasetFacts, ModelSizes } from '../../model/architecture';
import { exactly, type Interval } from '../../model/interval';
import type { Input, Workload } from '../../model/workload';
import type { Knowledge } from '../../knowledge/knowledge';
import { datasetNamed } from '../namedDataset';
import { backingOf, type Stated, type Assume } from '../stated';
import { completeBatch } from './batch';
import { durationOf } from './duration';
import { completeLength } from './length';
import { answerTokensOf } from './objective';
import { replicasOf, type Machine } from './machine';

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

/** Early stopping ends a run somewhere below its bound. */
const earlyStoppingShare: Interval = { low: 0.25, mid: 0.65, high: 1 };

export function completeData(stated: Stated, knowledge: Knowledge, model: ModelSizes, machine: Machine, assume: Assume, missing: string[]): Data {
  const { spec } = stated;
  const named = stated.dataset
    ? datasetNamed({ name: stated.dataset, loader: stated.datasetLoader, part: stated.datasetPart, framework: stated.framework }, knowledge)
    : stated.ownData;
  const length = completeLength(stated, model, named, replicasOf(machine), assume);
  const batch = completeBatch(stated, length.tokensPerSample?.value.mid, model.parameters, machine, assume);
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
    side: { evaluationSamples: evaluation, generatedTokensPerSample: answerTokensOf(stated)?.mid ?? 0 },
  };
}

function sizeOf(stated: Stated, named: DatasetFacts | undefined): Input<Interval> | null {
  const { ownData } = stated;
  if (ownData?.trainSamplesLow && ownData.trainSamplesHigh && ownData.trainSamples === stated.spec.samples)
    return {
      value: { low: ownData.trainSamplesLow, mid: ownData.trainSamples!, high: ownData.trainSamplesHigh },
      provenance: backingOf(stated, 'samples'),
      assumed: false,
      editable: 'datasetSamples',
    };
  if (stated.spec.samples) return { value: exactly(stated.spec.samples), provenance: backingOf(stated, 'samples'), assumed: false, editable: 'datasetSamples' };
  // a part of unknown size is not the whole
  if (named?.trainSamples && !stated.datasetPart)
    return { value: exactly(named.trainSamples), provenance: named.provenance, assumed: false, editable: 'datasetSamples' };
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
