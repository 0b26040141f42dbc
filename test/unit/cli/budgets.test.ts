import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { exceeded, readBaseline } from '../../../src/cli/budgets';
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
