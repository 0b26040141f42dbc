// The memory bar: what fills the device at its peak, against what the device has.
import type { Estimate, MemoryParts } from '../../model/estimate';
import { exact, rounded } from '../figures/number';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';

const LABELS: Readonly<Record<keyof MemoryParts, string>> = {
  weights: 'weights',
  gradients: 'gradients',
  optimizer: 'optimizer',
  activations: 'activations',
  logits: 'logits',
  context: 'context',
};

/** @param capacityGiB the device's memory; without it there is nothing to compare with. */
export function memoryOf(estimate: Estimate, capacityGiB: number | undefined, translate: Translate): Report['memory'] {
  if (!estimate.memory || !estimate.peakMemoryGiB || !capacityGiB) return null;
  const parts = Object.entries(estimate.memory)
    .filter(([, gib]) => gib > 0)
    .map(([id, gib]) => ({ id, label: translate(LABELS[id as keyof MemoryParts] ?? id), gib }));
  return { parts, capacityGiB, summary: translate('{0} of {1} GiB', rounded(estimate.peakMemoryGiB.mid), exact(Math.round(capacityGiB))) };
}
