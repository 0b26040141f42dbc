// What dominates the footprint, and what the user could state to narrow its range most.
import type { Insights } from '../model/estimate';
import { figureOf, type Cases } from './cases';
import { widthOf } from './intervals';
import type { Outcome } from './physics/outcome';
import type { Uncertain } from './physics/point';
import { peakRate, runningPrecision } from './physics/device';
import { sharesOf } from './shares';

/** A part this large is worth naming before the training itself. */
const worthNaming = 0.3;
/** A narrower range is worth asking for when it shrinks by this share. */
const worthAsking = 0.05;
/** A dirty grid: above the world's average. */
const dirtyKgPerKwh = 0.55;

/** Uncertain inputs that a user can state, and the name of the setting that does. */
const statable: Partial<Record<Uncertain, string>> = {
  gpu: 'gpu',
  datasetSamples: 'datasetSamples',
  epochs: 'epochs',
  tokensPerSample: 'meanTokensPerSample',
  perDeviceBatchSize: 'perDeviceBatchSize',
  region: 'region',
  pue: 'pue',
};

export function insightsOf(cases: Cases): Insights {
  return { dominant: dominantOf(cases), narrowing: narrowingOf(cases), rangeFrom: rangeFromOf(cases) };
}

function dominantOf({ workload, point, mid }: Cases): Insights['dominant'] {
  const share = new Map(sharesOf(workload, mid).map(({ id, fraction }) => [id, fraction]));
  for (const id of ['padding', 'evaluation', 'embodied'] as const) {
    const fraction = share.get(id) ?? 0;
    if (fraction > worthNaming) return { id, fraction };
  }
  if (mid.step.launch > mid.step.compute + mid.step.traffic)
    return { id: 'launch', fraction: 1 - (mid.step.compute + mid.step.traffic) / (mid.step.launch + mid.step.compute + mid.step.traffic) };
  const { value: accelerator } = workload.accelerator;
  if (runningPrecision(point) === 'fp32' && peakRate(accelerator, 'bf16').flopsPerSecond > 2 * peakRate(accelerator, 'fp32').flopsPerSecond)
    return { id: 'precision', detail: 'fp32' };
  if (!workload.gridKgPerKwh.assumed && workload.gridKgPerKwh.value.mid > dirtyKgPerKwh) return { id: 'grid', detail: workload.place };
  return { id: 'training', fraction: share.get('training') ?? 0 };
}

function narrowingOf(cases: Cases): Insights['narrowing'] {
  const read = (outcome: Outcome): number => outcome.co2eKg;
  const widthNow = widthOf(figureOf(cases, read));
  let best: Insights['narrowing'];
  for (const [input, name] of Object.entries(statable) as [Uncertain, string][]) {
    const widthThen = widthOf(figureOf(cases, read, input));
    if (widthThen < widthNow * (1 - worthAsking) && (!best || widthThen < best.widthThen)) best = { input: name, widthNow, widthThen };
  }
  return best;
}

/** The input that the range of CO2e comes from most, and its share of the squared logarithmic deviations, which add up. */
function rangeFromOf({ tilted }: Cases): Insights['rangeFrom'] {
  const shares = tilted.map(({ input, low, high }) => ({ input, square: Math.log(high.co2eKg / low.co2eKg) ** 2 })).filter(({ square }) => square > 0);
  const total = shares.reduce((sum, { square }) => sum + square, 0);
  const largest = shares.reduce((most, each) => (each.square > most.square ? each : most), { input: 'time' as Uncertain, square: 0 });
  return total > 0 && Number.isFinite(total) ? { input: largest.input, fraction: largest.square / total } : undefined;
}
