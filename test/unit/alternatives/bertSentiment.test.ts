import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';
import type { Run } from '../../../src/model/run';
import { applyEdits } from './applyEdits';

const PATH = '/project/bert_sentiment.py';
const nothingElse: FileReader = { root: '/project', read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };
const engine = createEngine();
const settings = { datasetSamples: 25_000, region: 'DE' };
const original = readFile(new URL('../../../examples/bert_sentiment.py', import.meta.url), 'utf8');

async function runOf(text: string): Promise<Run> {
  const { runs } = await engine.analyze({ path: PATH, text }, nothingElse);
  assert.equal(runs.length, 1);
  return runs[0] as Run;
}

/** The example after one of its alternatives, and the run that is then read from it. */
async function after(id: string, variant?: string): Promise<{ readonly text: string; readonly run: Run }> {
  const text = await original;
  const found = engine.alternatives(await runOf(text), settings).find((one) => one.id === id && one.variant === variant);
  assert.ok(found, `${id} is offered`);
  const changed = applyEdits(text, found.edits);
  return { text: changed, run: await runOf(changed) };
}

test('mixed precision wraps forward pass and loss in autocast', async () => {
  const { text, run } = await after('mixed-precision');
  const wrapped = '            with torch.autocast(device_type="cuda", dtype=torch.bfloat16):\n                loss = model(**batch).loss\n';
  assert.equal(text, (await original).replace('            loss = model(**batch).loss\n', wrapped));
  assert.equal(run.facts.precision?.value, 'bf16');
});

test('dynamic padding takes it out of the tokenizer and gives it to both loaders', async () => {
  const { text, run } = await after('dynamic-padding');
  assert.equal(
    text,
    (await original)
      .replace('get_linear_schedule_with_warmup\n', 'get_linear_schedule_with_warmup, DataCollatorWithPadding\n')
      .replace('padding="max_length"', 'padding=False')
      .replace('shuffle=True)', 'shuffle=True, collate_fn=DataCollatorWithPadding(tokenizer))')
      .replace('batch_size=32)', 'batch_size=32, collate_fn=DataCollatorWithPadding(tokenizer))'),
  );
  assert.notEqual(run.facts.padding?.value, 'max_length');
});

test('DistilBERT comes with the classes that load it', async () => {
  const { text, run } = await after('smaller-model', 'distilbert-base-uncased');
  assert.equal(
    text,
    (await original)
      .replace('"bert-base-uncased"', '"distilbert-base-uncased"')
      .replaceAll(/(?<!\w)BertForSequenceClassification/g, 'AutoModelForSequenceClassification')
      .replaceAll(/(?<!\w)BertTokenizer/g, 'AutoTokenizer'),
  );
  assert.equal(run.facts.model?.value, 'distilbert-base-uncased');
});

test('after an edit the new estimate is what the alternative promised', async () => {
  const before = engine.alternatives(await runOf(await original), settings).find(({ id }) => id === 'mixed-precision');
  const { run } = await after('mixed-precision');
  assert.equal(engine.estimate(run, settings).co2eKg?.mid, before?.after.co2eKg?.mid);
});

test('where segment ids are passed to the model no other architecture is offered', async () => {
  const text = (await original).replace(
    '"attention_mask": encoding',
    '"token_type_ids": encoding["token_type_ids"].squeeze(0),\n            "attention_mask": encoding',
  );
  const ids = engine.alternatives(await runOf(text), settings).map(({ id }) => id);
  assert.ok(!ids.includes('smaller-model'));
});

test('where samples hold raw text their padding stays', async () => {
  const text = (await original).replace('"labels": torch', '"text": self.texts[idx],\n            "labels": torch');
  const ids = engine.alternatives(await runOf(text), settings).map(({ id }) => id);
  assert.ok(ids.includes('mixed-precision'));
  assert.ok(!ids.includes('dynamic-padding'));
});
