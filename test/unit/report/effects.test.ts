// Hovers tell what a value does to the footprint, and remarks name only waste that rests on no assumption about the hardware.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FactName, FileAnalysis, Run } from '../../../src/model/run';
import type { Settings } from '../../../src/model/settings';

const engine = createEngine();
const noFiles = { root: '/project', read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

async function fileOf(text: string): Promise<FileAnalysis> {
  const file = await engine.analyze({ path: '/project/train.py', text }, noFiles);
  assert.equal(file.runs.length, 1);
  return file;
}
const runOf = async (text: string): Promise<Run> => (await fileOf(text)).runs[0]!;

const trainer = (argumentsText: string, tokenizerText = 'padding="max_length", truncation=True, max_length=512'): string => `from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=2)
train = load_dataset("imdb", split="train").map(lambda row: tokenizer(row["text"], ${tokenizerText}))
arguments = TrainingArguments("out", ${argumentsText})
Trainer(model=model, args=arguments, train_dataset=train).train()
`;

const figure = (text: string | undefined, pattern: RegExp): number => {
  const match = pattern.exec(text ?? '');
  assert.ok(match, `${text} does not match ${pattern}`);
  return Number(match[1]!.replace(',', ''));
};

test('an epoch costs the run divided by its epochs, whatever their number', async () => {
  const one = async (epochs: number): Promise<string | undefined> =>
    engine.effectOf(await runOf(trainer(`num_train_epochs=${epochs}, per_device_train_batch_size=16, fp16=True`)), { gpu: 'A100' }, 'epochs');
  assert.match((await one(2)) ?? '', /^Each epoch: [\d.]+ k?g CO₂e \([\d.]+–[\d.]+\)\.$/);
  assert.equal(await one(2), await one(8));
});

test('a data set costs by the thousand samples, and nothing where steps decide', async () => {
  const bySamples = await runOf(trainer('num_train_epochs=1, fp16=True'));
  assert.match(engine.effectOf(bySamples, {}, 'dataset') ?? '', /^Each 1,000 samples: /);
  const bySteps = await runOf(trainer('max_steps=5000, fp16=True'));
  assert.equal(engine.effectOf(bySteps, {}, 'dataset'), undefined);
  assert.match(engine.effectOf(bySteps, {}, 'maxSteps') ?? '', /^Each 1,000 steps: /);
});

test('a batch says what it uses of the memory and the largest one that fits', async () => {
  const run = await runOf(trainer('num_train_epochs=1, per_device_train_batch_size=16, fp16=True'));
  const text = engine.effectOf(run, { gpu: 'A100-SXM4-80GB' }, 'perDeviceBatchSize');
  assert.ok(figure(text, /^Batch 16 uses ([\d.]+) of 80 GiB/) < 80);
  assert.ok(figure(text, /; ([\d,]+) fits\.$/) > 16);
});

test('a batch that does not fit says so', async () => {
  const run = await runOf(trainer('num_train_epochs=1, per_device_train_batch_size=512'));
  assert.match(engine.effectOf(run, { gpu: 'T4' }, 'perDeviceBatchSize') ?? '', /^Batch 512 needs [\d.,]+ of 1[56] GiB: it does not fit/);
});

test('a length says its share of padding and what half of it would save', async () => {
  const run = await runOf(trainer('num_train_epochs=1, fp16=True'));
  assert.match(engine.effectOf(run, {}, 'sequenceLength') ?? '', /^Padding: \d+ % of the compute\. At 256 tokens: −\d+ % GPU-hours\.$/);
  assert.match(engine.effectOf(run, {}, 'padding') ?? '', /^Padding: \d+ % of the compute\.$/);
});

test('a precision is compared with the other one that the GPU computes', async () => {
  const half = await runOf(trainer('num_train_epochs=1, fp16=True'));
  assert.match(engine.effectOf(half, { gpu: 'A100' }, 'precision') ?? '', /^fp32 instead: [\d.]+× GPU-hours|^fp32 instead: \+\d+ % GPU-hours/);
  const full = await runOf(trainer('num_train_epochs=1'));
  assert.match(engine.effectOf(full, { gpu: 'A100' }, 'precision') ?? '', /^bf16 instead: −\d+ % GPU-hours/);
  assert.match(engine.effectOf(full, { gpu: 'T4' }, 'precision') ?? '', /^fp16 instead: /);
});

test('a value that leaves the footprint as it is has no effect to tell', async () => {
  const run = await runOf(trainer('num_train_epochs=1, learning_rate=3e-5'));
  assert.equal(engine.effectOf(run, {}, 'learningRate'), undefined);
});

test('without a data-set size shares and memory are still told, kilograms are not', async () => {
  const run = await runOf(`from torch.optim import AdamW
from torch.utils.data import DataLoader
from transformers import BertForSequenceClassification, BertTokenizer

tokenizer = BertTokenizer.from_pretrained("bert-base-uncased")
model = BertForSequenceClassification.from_pretrained("bert-base-uncased")

def train(texts):
    loader = DataLoader([tokenizer(text, padding="max_length", truncation=True, max_length=512) for text in texts], batch_size=16)
    optimizer = AdamW(model.parameters(), lr=2e-5)
    for epoch in range(3):
        for batch in loader:
            loss = model(**batch).loss
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
`);
  assert.equal(engine.estimate(run, {}).co2eKg, null);
  assert.equal(engine.effectOf(run, {}, 'epochs'), undefined);
  assert.match(engine.effectOf(run, {}, 'perDeviceBatchSize') ?? '', /^Batch 16 uses /);
});

test('every fact of a run has an effect in words or none, and none throws', async () => {
  const run = await runOf(trainer('num_train_epochs=1, gradient_checkpointing=True, torch_compile=True, optim="adafactor", bf16=True'));
  for (const name of Object.keys(run.facts) as FactName[]) {
    const text = engine.effectOf(run, { gpuCount: 4 }, name);
    assert.ok(text === undefined || /^[^\s].*\.$/.test(text), `${name}: ${text}`);
    assert.doesNotMatch(text ?? '', /NaN|undefined|Infinity/);
  }
});

const findingsOf = async (text: string, settings: Settings): Promise<readonly string[]> =>
  engine.report(await fileOf(text), 0, settings).findings.map(({ id }) => id);

test('full padding is remarked on at the place that asks for it', async () => {
  const report = engine.report(await fileOf(trainer('num_train_epochs=1, fp16=True')), 0, {});
  const finding = report.findings.find(({ id }) => id === 'padding');
  assert.equal(finding?.place.line, 6);
  assert.match(finding?.message ?? '', /^About \d+ % of the compute goes into padding\.$/);
});

test('texts that are padded to their batch’s longest are not remarked on', async () => {
  assert.deepEqual(await findingsOf(trainer('num_train_epochs=1, fp16=True', 'truncation=True'), {}), []);
});

test('fp32 is remarked on only where the GPU is named', async () => {
  const text = trainer('num_train_epochs=1', 'truncation=True');
  assert.deepEqual(await findingsOf(text, {}), []);
  assert.deepEqual(await findingsOf(text, { gpu: 'A100' }), ['mixed-precision']);
});

test('a run that does not fit is remarked on only where the GPU is named', async () => {
  const text = trainer('num_train_epochs=1, per_device_train_batch_size=4096, fp16=True', 'truncation=True');
  assert.ok((await findingsOf(text, { gpu: 'T4' })).includes('memory'));
  assert.ok(!(await findingsOf(text, {})).includes('memory'));
});
