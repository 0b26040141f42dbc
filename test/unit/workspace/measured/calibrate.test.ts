// Measurements find their run, stand beside its estimate, and correct later estimates on the same device by as much as can be believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measured } from '../../../../src/model/measurement';
import { settingsOfMeasurement } from '../../../../src/report/sections/measured';
import { allRuns, footprintOf, type CountedRun, type WorkspaceFootprint } from '../../../../src/workspace/footprint';
import { calibrate } from '../../../../src/workspace/measured/calibrate';
import { matchRuns, type Assignments } from '../../../../src/workspace/measured/matchRuns';
import { readMeasurements } from '../../../../src/workspace/measured/readMeasurements';
import { scanFolder } from '../../../../src/workspace/scan/scanFolder';
import { ScanResults } from '../../../../src/workspace/scan/scanResults';
import { engine, filesOf, projectHost, trainer, type Files } from '../project';
import { emissionsCsv } from './emissions';

async function footprint(files: Files): Promise<WorkspaceFootprint> {
  const results = new ScanResults();
  await scanFolder(engine, { folder: '/project', rules: [], onFile: (one) => results.add(one) }, projectHost(filesOf(files)));
  return footprintOf(results.files, engine, () => ({}));
}
const named = (whole: WorkspaceFootprint, path: string): CountedRun => allRuns(whole).find(({ file }) => file.path === `/project/${path}`)!;

/** A log that measures `times` as long and `powers` as much power as estimated for the run. */
function log(run: CountedRun, { times = 1, powers = 1, path = '/project/emissions.csv' }: { times?: number; powers?: number; path?: string }): string {
  const [measurement] = readMeasurements(path, emissionsCsv({}));
  const { wallClockHours, energyKwh } = engine.estimate(run.run, settingsOfMeasurement(measurement!, {}));
  return emissionsCsv({ seconds: wallClockHours!.mid * 3600 * times, energyKwh: energyKwh!.mid * times * powers });
}

async function calibrated(ratios: { times?: number; powers?: number }, count = 1): Promise<{ measured: Measured; run: CountedRun }> {
  const whole = await footprint({ 'train.py': trainer('2') });
  const run = named(whole, 'train.py');
  const paths = Array.from({ length: count }, (_, index) => `/project/emissions_${index}.csv`);
  const measurements = paths.flatMap((path) => readMeasurements(path, log(run, ratios)));
  return { run, measured: calibrate(matchRuns(measurements, whole).runs, whole, engine, () => ({})) };
}

const matchedTo = async (files: Files, path: string, assigned?: Assignments): Promise<string | undefined> => {
  const { runs } = matchRuns(readMeasurements(`/project/${path}`, emissionsCsv({})), await footprint(files), assigned);
  return runs[0]?.runId.replace('/project/', '');
};

