// How alike the errors are of runs that share a recipe and a device: the intraclass correlation with which a measured run speaks for the next one
// (src/estimate/calibration.ts).
// usage: npx tsx data/runs/agreement.ts
import { createKnowledge } from '../../src/knowledge/knowledge';
import { estimateWorkload } from '../../src/estimate/estimate';
import { resolveSpec } from '../../src/resolve/resolveSpec';
import { readRuns } from './measuredRun';

/**
 * One-way analysis of variance: the share of the variance that lies between groups of unequal sizes (Fisher 1925; the mean group size corrected as in
 * Snedecor and Cochran 1989, section 13.5).
 */
export function intraclassCorrelation(groups: readonly (readonly number[])[]): number {
  const kept = groups.filter(({ length }) => length > 0);
  const all = kept.flat();
  const mean = average(all);
  const between = kept.reduce((sum, group) => sum + group.length * (average(group) - mean) ** 2, 0) / (kept.length - 1);
  const within = kept.reduce((sum, group) => sum + squares(group), 0) / (all.length - kept.length);
  const size = (all.length - kept.reduce((sum, { length }) => sum + length ** 2, 0) / all.length) / (kept.length - 1);
  return Math.max(0, (between - within) / (between + (size - 1) * within));
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + (value - average(values)) ** 2, 0);

function main(): void {
  const knowledge = createKnowledge();
  const byQuantity = { time: new Map<string, number[]>(), power: new Map<string, number[]>() };
  for (const row of readRuns()) {
    const { workload } = resolveSpec(row.spec, knowledge);
    const estimate = workload && estimateWorkload(workload);
    if (!workload || !estimate?.gpuHours || !estimate.energyKwh || !row.truth.gpuHours) continue;
    const group = `${row.family} on ${workload.accelerator.value.name}`;
    const add = (to: Map<string, number[]>, ratio: number): void => void to.set(group, [...(to.get(group) ?? []), Math.log(ratio)]);
    add(byQuantity.time, row.truth.gpuHours / estimate.gpuHours.mid);
    if (row.truth.energyKwh && row.energyScope !== 'gpu')
      add(byQuantity.power, row.truth.energyKwh / row.truth.gpuHours / (estimate.energyKwh.mid / estimate.gpuHours.mid));
  }
  for (const [quantity, groups] of Object.entries(byQuantity)) {
    const lists = [...groups.values()];
    console.log(`${quantity}: ${intraclassCorrelation(lists).toFixed(2)} over ${lists.length} groups of ${lists.flat().length} runs`);
  }
}

main();
