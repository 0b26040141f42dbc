// Runs the estimator over the measured runs and writes docs/validation.md: how far off, how often inside the interval, how wide; fitted and check rows apart.
// usage: npx tsx data/runs/validate.ts [--print]      --print: to the terminal only
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKnowledge } from '../../src/knowledge/knowledge';
import { estimateWorkload } from '../../src/estimate/estimate';
import { peakRate } from '../../src/estimate/physics/device';
import type { Interval } from '../../src/model/interval';
import { resolveSpec } from '../../src/resolve/resolveSpec';
import { collectUtilisations, naiveHours, type Naive } from './naive';
import { readRuns, type MeasuredRun } from './measuredRun';

type Shown = 'gpuHours' | 'peakMemoryGiB' | 'energyKwh' | 'wattsPerGpu';
interface Scored {
  readonly row: MeasuredRun;
  readonly quantity: Shown;
  readonly truth: number;
  readonly estimate: Interval;
  readonly naive: Naive;
}

const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
};

function scored(): { readonly points: Scored[]; readonly refused: string[] } {
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
    const add = (quantity: Shown, truth: number | undefined, interval: Interval | null): void => {
      if (truth && interval) points.push({ row, quantity, truth, estimate: interval, naive });
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

const off = ({ truth, estimate }: Scored): number => Math.abs(Math.log(estimate.mid / truth));
const factor = (x: number): string => (Number.isFinite(x) ? `${Math.exp(x).toFixed(2)}×` : '–');
const percent = (x: number): string => `${Math.round(100 * x)} %`;

function line(name: string, points: readonly Scored[]): string {
  const errors = points.map(off);
  const inside = points.filter(({ truth, estimate }) => estimate.low <= truth && truth <= estimate.high).length / points.length;
  const width = quantile(
    points.map(({ estimate }) => estimate.high / estimate.low),
    0.5,
  );
  const bias = Math.exp(
    quantile(
      points.map(({ truth, estimate }) => Math.log(estimate.mid / truth)),
      0.5,
    ),
  );
  const isHours = points[0]?.quantity === 'gpuHours';
  const naive = (pick: (naive: Naive) => number | undefined): string => {
    const values = points.flatMap((point) => (pick(point.naive) ? [Math.abs(Math.log((pick(point.naive) ?? 1) / point.truth))] : []));
    return isHours && values.length > 0 ? `${factor(quantile(values, 0.5))} / ${factor(quantile(values, 0.9))}` : '–';
  };
  const spread = points[0]?.quantity === 'wattsPerGpu' ? ['–', '–'] : [percent(inside), `${width.toFixed(1)}×`];
  return `| ${[name, points.length, factor(quantile(errors, 0.5)), factor(quantile(errors, 0.9)), `${bias.toFixed(2)}×`, ...spread, naive((n) => n.fixedUtilisation), naive((n) => n.medianUtilisation)].join(' | ')} |`;
}

const head = (title: string): string =>
  [
    `### ${title}`,
    '',
    '| kind | runs | median | 90th percentile | bias | inside | width | 40 % of peak | kind’s median utilisation |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ].join('\n');

function table(title: string, points: readonly Scored[]): string {
  if (points.length === 0) return '';
  const kinds = [...new Set(points.map(({ row }) => row.kind))].sort(
    (a, b) => points.filter(({ row }) => row.kind === b).length - points.filter(({ row }) => row.kind === a).length,
  );
  return [
    head(title),
    line('**all**', points),
    ...kinds.map((kind) =>
      line(
        kind,
        points.filter(({ row }) => row.kind === kind),
      ),
    ),
    '',
  ].join('\n');
}

const names: Readonly<Record<Shown, string>> = {
  gpuHours: 'GPU-hours',
  peakMemoryGiB: 'Peak memory',
  energyKwh: 'Energy of the machine',
  wattsPerGpu: 'Watts a GPU, host included',
};
const worstShown = 20;

function worst(points: readonly Scored[]): string {
  const rows = [...points].sort((a, b) => off(b) - off(a)).slice(0, worstShown);
  const cell = (x: number): string => String(Number(x.toPrecision(3)));
  return [
    '| run | kind | hardware | quantity | measured | estimate | off | source |',
    '| --- | --- | --- | --- | ---: | ---: | ---: | --- |',
    ...rows.map(
      (p) =>
        `| ${p.row.id} | ${p.row.kind} | ${p.row.spec.gpuCount ?? 1} × ${p.row.spec.gpu ?? ''} | ${names[p.quantity]} | ${cell(p.truth)} | ${cell(p.estimate.mid)} (${cell(p.estimate.low)} – ${cell(p.estimate.high)}) | ${(p.estimate.mid / p.truth).toFixed(2)}× | ${p.row.source.split(/[;(]/)[0]?.trim().slice(0, 60) ?? ''} |`,
    ),
  ].join('\n');
}

const { points, refused } = scored();
const of = (use: 'fit' | 'check', quantity: Shown): Scored[] => points.filter((p) => p.row.use === use && p.quantity === quantity);
const quantities: readonly Shown[] = ['gpuHours', 'peakMemoryGiB', 'energyKwh', 'wattsPerGpu'];
const document = `# Validation

How far the estimates are from ${new Set(points.map((p) => p.row.id)).size} measured runs, each estimated from what its source states and nothing else. Written by \`npm run validate\`; the runs, with source and licence of each, are in
\`data/runs/runs.jsonl\`.

- *median* and *90th percentile*: the error |ln(estimate / measured)| as a factor; 1.30× is 30 % too much or as much too little. *bias*: the median of estimate / measured.
- *inside*: the share of measured values within the 90 % interval. *width*: the median of high / low.
- The last two columns are what calculators without a model of time give on the same rows: 6 × parameters × tokens (or 3 × forward FLOPs × samples) at 40 % of the peak, or at the median utilisation of the kind.
- The constants were fitted to the rows of the second part only. The rows of the first part are whole families of runs (a recipe, a benchmark, a laboratory) that the fit has never seen.
- Energy and watts: rows whose meter leaves the host out are not compared; an estimate of the whole machine lies above them.
- Throughput benchmarks of vendors are among the rows; hobby code is slower, and the intervals for plain loops are wider for it.

## Runs that were not used for fitting

${quantities.map((q) => table(names[q], of('check', q))).join('\n')}
## Runs that were used for fitting

${quantities.map((q) => table(names[q], of('fit', q))).join('\n')}
## The worst cases among the runs that were not used for fitting

${worst(points.filter((p) => p.row.use === 'check'))}
${refused.length > 0 ? `\nNot estimated, because a name in the row is in no table: ${refused.join(', ')}.\n` : ''}`;
if (process.argv.includes('--print')) console.log(document);
else writeFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/validation.md'), document);
