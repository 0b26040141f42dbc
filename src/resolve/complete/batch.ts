// The batches that samples come in: on a device, accumulated, and over all devices.
import { exactly } from '../../model/interval';
import type { Provenance } from '../../model/source';
import type { Input, Workload } from '../../model/workload';
import { backingOf, type Stated, type Assume } from '../stated';
import { replicasOf, type Machine } from './machine';
import { scaled } from './scale';

type Batch = Pick<Workload, 'perDeviceBatchSize' | 'gradientAccumulation' | 'globalBatchSize'>;

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

/** As stated; else a global batch is split over the devices, or what a device usually meets is assumed within a factor of 4. */
export function completeBatch(stated: Stated, tokens: number | undefined, parameters: number, machine: Machine, assume: Assume): Batch {
  const usualTokens = parameters < smallModel ? usualTokensOfSmallModels : usualTokensPerDevice;
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
