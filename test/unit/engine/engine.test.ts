import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';

/** A workspace held in memory that remembers what was asked for. */
function workspace(files: Readonly<Record<string, string>>): FileReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    root: '/project',
    asked,
    read: (path) => {
      asked.push(path);
      return Promise.resolve(files[path]);
    },
    list: (folder) => Promise.resolve(Object.keys(files).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder)),
  };
}

const recipe = `base_model: meta-llama/Meta-Llama-3-8B
load_in_4bit: true
adapter: qlora
lora_r: 32
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
sequence_len: 2048
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: 3
optimizer: adamw_torch
learning_rate: 0.0002
bf16: true
`;
const document = { path: '/project/recipe.yml', text: recipe };
const engine = createEngine();

test('a recipe is read, its model’s size is looked up, and its footprint is estimated', async () => {
  const file = await engine.analyze(document, workspace({}));
  assert.equal(file.runs.length, 1);
  const [run] = file.runs;
  assert.ok(run);
  assert.equal(run.facts.model?.value, 'meta-llama/Meta-Llama-3-8B');
  assert.deepEqual([run.facts.parameters?.value, run.facts.parameters?.origin], [8_030_261_248, 'knowledge']);
  const estimate = engine.estimate(run, {});
  assert.ok(estimate.co2eKg && estimate.co2eKg.low > 0);
  assert.deepEqual(engine.report(file, 0, {}).headline?.interval, estimate.co2eKg);
});

test('a document that trains nothing has no runs and opens no other file', async () => {
  const files = workspace({});
  const file = await engine.analyze({ path: '/project/notes.yml', text: 'title: holiday\n' }, files);
  assert.deepEqual(file.runs, []);
  assert.deepEqual(files.asked, []);
});

test('a cancelled request gives no runs', async () => {
  const file = await engine.analyze(document, workspace({}), { isCancelled: true });
  assert.deepEqual(file.runs, []);
});

test('without a TypeScript front end a script that trains says so in one diagnostic', async () => {
  const text = `import * as tf from '@tensorflow/tfjs';\nconst model = tf.sequential();\nawait model.fit(xs, ys, { epochs: 5 });\n`;
  const file = await engine.analyze({ path: '/project/train.ts', text }, workspace({}));
  assert.deepEqual(file.runs, []);
  assert.equal(file.diagnostics.length, 1);
});

test('a front end that cannot be loaded is logged and does no harm', async () => {
  const warnings: string[] = [];
  const broken = createEngine({
    loadTypeScript: () => Promise.reject(new Error('no such chunk')),
    logger: { info: () => undefined, warn: (message) => warnings.push(message) },
  });
  const text = `import * as tf from '@tensorflow/tfjs';\nawait tf.sequential().fit(xs, ys);\n`;
  const file = await broken.analyze({ path: '/project/train.ts', text }, workspace({}));
  assert.deepEqual(file.runs, []);
  assert.match(warnings[0] ?? '', /no such chunk/);
});

test('a report of a run that is not there is refused', async () => {
  const file = await engine.analyze(document, workspace({}));
  assert.throws(() => engine.report(file, 1, {}), RangeError);
});

test('the same input gives the same answer', async () => {
  const [once, twice] = await Promise.all([engine.analyze(document, workspace({})), engine.analyze(document, workspace({}))]);
  assert.deepEqual(engine.report(once, 0, { region: 'FR' }), engine.report(twice, 0, { region: 'FR' }));
});

test('a spec answers with figures, or names the key that is wrong', () => {
  const good = engine.estimateSpec({ model: { id: 'bert-base-uncased' }, samples: 1000, sequenceLength: 128, epochs: 1 });
  assert.ok(!('error' in good) && good.gpuHours && good.gpuHours.mid > 0);
  assert.deepEqual(engine.estimateSpec({ model: { id: 'bert-base-uncased' }, typo: 1 }), { error: 'typo: unknown key' });
});

test('pickers list devices from the newest on and places by their names', () => {
  const years = engine.accelerators().map(({ year }) => year);
  assert.ok(years.length >= 40);
  assert.deepEqual(
    years,
    [...years].sort((a, b) => b - a),
  );
  const names = engine.regions().map(({ name }) => name);
  assert.ok(names.length >= 60);
  assert.deepEqual(
    names,
    [...names].sort((a, b) => a.localeCompare(b)),
  );
});
