// What a value takes or spares of the GPU's memory: the batch, the optimizer's state, recomputation, adapters, sharding.
import { exact, rounded } from '../figures/number';
import { memoryGiB, write } from '../figures/quantity';
import { insteadOf, memoryDifference } from './comparison';
import type { Effect } from './effectOf';

/** "Batch 16 uses 14 of 80 GiB; 96 fits." */
export const batchEffect: Effect = ({ run, estimate, device, translate }) => {
  const batch = estimate.chain.find(({ id }) => id === 'perDeviceBatchSize')?.value;
  const count = run.facts.perDeviceBatchSize?.value ?? (typeof batch === 'object' ? batch.mid : undefined);
  if (!estimate.peakMemoryGiB || count === undefined || !device) return undefined;
  const used = [exact(Math.round(count)), rounded(estimate.peakMemoryGiB.mid), exact(Math.round(device.memoryGiB))] as const;
  const most = estimate.largestBatchThatFits;
  if (estimate.fitsMemory === false) {
    const needs = translate('Batch {0} needs {1} of {2} GiB: it does not fit', ...used);
    return most ? translate('{0}; {1} fits.', needs, exact(most)) : translate('{0}.', needs);
  }
  const uses = translate('Batch {0} uses {1} of {2} GiB', ...used);
  return most && most > count ? translate('{0}; {1} fits.', uses, exact(most)) : translate('{0}.', uses);
};

/** "Its state takes 0.82 GiB of each GPU." */
export const optimizerEffect: Effect = ({ estimate, translate }) => {
  const gib = estimate.memory?.optimizer;
  return gib ? translate('Its state takes {0} of each GPU.', write({ low: gib, mid: gib, high: gib }, memoryGiB).value) : undefined;
};

export const checkpointingEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  const isOn = run.facts.gradientCheckpointing?.value === true;
  const other = estimateWith({ gradientCheckpointing: !isOn });
  return insteadOf(isOn ? translate('Without recomputation') : translate('With recomputation'), estimate, other, translate);
};

/** What adapters or a frozen backbone spare against training every weight; whether they would suit a full run is an alternative's business. */
export const methodEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  const method = run.facts.method?.value;
  if (method !== 'lora' && method !== 'qlora' && method !== 'frozen') return undefined;
  return insteadOf(translate('Training all weights instead'), estimate, estimateWith({ method: 'full', loraRank: null }), translate);
};

export const shardingEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  if (!run.facts.sharding || run.facts.sharding.value === 'none') return undefined;
  const more = memoryDifference(estimate, estimateWith({ sharding: 'none' }), translate);
  return more && translate('{0}: {1}.', translate('Without sharding'), more);
};
