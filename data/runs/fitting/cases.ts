// The measured runs that the constants are fitted to, each as a workload, with how much it says.
import { createKnowledge } from '../../../src/knowledge/knowledge';
import { fittedConstants } from '../../../src/estimate/physics/constants';
import { noSpreads, pointOf, shapeOf, type Point } from '../../../src/estimate/physics/point';
import { asItCanRun } from '../../../src/estimate/physics/feasible';
import type { Workload } from '../../../src/model/workload';
import { resolveSpec } from '../../../src/resolve/resolveSpec';
import { readRuns, type MeasuredRun } from '../measuredRun';

export interface Case {
  readonly row: MeasuredRun;
  readonly workload: Workload;
  readonly point: Point;
  readonly weight: number;
  /** of its power: metered rows are few, and a family's others say nothing about it */
  readonly powerWeight: number;
}

/** A row with an assumed or a recalled input says less. */
const confidenceWeight: Readonly<Record<string, number>> = { low: 0.5, 'recalled-inputs': 0.6 };

export function fittingCases(): Case[] {
  const knowledge = createKnowledge();
  const rows = readRuns().filter((row) => row.use === 'fit');
  const familySize = new Map<string, number>();
  for (const row of rows) familySize.set(row.family, (familySize.get(row.family) ?? 0) + 1);
  const meteredSize = new Map<string, number>();
  for (const row of rows) if (row.truth.energyKwh) meteredSize.set(row.family, (meteredSize.get(row.family) ?? 0) + 1);
  return rows.flatMap((row) => {
    const { workload } = resolveSpec(row.spec, knowledge);
    if (!workload) return [];
    // A family counts by the root of its size, so that one benchmark with many rows does not outvote ten others.
    const weight = (confidenceWeight[row.confidence] ?? 1) / Math.sqrt(familySize.get(row.family) ?? 1);
    return [
      {
        row,
        workload,
        weight,
        powerWeight: (confidenceWeight[row.confidence] ?? 1) / Math.sqrt(meteredSize.get(row.family) ?? 1),
        point: asItCanRun(pointOf(workload, shapeOf(workload.model.value), noSpreads), workload, fittedConstants),
      },
    ];
  });
}
