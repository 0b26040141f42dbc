// From runs that were measured to what they say about later estimates on the same device.
import type { Engine } from '../../engine';
import type { Calibration, Measured, MeasuredRun } from '../../model/measurement';
import type { Settings } from '../../model/settings';
import { isWhole, settingsOfMeasurement } from '../../report/sections/measured';
import { allRuns, type CountedRun, type WorkspaceFootprint } from '../footprint';

/** One measured run against its estimate, each ratio measured over estimated. */
interface Ratios {
  readonly gpu: string;
  readonly time?: number;
  readonly power?: number;
}

/** A ratio beyond this is a mistaken unit, a test on a few samples or another run; it must not carry other estimates with it. */
const FARTHEST_RATIO = 5;

/** @param settingsOf the user's settings for a file; measurements among them are left out */
export function calibrate(measured: readonly MeasuredRun[], footprint: WorkspaceFootprint, engine: Engine, settingsOf: (path: string) => Settings): Measured {
  const runs = new Map(allRuns(footprint).map((run) => [run.run.id, run]));
  const byDevice = new Map<string, Calibration>();
  for (const { runId, measurement } of measured) {
    const run = runs.get(runId);
    if (!run || !isWhole(measurement)) continue;
    const ratios = ratiosOf({ runId, measurement }, run, engine, settingsOf(run.file.path));
    if (!ratios || (ratios.time === undefined && ratios.power === undefined)) continue;
    const known = byDevice.get(ratios.gpu) ?? { gpu: ratios.gpu, time: [], power: [], from: [] };
    byDevice.set(ratios.gpu, {
      gpu: ratios.gpu,
      time: ratios.time === undefined ? known.time : [...known.time, ratios.time],
      power: ratios.power === undefined ? known.power : [...known.power, ratios.power],
      from: [...known.from, { path: measurement.path, line: measurement.line }],
    });
  }
  return { calibrations: [...byDevice.values()], runs: measured };
}

function ratiosOf({ measurement }: MeasuredRun, { run }: CountedRun, engine: Engine, settings: Settings): Ratios | undefined {
  const estimate = engine.estimate(run, settingsOfMeasurement(measurement, settings));
  const device = estimate.chain.find(({ id }) => id === 'gpu');
  const { wallClockHours, gpuHours, energyKwh } = estimate;
  // On an assumed device the error of the assumption would be taken for one of the model.
  if (!device || typeof device.value !== 'string' || device.assumed || !wallClockHours || !gpuHours || !energyKwh) return undefined;
  const time = logRatio(measurement.wallClockHours, wallClockHours.mid);
  const energy = logRatio(measurement.energyKwh, energyKwh.mid);
  const power = energy !== undefined && time !== undefined ? energy - time : undefined;
  return { gpu: device.value, ...(isNear(time) ? { time } : {}), ...(isNear(power) && isNear(time) ? { power } : {}) };
}

const logRatio = (measured: number | undefined, estimated: number): number | undefined =>
  measured !== undefined && measured > 0 && estimated > 0 ? Math.log(measured / estimated) : undefined;

const isNear = (ratio: number | undefined): ratio is number => ratio !== undefined && Math.abs(ratio) <= Math.log(FARTHEST_RATIO);
