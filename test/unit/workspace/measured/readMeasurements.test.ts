// Logs of trackers and trainers: what they say of a finished run, and that anything else says nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMeasurements, withoutRepeats } from '../../../../src/workspace/measured/readMeasurements';
import { emissionsCsv } from './emissions';

test('a CodeCarbon log gives time, energy and emissions of each tracked run', () => {
  const [measurement] = readMeasurements('/p/emissions.csv', emissionsCsv({ seconds: 7200, energyKwh: 1.5, gpus: '2 x NVIDIA A100-SXM4-80GB' }));
  assert.deepEqual(measurement, {
    kind: 'codecarbon',
    path: '/p/emissions.csv',
    line: 2,
    wallClockHours: 2,
    energyKwh: 1.5,
    name: 'sentiment, first',
    measuredAt: '2026-11-02T10:00:00',
    co2eKg: 0.6,
    gpu: 'NVIDIA A100-SXM4-80GB',
    gpuCount: 2,
    country: 'DEU',
  });
});

test('the data centre’s overhead is taken out again where the tracker was given one', () => {
  const [measurement] = readMeasurements('/p/emissions.csv', emissionsCsv({ energyKwh: 1.5, pue: 1.5 }));
  assert.equal(measurement?.energyKwh, 1);
});

test('unlike devices leave the hardware open', () => {
  const [measurement] = readMeasurements('/p/emissions.csv', emissionsCsv({ gpus: '1 x NVIDIA T4,1 x NVIDIA L4' }));
  assert.equal(measurement?.gpu, undefined);
});

test('the state of a Trainer gives the run’s time and work, with the line that says so', () => {
  const state = { global_step: 300, max_steps: 300, total_flos: 1e16, log_history: [{ loss: 1 }, { train_runtime: 1800, train_loss: 0.1 }] };
  assert.deepEqual(readMeasurements('/p/out/trainer_state.json', JSON.stringify(state, undefined, 2)), [
    { kind: 'trainer', path: '/p/out/trainer_state.json', line: 10, wallClockHours: 0.5, trainFlops: 1e16, completed: 1 },
  ]);
});

test('a run that was stopped early says how far it got', () => {
  const state = { global_step: 30, max_steps: 300, log_history: [{ train_runtime: 1800 }] };
  assert.equal(readMeasurements('/p/trainer_state.json', JSON.stringify(state))[0]?.completed, 0.1);
});

test('a summary of Weights & Biases gives the training’s own time before the whole process’s', () => {
  const read = (summary: object): number | undefined => readMeasurements('/p/wandb-summary.json', JSON.stringify(summary))[0]?.wallClockHours;
  assert.equal(read({ _wandb: { runtime: 7200 }, train_runtime: 3600 }), 1);
  assert.equal(read({ _wandb: { runtime: 7200 } }), 2);
});

test('the same run written down twice is one', () => {
  const results = readMeasurements('/p/out/all_results.json', '{"train_runtime": 1800.5, "epoch": 3}');
  const state = readMeasurements('/p/out/trainer_state.json', '{"global_step": 3, "max_steps": 3, "log_history": [{"train_runtime": 1800.5}]}');
  assert.deepEqual(withoutRepeats([...results, ...state]), state);
});

for (const [what, path, text] of [
  ['half a JSON file', '/p/trainer_state.json', '{"log_history": ['],
  ['a deeply nested file', '/p/trainer_state.json', '['.repeat(100_000)],
  ['a table of something else', '/p/emissions.csv', 'country,emissions\nDE,700\n'],
  ['a row without figures', '/p/emissions.csv', emissionsCsv({ seconds: Number.NaN })],
  ['negative and endless figures', '/p/emissions.csv', emissionsCsv({ seconds: -1, energyKwh: Number.POSITIVE_INFINITY })],
  ['an empty file', '/p/emissions.csv', ''],
  ['results of an evaluation', '/p/all_results.json', '{"eval_loss": 0.3}'],
] as const) {
  test(`${what} measures nothing`, () => assert.deepEqual(readMeasurements(path, text), []));
}
