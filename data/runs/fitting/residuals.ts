// How far off the model is on families of runs that its constants have not seen: the spreads that the intervals are made of.
import type { Interval } from '../../../src/model/interval';
import type { Constants } from '../../../src/estimate/physics/constants';
import { casesOf, figureOf } from '../../../src/estimate/cases';
import type { Outcome } from '../../../src/estimate/physics/outcome';
import type { Uncertain } from '../../../src/estimate/physics/point';
import { doubtsOf, regimesOf, type Doubts } from '../../../src/estimate/spreads';
import type { Case } from './cases';
import { partsOf } from './heldOut';
import { minimise } from './minimise';
import { spreadParameters, type Spread } from './parameters';

interface Score {
  /** the constant that is the spread of this row's regime */
  readonly regime: Spread;
  readonly doubts: Doubts;
  /** standard deviations that the model's own error must have for the truth to lie just inside the interval */
  readonly needed: number;
  readonly weight: number;
  readonly family: string;
  readonly part: number;
}
type Spreads = Record<Spread, number>;

/** Share of the truths that an interval is to hold, and half of its width in standard deviations of a normal distribution. */
const covered = 0.9;
const deviations = 1.645;
/** Errors below this are all the same: no regime is known better, however well its few rows agree. */
const smallest = 0.08;
/** How many rows' worth an expectation weighs against what was seen. */
const priorRows = 4;

const noDoubts: Doubts = { launch: 0, otherMaker: 0, unusualLayers: 0 };

/** What is left to the model's own error once the other uncertain inputs have had their share. */
function needed(without: Interval, truth: number): number {
  const off = Math.log(truth / without.mid);
  const others = Math.log(off > 0 ? without.high / without.mid : without.mid / without.low);
  return Math.sqrt(Math.max(0, off * off - others * others)) / deviations;
}

function scoresOf(cases: readonly Case[], constantsFor: (each: Case) => Constants): Score[] {
  const partOf = partsOf(cases);
  return cases.flatMap((each) => {
    const { row, workload, weight, powerWeight } = each;
    const constants = constantsFor(each);
    const worked = casesOf(workload, constants);
    const regimes = regimesOf(worked.point);
    const score = (regime: Spread, read: (outcome: Outcome) => number, input: Uncertain, truth: number | undefined, share: number, doubts: Doubts): Score[] =>
      truth
        ? [{ regime, doubts, needed: needed(figureOf(worked, read, input), truth), weight: share, family: row.family, part: partOf.get(row.family) ?? 0 }]
        : [];
    const watts = row.truth.energyKwh && row.truth.gpuHours ? (row.truth.energyKwh / row.truth.gpuHours) * 1000 : undefined;
    return [
      ...score(`spreadTime${regimes.time}`, (o) => o.gpuHours, 'time', row.truth.gpuHours, weight, doubtsOf(worked.point, worked.mid.step)),
      ...score(`spreadMemory${regimes.memory}`, (o) => o.peak.totalGib, 'memory', row.truth.peakMemoryGiB, weight, noDoubts),
      ...score('spreadPower', (o) => o.power.deviceWatts + (row.energyScope === 'gpu' ? 0 : o.power.hostWatts), 'power', watts, powerWeight, noDoubts),
    ];
  });
}

const spreadOf = ({ regime, doubts }: Score, spreads: Spreads): number =>
  spreads[regime] * spreads.widenLaunch ** doubts.launch * spreads.widenOtherMaker ** doubts.otherMaker * spreads.widenUnusualLayers ** doubts.unusualLayers;

/** What is expected of a regime before any row is seen counts as this many families of runs. */
const priorFamilies = 3;

/**
 * A regime that is known from few families says less of the next one: Student's quantile over the normal one (Cornish & Fisher 1938; degrees of freedom: families, the
 * expectation among them, less one).
 */
function fewFamilies(families: number): number {
  const [z, n] = [deviations, families + priorFamilies - 1];
  return 1 + (z ** 2 + 1) / (4 * n) + (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * n * n);
}

