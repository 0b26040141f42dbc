import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCfg } from '../../../../src/analysis/languages/cfg/readCfg';
import { readJson } from '../../../../src/analysis/languages/json/readJson';
import { readToml } from '../../../../src/analysis/languages/toml/readToml';
import { Settings } from '../../../../src/analysis/frameworks/configs/settings';
import type { Mapping } from '../../../../src/analysis/evaluate/values';

const settings = (document: { readonly root: unknown }): Settings => new Settings(document.root as Mapping);

test('TOML tables, dotted keys and lists of tables are one tree', () => {
  const read = settings(readToml('c.toml', '[training]\nsteps = 10_000\noptimizer.lr = 8e-4\n[[dataset]]\nname = "c4"\n'));
  assert.equal(read.number('training.steps')?.value, 10_000);
  assert.equal(read.number('training.optimizer.lr')?.value, 8e-4);
  assert.equal(read.text('dataset.0.name')?.value, 'c4');
});

test('TOML with a half-typed line is read without that line and says so', () => {
  const document = readToml('c.toml', '[training]\nsteps = \nseq_len = 2048\n');
  assert.equal(settings(document).number('training.seq_len')?.value, 2048);
  assert.equal(document.diagnostics[0]?.span?.line, 2);
});

test('JSON with comments and a missing brace gives what can be recovered', () => {
  const document = readJson('c.json', '{\n  // peak\n  "lr": 1e-3,\n  "fp16": {"enabled": true}');
  assert.equal(settings(document).number('lr')?.value, 1e-3);
  assert.equal(settings(document).flag('fp16.enabled')?.value, true);
  assert.equal(document.diagnostics.length, 1);
});

test('JSON that nests to exhaust the stack is refused', () => {
  assert.equal(readJson('c.json', '['.repeat(200_000)).diagnostics.length, 1);
});

test("spaCy's sections nest by their dots and values are JSON", () => {
  const read = settings(readCfg('config.cfg', '[paths]\ntrain = null\n\n[training.optimizer]\n@optimizers = "Adam.v1"\nlearn_rate = 0.001\n'));
  assert.equal(read.text('training.optimizer.@optimizers')?.value, 'Adam.v1');
  assert.deepEqual(read.number('training.optimizer.learn_rate')?.span, { path: 'config.cfg', line: 6, column: 13, endLine: 6, endColumn: 18 });
});