test('a log belongs to the only run of its folder, or of the nearest folder above', async () => {
  const files = { 'a/train.py': trainer('1'), 'b/train.py': trainer('2') };
  assert.match((await matchedTo(files, 'a/emissions.csv')) ?? '', /^a\/train\.py#/);
  assert.match((await matchedTo(files, 'b/out/run1/emissions.csv')) ?? '', /^b\/train\.py#/);
});

test('a log at the top belongs to the only run below, and to none where there are several', async () => {
  assert.match((await matchedTo({ 'src/train.py': trainer('1') }, 'emissions.csv')) ?? '', /^src\/train\.py#/);
  assert.equal(await matchedTo({ 'a.py': trainer('1'), 'b.py': trainer('2') }, 'emissions.csv'), undefined);
});

test('a tracker named after the script says which of several it is', async () => {
  assert.match((await matchedTo({ 'other.py': trainer('1'), 'sentiment, first.py': trainer('2') }, 'emissions.csv')) ?? '', /^sentiment, first\.py#/);
});

test('what the user says about a log wins, also that it counts for nothing', async () => {
  const files = { 'a/train.py': trainer('1'), 'b/train.py': trainer('2') };
  const other = allRuns(await footprint(files)).find(({ file }) => file.path.includes('/b/'))!.run.id;
  assert.match((await matchedTo(files, 'a/emissions.csv', { '/project/a/emissions.csv:2': other })) ?? '', /^b\//);
  assert.equal(await matchedTo(files, 'a/emissions.csv', { '/project/a/emissions.csv:2': null }), undefined);
});

test('a run that took longer than estimated makes later estimates on its device longer, by part of it', async () => {
  const { measured, run } = await calibrated({ times: 2 });
  const onIt = { gpu: 'A100-SXM4-80GB' };
  const [before, after] = [engine.estimate(run.run, onIt), engine.estimate(run.run, { ...onIt, measured })];
  const ratio = after.gpuHours!.mid / before.gpuHours!.mid;
  assert.ok(ratio > 1.5 && ratio < 2, String(ratio));
});

test('more measurements that agree are believed more, and narrow the range', async () => {
  const widths = [];
  const middles = [];
  for (const count of [0, 1, 4]) {
    const { measured, run } = await calibrated({ times: 2 }, count);
    const { low, mid, high } = engine.estimate(run.run, { gpu: 'A100-SXM4-80GB', measured }).gpuHours!;
    widths.push(high / low);
    middles.push(mid);
  }
  assert.ok(widths[0]! > widths[1]! && widths[1]! > widths[2]!, widths.join());
  assert.ok(middles[0]! < middles[1]! && middles[1]! < middles[2]! && middles[2]! < 2 * middles[0]!, middles.join());
});

test('measured power corrects energy and not time', async () => {
  const { measured, run } = await calibrated({ powers: 0.5 });
  const [before, after] = [{}, { measured }].map((more) => engine.estimate(run.run, { gpu: 'A100-SXM4-80GB', ...more }));
  assert.ok(Math.abs(after!.gpuHours!.mid / before!.gpuHours!.mid - 1) < 1e-9);
  const ratio = after!.energyKwh!.mid / before!.energyKwh!.mid;
  assert.ok(ratio > 0.5 && ratio < 0.7, String(ratio));
});

test('another device is estimated as before', async () => {
  const { measured, run } = await calibrated({ times: 3 });
  assert.deepEqual(engine.estimate(run.run, { gpu: 'T4', measured }).gpuHours, engine.estimate(run.run, { gpu: 'T4' }).gpuHours);
});

test('a ratio beyond all reason corrects nothing', async () => {
  const { measured } = await calibrated({ times: 100 });
  assert.deepEqual(measured.calibrations, []);
  assert.equal(measured.runs.length, 1);
});

test('the chain shows the correction as a factor that opens the log', async () => {
  const { measured, run } = await calibrated({ times: 2 }, 2);
  const report = engine.report(run.file, 0, { gpu: 'A100-SXM4-80GB', measured });
  const row = report.factors.find(({ id }) => id === 'calibration');
  assert.equal(row?.label, 'As 2 runs were measured');
  assert.match(row?.value ?? '', /^× 1\.[6-9] time, × 1\.0 power$/);
  assert.match(row?.range ?? '', /^\S+ – \S+$/);
  assert.deepEqual(
    row?.links.map(({ label }) => label),
    ['emissions_0.csv line 2', 'emissions_1.csv line 2'],
  );
});

test('the report sets what was measured beside the uncorrected estimate of the same, and says whether the range holds it', async () => {
  const { measured, run } = await calibrated({ times: 1.1 });
  const [section] = engine.report(run.file, 0, { gpu: 'T4', region: 'FR', measured }).measured ?? [];
  assert.equal(section?.title, 'CodeCarbon · sentiment, first · 2026-11-02');
  assert.equal(section?.link.label, 'emissions_0.csv line 2');
  const rows = section!.rows.map(({ id, ratio, inside }) => [id, ratio, inside]);
  assert.deepEqual(rows, [
    ['wallClock', '1.1×', true],
    ['energy', '1.1×', true],
  ]);
  assert.match(section!.notes.join(), /0\.60 kg CO₂e by the tracker’s own grid figure \(DEU\)/);
});
