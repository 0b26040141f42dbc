// Budgets: what a settings file allows, what is over it, and what may be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breachesOf, readBudgets, writeBreach, type Amounts } from '../../../src/report/sections/budgets';
import { inEnglish } from '../../../src/report/translate';

const amounts: Amounts = { co2eKg: { low: 0.2, mid: 0.4, high: 0.9 }, energyKwh: { low: 1, mid: 2, high: 3 }, gpuHours: null };

test('budgets are read from settings, and what limits nothing is left out', () => {
  assert.deepEqual(readBudgets({ run: { co2eKg: 1, gpuHours: -2 }, file: { energyKwh: 'much' }, workspace: { gpuHours: 0 }, other: { co2eKg: 1 } }), {
    run: { co2eKg: 1 },
    workspace: { gpuHours: 0 },
  });
  for (const nonsense of [undefined, null, 3, 'run', [], { run: 4 }, { run: [1] }]) assert.deepEqual(readBudgets(nonsense), {});
});

test('a middle value over its limit breaks the budget; an upper end alone only may', () => {
  const breaches = breachesOf(amounts, { co2eKg: 0.5, energyKwh: 1.5 });
  assert.deepEqual(
    breaches.map(({ quantity, isOver }) => [quantity, isOver]),
    [
      ['energyKwh', true],
      ['co2eKg', false],
    ],
  );
  assert.deepEqual(
    breaches.map((breach) => writeBreach(breach, 'run', inEnglish)),
    ['2.0 kWh is over the 1.5 kWh allowed for a run', '0.40 kg CO₂e (0.20 – 0.90) may go over the 0.50 kg CO₂e allowed for a run'],
  );
});

test('what is not known breaks no budget, nor does what stays within', () => {
  assert.deepEqual(breachesOf(amounts, { gpuHours: 0, co2eKg: 1 }), []);
  assert.deepEqual(breachesOf(amounts), []);
});
