// How far off the model is on families of runs that its constants have not seen: the spreads that the intervals are made of.
import type { Interval } from '../../src/model/interval';
import type { Constants } from '../../src/estimate/physics/constants';
import { casesOf, figureOf } from '../../src/estimate/cases';
import type { Outcome } from '../../src/estimate/physics/outcome';
import type { Uncertain } from '../../src/estimate/physics/point';
import { launchWidening, regimesOf } from '../../src/estimate/spreads';
import type { Case } from './fit';
import type { Spread } from './parameters';

interface Score {
  /** standard deviations that the model's own error must have for the truth to lie just inside the interval */
  readonly needed: number;
  readonly weight: number;
  readonly family: string;
}

/** Share of the truths that an interval is to hold, and half of its width in standard deviations of a normal distribution. */
const covered = 0.9;
const deviations = 1.645;
/** No regime is known better than this, however well its few rows agree. */
const smallestTime = 0.25;
const smallestMemory = 0.15;
const smallestPower = 0.12;

/** The worst of a handful of families says little: the raised share goes no further. */
const mostCovered = 0.95;

/**
 * Weighted split-conformal quantile (Vovk et al. 2005; Tibshirani et al. 2019): the share is raised by 1 / n for the n that it is read from. A new run belongs to a new family, so n counts families.
 * Families weigh by the root of their size, as in the fit.
 */
function conformal(scores: readonly Score[]): number {
  const families = new Set(scores.map(({ family }) => family)).size;
  const share = Math.min(mostCovered, covered * (1 + 1 / Math.max(1, families)));
  const sorted = [...scores].sort((a, b) => a.needed - b.needed);
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { needed, weight } of sorted) {
    below += weight;
    if (below >= share * total - 1e-9) return needed;
  }
  return 0;
}

/** What is left to the model's own error once the other uncertain inputs have had their share. */
function needed(without: Interval, truth: number): number {
  const off = Math.log(truth / without.mid);
  const others = Math.log(off > 0 ? without.high / without.mid : without.mid / without.low);
  return Math.sqrt(Math.max(0, off * off - others * others)) / deviations;
}

/** @param constantsFor the constants of a fit that has not seen the case's family */
export function residualSpreads(cases: readonly Case[], constantsFor: (each: Case) => Constants): Record<Spread, number> {
  const groups = new Map<Spread, Score[]>();
  for (const each of cases) {
    const { row, workload, weight, powerWeight } = each;
    const constants = constantsFor(each);
    const worked = casesOf(workload, constants);
    const regimes = regimesOf(workload);
    const add = (group: Spread, read: (outcome: Outcome) => number, input: Uncertain, truth: number | undefined, scale: number, share: number): void => {
      if (!truth) return;
      const score = { needed: needed(figureOf(worked, read, input), truth) / scale, weight: share, family: row.family };
      groups.set(group, [...(groups.get(group) ?? []), score]);
    };
    add(`spreadTime${regimes.time}`, (o) => o.gpuHours, 'time', row.truth.gpuHours, launchWidening(worked.mid.step), weight);
    add(`spreadMemory${regimes.memory}`, (o) => o.peak.totalGib, 'memory', row.truth.peakMemoryGiB, 1, weight);
    const watts = row.truth.energyKwh && row.truth.gpuHours ? (row.truth.energyKwh / row.truth.gpuHours) * 1000 : undefined;
    add('spreadPower', (o) => o.power.deviceWatts + (row.energyScope === 'gpu' ? 0 : o.power.hostWatts), 'power', watts, 1, powerWeight);
  }
  for (const [group, scores] of [...groups].sort())
    console.log(group, scores.length, 'rows', new Set(scores.map(({ family }) => family)).size, 'families', conformal(scores).toFixed(3));
  const spread = (group: Spread, smallest: number): number => Math.max(smallest, conformal(groups.get(group) ?? []));
  return {
    spreadTimeTuned: spread('spreadTimeTuned', smallestTime),
    spreadTimeEager: spread('spreadTimeEager', smallestTime),
    spreadTimeImage: spread('spreadTimeImage', smallestTime),
    spreadTimeTabular: spread('spreadTimeTabular', smallestTime),
    spreadTimeGuessed: spread('spreadTimeGuessed', smallestTime),
    spreadMemoryFull: spread('spreadMemoryFull', smallestMemory),
    spreadMemoryAdapters: spread('spreadMemoryAdapters', smallestMemory),
    spreadMemoryImage: spread('spreadMemoryImage', smallestMemory),
    spreadPower: spread('spreadPower', smallestPower),
  };
}