const familiesOf = (regime: string, scores: readonly Score[]): number =>
  new Set(scores.flatMap((score) => (score.regime === regime ? [score.family] : []))).size;

/** The spreads of a regression, widened where a regime's rows come from few families. */
function widened(spreads: Spreads, scores: readonly Score[]): Spreads {
  const entries = Object.entries(spreads).map(([name, value]) => [name, name.startsWith('spread') ? value * fewFamilies(familiesOf(name, scores)) : value]);
  return Object.fromEntries(entries) as Spreads;
}

/** Quantile regression in logarithms (Koenker & Bassett 1978): the spread below which `share` of the needed ones lie, drawn towards what was expected where rows are few. */
function quantileSpreads(scores: readonly Score[], share: number): Spreads {
  const named = (values: readonly number[]): Spreads => Object.fromEntries(spreadParameters.map(({ name }, i) => [name, values[i]])) as Spreads;
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  const objective = (values: readonly number[]): number => {
    const spreads = named(values);
    let sum = 0;
    for (const score of scores) {
      const over = Math.log(Math.max(smallest, score.needed) / spreadOf(score, spreads));
      sum += score.weight * (over > 0 ? share * over : (share - 1) * over);
    }
    for (const [i, { start, spread, low, high }] of spreadParameters.entries()) {
      const value = values[i] ?? start;
      if (value < low || value > high) return Infinity;
      sum += (priorRows * (1 - share) * Math.log(value / start) ** 2) / spread ** 2;
    }
    return sum / total;
  };
  return named(
    minimise(
      objective,
      spreadParameters.map(({ start }) => start),
      spreadParameters,
    ),
  );
}

/** A regime of fewer families cannot say what share of the next ones it will hold; it is widened by Student's quantile instead. */
const enoughFamilies = 5;

/** Share of the rows that an interval holds whose spreads have not seen the rows' own part of the families. */
function heldOutCoverage(scores: readonly Score[], share: number): { readonly all: number; readonly byRegime: ReadonlyMap<string, number> } {
  const parts = [...new Set(scores.map(({ part }) => part))];
  const inside = parts.flatMap((part) => {
    const kept = scores.filter((score) => score.part !== part);
    const spreads = widened(quantileSpreads(kept, share), kept);
    return scores.filter((score) => score.part === part).map((score) => ({ score, held: score.needed <= spreadOf(score, spreads) }));
  });
  const shareOf = (of: typeof inside): number =>
    of.reduce((sum, { score, held }) => sum + (held ? score.weight : 0), 0) / of.reduce((sum, { score }) => sum + score.weight, 0);
  const regimes = [...new Set(scores.map(({ regime }) => regime))].filter((regime) => familiesOf(regime, scores) >= enoughFamilies).sort();
  return { all: shareOf(inside), byRegime: new Map(regimes.map((regime) => [regime, shareOf(inside.filter(({ score }) => score.regime === regime))])) };
}

/** The share that a regime of some hundred rows holds is known to within two or three points. */
const tolerance = 0.015;

/** Quantiles that are tried, from a little below the nominal one since regimes of few families are widened besides, until the held-out coverage is reached. */
const tried = [0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 0.94, 0.96];

/**
 * The smallest quantile whose spreads hold, in every regime of several families, nine in ten of the rows of families that neither the constants nor the spreads have seen.
 * @param constantsFor the constants of a fit that has not seen the case's family
 */
export function residualSpreads(cases: readonly Case[], constantsFor: (each: Case) => Constants): Spreads {
  const scores = scoresOf(cases, constantsFor);
  let chosen = tried[tried.length - 1] ?? covered;
  for (const share of tried) {
    const coverage = heldOutCoverage(scores, share);
    console.log(
      `quantile ${share}: ${(100 * coverage.all).toFixed(1)} % of held-out rows inside;`,
      [...coverage.byRegime].map(([name, x]) => `${name} ${(100 * x).toFixed(0)}`).join(', '),
    );
    if (coverage.all < covered || Math.min(...coverage.byRegime.values()) < covered - tolerance) continue;
    chosen = share;
    break;
  }
  return widened(quantileSpreads(scores, chosen), scores);
}
