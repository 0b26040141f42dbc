// How far off the model is on families that its constants have not seen, by kind of run.
import { casesOf, figureOf } from '../../../src/estimate/cases';
import type { Constants } from '../../../src/estimate/physics/constants';
import type { Outcome } from '../../../src/estimate/physics/outcome';
import { quantile } from '../quantile';
import type { Case } from './cases';

const figures: readonly (readonly ['gpuHours' | 'peakMemoryGiB', (outcome: Outcome) => number])[] = [
  ['gpuHours', (o) => o.gpuHours],
  ['peakMemoryGiB', (o) => o.peak.totalGib],
];

/** One line for each figure and kind: rows, median and 90th percentile of the error as a factor, and the bias. */
export function heldOutAccuracy(all: readonly Case[], constantsOf: ReadonlyMap<Case, Constants>): string[] {
  return figures.flatMap(([name, read]) => {
    const errors = all.flatMap((each) => {
      const [truth, constants] = [each.row.truth[name], constantsOf.get(each)];
      return truth && constants ? [{ kind: each.row.kind, off: Math.log(figureOf(casesOf(each.workload, constants), read).mid / truth) }] : [];
    });
    const line = (kind: string, of: readonly number[]): string => {
      const sizes = of.map(Math.abs);
      const factor = (x: number): string => Math.exp(x).toFixed(2);
      return `held out ${name} ${kind}: ${of.length} rows, median ${factor(quantile(sizes, 0.5))}, 90th percentile ${factor(quantile(sizes, 0.9))}, bias ${factor(quantile(of, 0.5))}`;
    };
    const kinds = [...new Set(errors.map(({ kind }) => kind))];
    return [
      line(
        'all',
        errors.map(({ off }) => off),
      ),
      ...kinds.map((kind) =>
        line(
          kind,
          errors.filter((error) => error.kind === kind).map(({ off }) => off),
        ),
      ),
    ];
  });
}
