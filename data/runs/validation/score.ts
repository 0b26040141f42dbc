// Every measured run estimated from what its source states, beside what was measured and what naive calculators say.
import { createKnowledge } from '../../../src/knowledge/knowledge';
import { casesOf } from '../../../src/estimate/cases';
import { estimateWorkload } from '../../../src/estimate/estimate';
import { fittedConstants } from '../../../src/estimate/physics/constants';
import { peakRate } from '../../../src/estimate/physics/device';
import type { Interval } from '../../../src/model/interval';
import { resolveSpec } from '../../../src/resolve/resolveSpec';
import { readRuns, type MeasuredRun } from '../measuredRun';
import { collectUtilisations, naiveHours, type Naive } from './naive';
import { reasonOf } from './reasons';

export type Shown = 'gpuHours' | 'peakMemoryGiB' | 'energyKwh' | 'wattsPerGpu';
export const quantities: readonly Shown[] = ['gpuHours', 'peakMemoryGiB', 'energyKwh', 'wattsPerGpu'];
export const names: Readonly<Record<Shown, string>> = {
  gpuHours: 'GPU-hours',
  peakMemoryGiB: 'Peak memory',
  energyKwh: 'Energy of the machine',
  wattsPerGpu: 'Watts a GPU, host included',
};

export interface Scored {
  readonly row: MeasuredRun;
  readonly quantity: Shown;
  readonly truth: number;
  readonly estimate: Interval;
  readonly naive: Naive;
  /** what of the run the model cannot know, for those that are far off */
  readonly reason: string;
}

/** |ln(estimate / measured)| */
export const off = ({ truth, estimate }: Scored): number => Math.abs(Math.log(estimate.mid / truth));

export function scoreRuns(): { readonly points: readonly Scored[]; readonly refused: readonly string[] } {
  const knowledge = createKnowledge();
  collectUtilisations((row) => {
    const accelerator = row.spec.gpu ? knowledge.accelerator(row.spec.gpu) : undefined;
    return accelerator && peakRate(accelerator, row.spec.precision ?? 'bf16').flopsPerSecond;
  });
  const points: Scored[] = [];
  const refused: string[] = [];
  for (const row of readRuns()) {
    const { workload } = resolveSpec(row.spec, knowledge);
    if (!workload) {
      refused.push(row.id);
      continue;
    }
    const estimate = estimateWorkload(workload);
    const naive = naiveHours(row, peakRate(workload.accelerator.value, workload.precision.value).flopsPerSecond);
    const reason = reasonOf(row, casesOf(workload, fittedConstants));
    const add = (quantity: Shown, truth: number | undefined, interval: Interval | null): void => {
      if (truth && interval) points.push({ row, quantity, truth, estimate: interval, naive, reason });
    };
    add('gpuHours', row.truth.gpuHours, estimate.gpuHours);
    add('peakMemoryGiB', row.truth.peakMemoryGiB, estimate.peakMemoryGiB);
    // A meter that leaves the host out does not measure what is estimated: the whole machine.
    if (row.energyScope === 'gpu') continue;
    add('energyKwh', row.truth.energyKwh, estimate.energyKwh);
    if (row.truth.energyKwh && row.truth.gpuHours && estimate.energyKwh && estimate.gpuHours) {
      const watts = (energy: number, hours: number): number => (1000 * energy) / hours;
      const mid = watts(estimate.energyKwh.mid, estimate.gpuHours.mid);
      add('wattsPerGpu', watts(row.truth.energyKwh, row.truth.gpuHours), { low: mid, mid, high: mid });
    }
  }
  return { points, refused };
}
