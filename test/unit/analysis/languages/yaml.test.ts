import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../../../src/analysis/languages/yaml/readYaml';
import { Settings } from '../../../../src/analysis/frameworks/configs/settings';
import type { Mapping } from '../../../../src/analysis/evaluate/values';

const settingsOf = (text: string): Settings => new Settings(readYaml('c.yaml', text)[0]!.root as Mapping);

test('a value keeps its place and its written form', () => {
  const rate = settingsOf('trainer:\n  lr: 2e-5 # peak\n').number('trainer.lr');
  assert.equal(rate?.value, 2e-5);
  assert.equal(rate?.text, '2e-5');
  assert.deepEqual(rate?.span, { path: 'c.yaml', line: 2, column: 6, endLine: 2, endColumn: 10 });
});

test('merge keys give what the mapping itself does not say', () => {
  const settings = settingsOf('base: &base\n  epochs: 3\n  lr: 0.1\nrun:\n  <<: *base\n  epochs: 5\n');
  assert.equal(settings.number('run.epochs')?.value, 5);
  assert.equal(settings.number('run.lr')?.value, 0.1);
});

test('yes and no are truth values, as PyYAML reads them', () => {
  assert.equal(settingsOf('bf16: yes\n').flag('bf16')?.value, true);
});

test('a reference to another setting leads to where that one stands', () => {
  const model = settingsOf('name: bert-base-uncased\nmodel:\n  pretrained: ${name}\n').text('model.pretrained');
  assert.equal(model?.value, 'bert-base-uncased');
  assert.equal(model?.span?.line, 1);
});

test('settings that refer in a circle are not determined', () => {
  assert.equal(settingsOf('a: ${b}\nb: ${a}\n').text('a'), undefined);
});

test('a bomb of nested aliases is read without being unfolded', () => {
  const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
  const settings = settingsOf(['l0: &l0 [x]', ...levels, 'lr: 0.5'].join('\n'));
  assert.equal(settings.number('lr')?.value, 0.5);
});

test('a text that nests to exhaust the stack yields a diagnostic', () => {
  const [document] = readYaml('c.yaml', '['.repeat(200_000));
  assert.equal(document?.diagnostics.length, 1);
});

test('a half-typed line leaves the rest readable', () => {
  const [document] = readYaml('c.yaml', 'epochs: 3\nlr: [1e-3,\nbatch_size: 8\n');
  assert.equal(new Settings(document!.root as Mapping).number('epochs')?.value, 3);
  assert.equal(document!.diagnostics.length, 1);
});
