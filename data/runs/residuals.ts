// How far the fitted model is off on the rows it was fitted to: the spreads that the intervals are made of.
import type { Constants } from '../../src/estimate/physics/constants';
import { outcomeOf } from '../../src/estimate/physics/outcome';
import { isGuessed, memoryRegime, timeRegime } from '../../src/estimate/spreads';
import type { Case } from './fit';
import type { Spread } from './parameters';

interface Residual {
  readonly off: number;
  readonly weight: number;
}

/** The share of absolute residuals that is read off, and how many standard deviations of a normal distribution it corresponds to; room for families that the fit has not seen. */
const share = 0.85;
const deviations = 1.44;
const unseenFamilies = 1.25;
/** No regime is known better than this, however well its few rows agree. */
const smallestTime = 0.28;
const smallestMemory = 0.15;
const smallestPower = 0.12;

/** The weighted percentile; families count by the root of their size, as in the fit. */
function percentile(residuals: readonly Residual[]): number {
  const sorted = [...residuals].sort((a, b) => a.off - b.off);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { off, weight } of sorted) {
    below += weight;
    if (below >= share * total) return off;
  }
  return 0;
}

export function residualSpreads(cases: readonly Case[], constants: Constants): Record<Spread, number> {
  const groups = new Map<Spread, Residual[]>();
  const add = (group: Spread, estimate: number, truth: number, weight: number): void =>
    void groups.set(group, [...(groups.get(group) ?? []), { off: Math.abs(Math.log(estimate / truth)), weight }]);
  for (const { row, point, weight, powerWeight } of cases) {
    const outcome = outcomeOf(point, constants);
    const { gpuHours, peakMemoryGiB, energyKwh } = row.truth;
    if (gpuHours)
      add(
        `spreadTime${timeRegime(point.shape.family, point.countsTokens, isGuessed(point.shape), point.imageSize > 0, point.tuned)}`,
        outcome.gpuHours,
        gpuHours,
        weight,
      );
    if (peakMemoryGiB) add(`spreadMemory${memoryRegime(point.countsTokens, point.method)}`, outcome.peak.totalGib, peakMemoryGiB, weight);
    if (gpuHours && energyKwh)
      add('spreadPower', outcome.power.deviceWatts + (row.energyScope === 'gpu' ? 0 : outcome.power.hostWatts), (energyKwh / gpuHours) * 1000, powerWeight);
  }
  const spread = (group: Spread, smallest: number): number => Math.max(smallest, (unseenFamilies * percentile(groups.get(group) ?? [])) / deviations);
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
