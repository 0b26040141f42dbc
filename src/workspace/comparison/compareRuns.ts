// Two or more runs beside each other: what differs in what the files say, and what that makes of the figures.
import type { Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';
import type { Fact, FactName } from '../../model/run';
import { factLabel, FACTS_IN_ORDER } from '../../report/figures/names';
import { exact, rounded } from '../../report/figures/number';
import { writeDuration } from '../../report/figures/duration';
import { co2eKg, energyKwh, gpuHours, memoryGiB, usd, write, type Written } from '../../report/figures/quantity';
import { writeFact } from '../../report/sections/facts';
import type { Translate } from '../../report/translate';
import type { RunPlace } from '../footprint';
import { runName } from '../runName';
import { type ShowPath } from '../../model/paths';

export interface ComparedRun extends RunPlace {
  readonly estimate: Estimate;
}

/** One row of the comparison, a cell a run. */
export interface ComparedRow {
  readonly label: string;
  readonly cells: readonly string[];
}

export interface Comparison {
  readonly names: readonly string[];
  readonly figures: readonly ComparedRow[];
  /** facts that are not the same in all */
  readonly differences: readonly ComparedRow[];
  /** one sentence that says which is lighter, and whether the ranges leave that open */
  readonly verdict: string;
}

type ReadFigure = readonly [label: string, read: (estimate: Estimate) => Interval | null, written: (interval: Interval, like: number) => Written];

const FIGURES: readonly ReadFigure[] = [
  ['CO₂e', (one) => one.co2eKg, (interval, like) => write(interval, co2eKg, like)],
  ['GPU-hours', (one) => one.gpuHours, (interval, like) => write(interval, gpuHours, like)],
  ['Energy', (one) => one.energyKwh, (interval, like) => write(interval, energyKwh, like)],
  ['Wall-clock', (one) => one.wallClockHours, (interval) => writeDuration(interval)],
  ['Peak memory', (one) => one.peakMemoryGiB, (interval, like) => write(interval, memoryGiB, like)],
  ['Cost', (one) => one.costUsd, (interval, like) => write(interval, usd, like)],
];

/** @param runs two or more; the first is what the others are compared with */
export function compareRuns(runs: readonly ComparedRun[], showPath: ShowPath, translate: Translate): Comparison {
  const names = runs.map((run) => runName(run, showPath, translate));
  return { names, figures: figureRows(runs, translate), differences: differenceRows(runs, translate), verdict: verdictOf(runs, names, translate) };
}

function figureRows(runs: readonly ComparedRun[], translate: Translate): readonly ComparedRow[] {
  return FIGURES.flatMap(([label, read, written]) => {
    const intervals = runs.map(({ estimate }) => read(estimate));
    const like = intervals.find((one) => one !== null)?.mid;
    if (like === undefined) return [];
    const cells = intervals.map((interval) => {
      if (!interval) return '—';
      const { value, range } = written(interval, like);
      return range ? `${value} (${range})` : value;
    });
    const ratios: ComparedRow[] =
      label === 'CO₂e' && intervals[0]
        ? [
            {
              label: translate('against the first'),
              cells: intervals.map((one, index) => (one && index > 0 ? `${rounded(one.mid / intervals[0]!.mid)}×` : '')),
            },
          ]
        : [];
    return [{ label: translate(label), cells }, ...ratios];
  });
}

/** Facts in the words of the report, where at least two runs disagree or only some state one; then what the estimate assumes or takes from settings. */
function differenceRows(runs: readonly ComparedRun[], translate: Translate): readonly ComparedRow[] {
  const facts = FACTS_IN_ORDER.flatMap((name): readonly ComparedRow[] => {
    const stated = runs.map(({ run }): Fact | undefined => run.facts[name]);
    if (new Set(stated.map((fact) => fact && String(fact.value))).size === 1) return [];
    return [{ label: factLabel(name, translate), cells: stated.map((fact) => (fact ? writeFact(name, fact, translate) : '—')) }];
  });
  const chosen = (['gpu', 'gpuCount', 'grid'] as const).flatMap((id): readonly ComparedRow[] => {
    const cells = runs.map(({ estimate }) => chainText(estimate, id, translate));
    const known: FactName | undefined = id === 'grid' ? 'region' : id;
    return new Set(cells).size === 1 || facts.some(({ label }) => label === factLabel(known, translate)) ? [] : [{ label: factLabel(known, translate), cells }];
  });
  return [...facts, ...chosen];
}

/** What the estimate took for a factor, said to be assumed where it is. */
function chainText({ chain }: Estimate, id: string, translate: Translate): string {
  const factor = chain.find((one) => one.id === id);
  if (!factor) return '—';
  const { value, details, assumed } = factor;
  const place = details?.place;
  const text = typeof place === 'string' ? place : typeof value === 'string' ? value : exact(value.mid);
  return assumed ? `${text} (${translate('assumed')})` : text;
}

function verdictOf(runs: readonly ComparedRun[], names: readonly string[], translate: Translate): string {
  const known = runs.flatMap(({ estimate }, index) => (estimate.co2eKg ? [{ name: names[index]!, kilograms: estimate.co2eKg }] : []));
  if (known.length < 2) return translate('Fewer than two of them have a figure, so nothing can be compared yet.');
  const sorted = [...known].sort((a, b) => a.kilograms.mid - b.kilograms.mid);
  const [lightest, heaviest] = [sorted[0]!, sorted.at(-1)!];
  const ratio = heaviest.kilograms.mid / lightest.kilograms.mid;
  if (ratio < SAME_BELOW) return translate('They cost about the same.');
  const parts = [translate('{0} costs {1} times what {2} does.', heaviest.name, rounded(ratio), lightest.name)];
  // Most errors (of the model, of the grid) go the same way for both; the ranges alone overstate the doubt.
  if (heaviest.kilograms.low <= lightest.kilograms.high) parts.push(translate('Their ranges overlap, but much of what is uncertain is so for both alike.'));
  return parts.join(' ');
}

/** Estimates nearer than this are written alike in two digits. */
const SAME_BELOW = 1.02;
