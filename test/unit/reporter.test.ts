// The estimating half of the engine, as the panel's page runs it: the same figures to the digit, several alternatives as one change, inputs as edits.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEngine } from '../../src/engine';
import type { Run } from '../../src/model/run';
import { withTried } from '../../src/model/settings';
import { createReporter } from '../../src/reporter';
import { bertFile, bertRun } from './report/bertRun';

const settings = { datasetSamples: 25_000, region: 'DE' };
const { reporter } = createReporter();

test('gives the report of the engine, also for a run that was sent as JSON', () => {
  const sent = JSON.parse(JSON.stringify(bertFile)) as typeof bertFile;
  assert.deepEqual(JSON.parse(JSON.stringify(reporter.report(sent, 0, settings))), JSON.parse(JSON.stringify(createEngine().report(bertFile, 0, settings))));
});

test('prepares a run in many steps, and may be left after any', () => {
  const plain = (all: unknown): unknown => JSON.parse(JSON.stringify(all));
  const whole = plain(createReporter().reporter.alternatives(bertRun, settings));
  const prepared = createReporter().reporter;
  assert.ok([...prepared.prepare(bertRun, settings)].length > 10);
  assert.deepEqual(plain(prepared.alternatives(bertRun, settings)), whole);
  const left = createReporter().reporter;
  let steps = 0;
  for (const _ of left.prepare(bertRun, settings)) if (++steps === 8) break;
  assert.deepEqual(plain(left.alternatives(bertRun, settings)), whole);
});

test('takes alternatives by their keys and leaves unknown ones out', () => {
  const [first] = reporter.report(bertFile, 0, settings).alternatives;
  const { alternatives, saving } = reporter.together(bertRun, settings, [first!.key, 'never-heard-of']);
  assert.equal(alternatives.length, 1);
  assert.equal(saving, first!.saving);
});

describe('an input as an edit of the code', () => {
  const site = { changes: 'epochs', span: { ...bertRun.anchor }, template: '{value}' } as const;
  const run: Run = { ...bertRun, sites: [site] };

  test('goes where the code decides it', () => {
    assert.deepEqual(reporter.settingEdits(run, 'epochs', 5), [{ span: site.span, newText: '5' }]);
    assert.deepEqual(reporter.decidedInCode(run), ['epochs']);
  });
  test('is none where the code has no place for it, or where a comment has the last word', () => {
    assert.equal(reporter.settingEdits(run, 'method', 'lora'), undefined);
    assert.equal(reporter.settingEdits(run, 'gpu', 'L4'), undefined);
    assert.equal(reporter.settingEdits({ ...run, facts: { ...run.facts, epochs: { value: 3, origin: 'user' } } }, 'epochs', 5), undefined);
  });
});

test('a region that is tried takes the stated intensity of the old one with it', () => {
  assert.deepEqual(withTried({ region: 'DE', gridIntensityKgPerKwh: 0.3, pue: 1.1 }, { region: 'FR' }), { region: 'FR', pue: 1.1 });
  assert.deepEqual(withTried({ gridIntensityKgPerKwh: 0.3 }, { epochs: 2 }), { gridIntensityKgPerKwh: 0.3, epochs: 2 });
});
