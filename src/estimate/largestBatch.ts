// The largest batch a device whose peak still fits its memory, with the margin that "fits" has.
import type { Interval } from '../model/interval';
import type { Cases } from './cases';
import { marginOf } from './fitsMemory';
import type { Constants } from './physics/constants';
import { peakMemory } from './physics/memory';

/** @returns null when not even one sample fits. Memory grows linearly with the batch, so two evaluations decide. */
export function largestBatch({ workload, point }: Cases, constants: Constants, peakGib: Interval | null): number | null {
  const checkpointing = workload.gradientCheckpointing.value;
  const sequences = workload.objective?.value.sequences ?? 1;
  const at = (samples: number): number => peakMemory({ ...point, checkpointing, perDeviceBatchSize: samples * sequences }, constants).totalGib;
  const [one, two] = [at(1), at(2)];
  const room = workload.accelerator.value.memoryGiB / (peakGib ? marginOf(peakGib) : 1) - one;
  if (!(room >= 0)) return null;
  const each = two - one;
  return each > 0 ? Math.min(Number.MAX_SAFE_INTEGER, 1 + Math.floor(room / each)) : null;
}
