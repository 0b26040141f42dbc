// Tables of how far the estimates are off, in Markdown.
import { quantile } from '../quantile';
import type { Naive } from './naive';
import { names, off, type Scored } from './score';

const factor = (x: number): string => (Number.isFinite(x) ? `${Math.exp(x).toFixed(2)}×` : '–');
const percent = (x: number): string => `${Math.round(100 * x)} %`;

export interface Summary {
  readonly rows: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly inside: number;
  readonly width: number;
}

export function summaryOf(points: readonly Scored[]): Summary {
  const errors = points.map(off);
  return {
    rows: points.length,
    median: quantile(errors, 0.5),
    ninetieth: quantile(errors, 0.9),
    inside: points.filter(({ truth, estimate }) => estimate.low <= truth && truth <= estimate.high).length / points.length,
    width: quantile(
      points.map(({ estimate }) => estimate.high / estimate.low),
      0.5,
    ),
  };
}

function line(name: string, points: readonly Scored[]): string {
  const { rows, median, ninetieth, inside, width } = summaryOf(points);
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
  return `| ${[name, rows, factor(median), factor(ninetieth), `${bias.toFixed(2)}×`, ...spread, naive((n) => n.fixedUtilisation), naive((n) => n.medianUtilisation)].join(' | ')} |`;
}

/** One line for all kinds together, one for those whose inputs the sources state for certain, one for each kind. */
export function table(title: string, points: readonly Scored[]): string {
  if (points.length === 0) return '';
  const certain = points.filter(({ row }) => row.confidence !== 'low');
  const byKind = (kind: string): Scored[] => points.filter(({ row }) => row.kind === kind);
  const kinds = [...new Set(points.map(({ row }) => row.kind))].sort((a, b) => byKind(b).length - byKind(a).length);
  return [
    `### ${title}`,
    '',
    '| kind | runs | median | 90th percentile | bias | inside | width | 40 % of peak | kind’s median utilisation |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    line('**all**', points),
    ...(certain.length > 0 && certain.length < points.length
      ? [
          line('inputs certain', certain),
          line(
            'inputs marked low',
            points.filter((p) => !certain.includes(p)),
          ),
        ]
      : []),
    ...kinds.map((kind) => line(kind, byKind(kind))),
    '',
  ].join('\n');
}

/** The furthest off, with what is behind it. */
export function worst(points: readonly Scored[], count: number): string {
  const rows = [...points].sort((a, b) => off(b) - off(a)).slice(0, count);
  const cell = (x: number): string => String(Number(x.toPrecision(3)));
  return [
    '| run | kind | hardware | quantity | measured | estimate | off | why | source |',
    '| --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |',
    ...rows.map(
      ({ row, quantity, truth, estimate, reason }) =>
        `| ${row.id} | ${row.kind} | ${row.spec.gpuCount ?? 1} × ${row.spec.gpu ?? ''} | ${names[quantity]} | ${cell(truth)} | ${cell(estimate.mid)} (${cell(estimate.low)} – ${cell(estimate.high)}) | ${(estimate.mid / truth).toFixed(2)}× | ${reason} | ${row.source.split(/[;(]/)[0]?.trim().slice(0, 60) ?? ''} |`,
    ),
  ].join('\n');
}
