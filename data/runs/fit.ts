// Fits the estimator's few constants to the measured runs that are marked for fitting, and writes src/estimate/constants.generated.ts.
// usage: npx tsx data/runs/fit.ts [--check] [--fresh] [--spreads]
//   --check: write nothing   --fresh: start from what was expected, not from the last fit   --spreads: keep the constants, work out the spreads again
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workload } from '../../src/model/workload';
import { createKnowledge } from '../../src/knowledge/knowledge';
import { fittedConstants, type Constants } from '../../src/estimate/physics/constants';
import { outcomeOf } from '../../src/estimate/physics/outcome';
import { noSpreads, pointOf, shapeOf, type Point } from '../../src/estimate/physics/point';
import { withNeededRecomputation } from '../../src/estimate/physics/recomputation';
import { resolveSpec } from '../../src/resolve/resolveSpec';
import { parameters, type Fitted } from './parameters';
import { minimise } from './minimise';
import { readRuns, type MeasuredRun } from './measuredRun';
import { constantsWithoutOwnFamily } from './heldOut';
import { residualSpreads } from './residuals';

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

function cases(): Case[] {
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
        point: withNeededRecomputation(pointOf(workload, shapeOf(workload.model.value), noSpreads), workload.gradientCheckpointing.assumed, fittedConstants),
      },
    ];
  });
}

/** Squared near zero, linear beyond a factor of about 1.5: a single odd row must not bend the model. */
const robust = (x: number): number => (Math.abs(x) < 0.4 ? x * x : 0.8 * Math.abs(x) - 0.16);

/** Too low a peak costs a run that dies, too high a one some unused memory; unseen families turned out to need more than was expected, not less. */
const tooLittleMemory = 3;

export function loss(all: readonly Case[], constants: Constants): number {
  let sum = 0;
  let total = 0;
  for (const { row, point, weight, powerWeight } of all) {
    const outcome = outcomeOf(point, constants);
    const add = (estimate: number, truth: number | undefined, share: number): void => {
      if (!truth || !(estimate > 0)) return;
      sum += share * robust(Math.log(estimate / truth));
      total += share;
    };
    add(outcome.gpuHours, row.truth.gpuHours, weight);
    const peak = outcome.peak.totalGib;
    add(peak, row.truth.peakMemoryGiB, (peak < (row.truth.peakMemoryGiB ?? 0) ? tooLittleMemory : 1) * 1.5 * weight);
    if (row.truth.energyKwh && row.truth.gpuHours) {
      const pue = row.energyScope === 'facility' ? point.pue : 1;
      const watts = outcome.power.deviceWatts + (row.energyScope === 'gpu' ? 0 : outcome.power.hostWatts);
      add(watts * pue, (row.truth.energyKwh / row.truth.gpuHours) * 1000, 3 * powerWeight);
    }
  }
  return sum / total;
}

const named = (values: readonly number[]): Fitted => Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]])) as unknown as Fitted;
const prior = (values: readonly number[]): number =>
  parameters.reduce((sum, { start, spread }, i) => sum + (Math.log((values[i] ?? start) / start) / spread) ** 2, 0);
/** How much one standard deviation of a prior weighs against the mean robust loss. */
const priorWeight = 0.0002;

const all = cases();
const objectiveOver =
  (rows: readonly Case[]) =>
  (values: readonly number[]): number => {
    if (values.some((value, i) => value < (parameters[i]?.low ?? 0) || value > (parameters[i]?.high ?? Infinity))) return Infinity;
    return loss(rows, { ...fittedConstants, ...named(values) }) + priorWeight * prior(values);
  };
const objective = objectiveOver(all);
const begin = parameters.map(({ name, start, low, high }) =>
  Math.min(high, Math.max(low, process.argv.includes('--fresh') ? start : (fittedConstants[name] ?? start))),
);
console.log(`${all.length} rows, loss before ${objective(begin).toFixed(4)}`);
const best = process.argv.includes('--spreads') ? begin : minimise(objective, begin, parameters);
const values = named(best);
console.log(`loss after ${objective(best).toFixed(4)}`);
const heldOut = constantsWithoutOwnFamily(all, (kept) => ({ ...fittedConstants, ...named(minimise(objectiveOver(kept), best, parameters, true)) }));
const spreads = residualSpreads(all, (each) => heldOut.get(each) ?? fittedConstants);
const written = { ...values, ...spreads };
for (const [name, value] of Object.entries(written))
  console.log(name.padEnd(28), value.toPrecision(4), ' was', (fittedConstants[name as keyof Constants] ?? NaN).toPrecision(4));
if (!process.argv.includes('--check')) {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const lines = Object.entries(written).map(([name, value]) => `  ${name}: ${Number(value.toPrecision(4))},`);
  const text = `// Written by data/runs/fit.ts (npm run fit); do not edit.\n// Fitted on ${all.length} measured runs marked for fitting in data/runs/runs.jsonl; what each constant means: data/runs/parameters.ts.\nexport const fitted = {\n${lines.join('\n')}\n} as const;\n`;
  writeFileSync(path.join(here, '../../src/estimate/constants.generated.ts'), text);
}
