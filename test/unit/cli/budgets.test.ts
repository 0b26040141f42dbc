import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { exceeded, overScopes, readBaseline, readBudgetsFile } from '../../../src/cli/budgets';
import { UsageError } from '../../../src/cli/options';
import { totalOf } from '../../../src/report/sections/total';
import { bertEstimate, unknownSize } from '../report/bertEstimate';

const total = totalOf([bertEstimate, bertEstimate, unknownSize]);

test('several runs add up, and those without a figure are counted apart', () => {
  assert.equal(total.runs, 3);
  assert.equal(total.withoutFigure, 1);
  assert.equal(total.co2eKg?.mid, 0.682);
  assert.equal(totalOf([unknownSize]).co2eKg, null);
});

test('a limit speaks when the total is above it, not when it is met', () => {
  assert.deepEqual(exceeded(total, { co2eKg: 0.682, increasePercent: 0 }, undefined), []);
  assert.deepEqual(exceeded(total, { co2eKg: 0.5, energyKwh: 1.5, gpuHours: 6, increasePercent: 0 }, undefined), [
    '0.68 kg CO₂e is over --max-co2e 0.5 kg',
    '1.9 kWh is over --max-kwh 1.5 kWh',
    '6.2 GPU-h are over --max-gpu-hours 6',
  ]);
});

test('a rise over the baseline counts beyond the share that is allowed', () => {
  assert.deepEqual(exceeded(total, { increasePercent: 0 }, 0.682), []);
  assert.deepEqual(exceeded(total, { increasePercent: 10 }, 0.65), []);
  assert.match(exceeded(total, { increasePercent: 10 }, 0.5)[0] ?? '', /rises by 36 % over the baseline/);
  assert.equal(exceeded(total, { increasePercent: 10 }, 0).length, 1);
});

test('a baseline is an earlier result; anything else is refused', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-baseline-'));
  const file = path.join(folder, 'base.json');
  try {
    await writeFile(
      file,
      JSON.stringify({ schema: 1, files: [{ runs: [{ estimate: { co2eKg: { low: 1, mid: 2, high: 3 } } }, { estimate: { co2eKg: null } }] }, { runs: [] }] }),
    );
    assert.equal(await readBaseline(file), 2);
    await writeFile(file, '{"files": 3}');
    await assert.rejects(readBaseline(file), UsageError);
    await assert.rejects(readBaseline(`${file}.nope`), UsageError);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('budgets of the editor’s settings file are read with its comments', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-budgets-'));
  const file = path.join(folder, 'settings.json');
  try {
    await writeFile(file, '{\n  // the team agreed on these\n  "editor.rulers": [80],\n  "trainingFootprint.budgets": { "run": { "co2eKg": 0.3 }, },\n}\n');
    assert.deepEqual(await readBudgetsFile(file), { run: { co2eKg: 0.3 } });
    await writeFile(file, '{ "workspace": { "gpuHours": 5 } }');
    assert.deepEqual(await readBudgetsFile(file), { workspace: { gpuHours: 5 } });
    await writeFile(file, '{ "editor.rulers": [80] }');
    await assert.rejects(readBudgetsFile(file), /no limit in "trainingFootprint\.budgets"/);
    await writeFile(file, '{ "run": ');
    await assert.rejects(readBudgetsFile(file), /not JSON/);
    await assert.rejects(readBudgetsFile(`${file}.nope`), UsageError);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('each run, each file and the whole is held against its own limits, by name', () => {
  const one = { name: 'train.py line 3', amounts: bertEstimate };
  const open = { name: 'open.py line 1', amounts: unknownSize };
  const scopes = { run: [one, open], file: [{ name: 'train.py', amounts: bertEstimate }], workspace: [{ name: 'all runs', amounts: total }] };
  assert.deepEqual(overScopes({ run: { co2eKg: 0.3 }, file: { co2eKg: 0.5 }, workspace: { energyKwh: 1 } }, scopes), [
    'train.py line 3: 0.34 kg CO₂e is over the 0.30 kg CO₂e allowed for a run',
    'all runs: 1.9 kWh is over the 1.0 kWh allowed for the workspace',
  ]);
});
