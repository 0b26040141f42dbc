// Runs the estimator over the measured runs, prints how far off it is and writes docs/validation.md with its plots; fitted and check rows apart.
// usage: npx tsx data/runs/validate.ts [--print]      --print: to the terminal only
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plot } from './validation/plots';
import { names, quantities, scoreRuns, type Scored, type Shown } from './validation/score';
import { summaryOf, table, worst } from './validation/tables';

const worstShown = 20;
const plotted: readonly Shown[] = ['gpuHours', 'peakMemoryGiB', 'energyKwh'];

const { points, refused } = scoreRuns();
const of = (use: 'fit' | 'check', quantity: Shown): Scored[] => points.filter((p) => p.row.use === use && p.quantity === quantity);
const runs = new Set(points.map((p) => p.row.id)).size;
const document = `# Validation

How far the estimates are from ${runs} measured runs, each estimated from what its source states and nothing else. Written by \`npm run validate\`; the runs, with source and licence of each, are in
\`data/runs/runs.jsonl\`.

- *median* and *90th percentile*: the error |ln(estimate / measured)| as a factor; 1.30× is 30 % too much or as much too little. *bias*: the median of estimate / measured.
- *inside*: the share of measured values within the 90 % interval. *width*: the median of high / low.
- The last two columns are what calculators without a model of time give on the same rows: 6 × parameters × tokens (or 3 × forward FLOPs × samples) at 40 % of the peak, or at the median utilisation of the kind.
- The constants were fitted to the rows of the second part only. The rows of the first part are whole families of runs (a recipe, a benchmark, a laboratory) that the fit has never seen.
- *inputs marked low*: an input that the source does not give was assumed, rounded or approximated when the row was collected.
- Energy and watts: rows whose meter leaves the host out are not compared; an estimate of the whole machine lies above them.
- Throughput benchmarks of vendors are among the rows; hobby code is slower, and the intervals for plain loops are wider for it.

${plotted.map((quantity) => `![${names[quantity]}: estimated against measured](validation/${quantity}.svg)`).join('\n')}

## The worst cases among the runs that were not used for fitting

${worst(
  points.filter((p) => p.row.use === 'check'),
  worstShown,
)}

## Runs that were not used for fitting

${quantities.map((q) => table(names[q], of('check', q))).join('\n')}
## Runs that were used for fitting

${quantities.map((q) => table(names[q], of('fit', q))).join('\n')}${refused.length > 0 ? `\nNot estimated, because a name in the row is in no table: ${refused.join(', ')}.\n` : ''}`;

for (const use of ['check', 'fit'] as const)
  for (const quantity of quantities) {
    const { rows, median, ninetieth, inside, width } = summaryOf(of(use, quantity));
    const spread = quantity === 'wattsPerGpu' ? '' : `, ${Math.round(100 * inside)} % inside, width ${width.toFixed(1)}`;
    console.log(`${use} ${names[quantity]}: ${rows} rows, median ${Math.exp(median).toFixed(2)}, 90th percentile ${Math.exp(ninetieth).toFixed(2)}${spread}`);
  }
if (process.argv.includes('--print')) console.log(document);
else {
  const docs = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs');
  mkdirSync(path.join(docs, 'validation'), { recursive: true });
  for (const quantity of plotted)
    writeFileSync(
      path.join(docs, 'validation', `${quantity}.svg`),
      plot(
        quantity,
        points.filter((p) => p.quantity === quantity),
      ),
    );
  writeFileSync(path.join(docs, 'validation.md'), document.trimEnd() + '\n');
}
