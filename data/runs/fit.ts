// Fits the estimator's few constants to the measured runs that are marked for fitting, and writes src/estimate/constants.generated.ts.
// usage: npx tsx data/runs/fit.ts [--check] [--fresh] [--spreads]
//   --check: write nothing   --fresh: start from what was expected, not from the last fit   --spreads: keep the constants, work out the spreads again
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fittedConstants, type Constants } from '../../src/estimate/physics/constants';
import { heldOutAccuracy } from './fitting/accuracy';
import { fittingCases, type Case } from './fitting/cases';
import { constantsOfRefits, constantsWithoutOwnFamily } from './fitting/heldOut';
import { loss } from './fitting/loss';
import { minimise } from './fitting/minimise';
import { parameters, type Fitted } from './fitting/parameters';
import { residualSpreads } from './fitting/residuals';

const named = (values: readonly number[]): Fitted => Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]])) as unknown as Fitted;
const prior = (values: readonly number[]): number =>
  parameters.reduce((sum, { start, spread }, i) => sum + (Math.log((values[i] ?? start) / start) / spread) ** 2, 0);
/** How much one standard deviation of a prior weighs against the mean robust loss. */
const priorWeight = 0.0001;

const all = fittingCases();
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
for (const line of heldOutAccuracy(all, heldOut)) console.log(line);
const spreads = residualSpreads(all, (each) => heldOut.get(each) ?? fittedConstants);
const written = { ...values, ...spreads };
const uncertainty = constantsOfRefits(heldOut);
const percent = (name: string): string => (name in values ? ` // ± ${(100 * (uncertainty.get(name as keyof Constants) ?? 0)).toFixed(0)} %` : '');
for (const [name, value] of Object.entries(written))
  console.log(name.padEnd(28), value.toPrecision(4), percent(name), ' was', (fittedConstants[name as keyof Constants] ?? NaN).toPrecision(4));
if (!process.argv.includes('--check')) {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const families = new Set(all.map(({ row }) => row.family)).size;
  const date = new Date().toISOString().slice(0, 10);
  const lines = Object.entries(written).map(([name, value]) => `  ${name}: ${Number(value.toPrecision(4))},${percent(name)}`);
  const text = [
    '// Written by data/runs/fit.ts (npm run fit); do not edit.',
    `// Fitted on ${date} to the ${all.length} runs of ${families} families that data/runs/runs.jsonl marks \`"use": "fit"\`; what each constant means: data/runs/fitting/parameters.ts.`,
    '// Behind each: its standard deviation when a twelfth of the families is left out at a time (jackknife).',
    'export const fitted = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
  writeFileSync(path.join(here, '../../src/estimate/constants.generated.ts'), text);
}
