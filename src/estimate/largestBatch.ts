// The largest batch a device whose peak still fits its memory, with the margin that "fits" has.
import type { Interval } from '../model/interval';
import type { Cases } from './cases';
import { marginOf } from './fitsMemory';
import type { Constants } from './physics/constants';
import { peakMemory } from './physics/memory';

/** Beyond this a batch is no longer a whole number of samples. */
const largest = Number.MAX_SAFE_INTEGER;

/**
 * The peak grows with the batch, though not from the first sample on: until the activations outgrow them, the optimizer's own copies decide. So the batch is searched for.
 * @returns null when not even one sample fits, or when the batch decides nothing
 */
export function largestBatch({ workload, point }: Cases, constants: Constants, peakGib: Interval | null): number | null {
  const sequences = workload.objective?.value.sequences ?? 1;
  const room = workload.accelerator.value.memoryGiB / (peakGib ? marginOf(peakGib) : 1);
  const under =
    (checkpointing: boolean) =>
    (samples: number): boolean =>
      peakMemory({ ...point, checkpointing, perDeviceBatchSize: samples * sequences }, constants).totalGib <= room;
  // Recomputation that is assumed because the batch would not fit says nothing of smaller batches, unless not even one sample fits without.
  const asWritten = under(workload.gradientCheckpointing.value);
  const fits = asWritten(1) ? asWritten : under(point.checkpointing);
  if (!fits(1) || fits(largest)) return null;
  let [within, beyond] = [1, 2];
  while (fits(beyond)) [within, beyond] = [beyond, 2 * beyond];
  while (beyond - within > 1) {
    const between = Math.floor((within + beyond) / 2);
    if (fits(between)) within = between;
    else beyond = between;
  }
  return within;
}
