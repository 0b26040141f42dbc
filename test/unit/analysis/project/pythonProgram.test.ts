// Whole Python programs: which runs they hold, where, with which facts, unknowns and edit sites.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzePython } from '../../../../src/analysis/project/pythonProgram';
import type { CommandLine } from '../../../../src/analysis/project/commandLine';
import type { EditSite, Run } from '../../../../src/model/run';

const analyze = (text: string, files: Readonly<Record<string, string>> = {}, commandLine?: CommandLine) =>
  analyzePython({ path: 'train.py', segments: [{ text }] }, { root: '', read: (path) => files[path], list: () => undefined }, { arguments: commandLine });
const factsOf = (run: Run | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(run?.facts ?? {}).map(([name, fact]) => [name, fact.value]));

/** The text after a site's edit. */
function applied(text: string, site: EditSite, value = ''): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column;
  return (
    text.slice(0, offset(site.span.line, site.span.column)) +
    site.template.replaceAll('{value}', value) +
    text.slice(offset(site.span.endLine, site.span.endColumn))
  );
}

const loop = `import torch
from torch.utils.data import DataLoader, Dataset
from transformers import BertForSequenceClassification, BertTokenizer


class Reviews(Dataset):
    def __init__(self, texts, tokenizer):
        self.texts, self.tokenizer = texts, tokenizer

    def __getitem__(self, i):
        return self.tokenizer(self.texts[i], padding='max_length', truncation=True, max_length=512)


def train(texts, epochs=3):
    tokenizer = BertTokenizer.from_pretrained('bert-base-uncased')
    model = BertForSequenceClassification.from_pretrained('bert-base-uncased')
    loader = DataLoader(Reviews(texts, tokenizer), batch_size=16, shuffle=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
    for epoch in range(epochs):
        for batch in loader:
            loss = model(**batch).loss
            loss.backward()
            optimizer.step()
`;

test('a hand-written loop is one run whose anchor is the epoch loop', () => {
  const { runs } = analyze(loop);
  assert.equal(runs.length, 1);
  assert.deepEqual([runs[0]!.framework, runs[0]!.anchor.line, runs[0]!.anchor.column], ['pytorch', 19, 4]);
  const { model, epochs, perDeviceBatchSize, learningRate, optimizer, precision, method, sequenceLength } = factsOf(runs[0]);
  assert.deepEqual(
    { model, epochs, perDeviceBatchSize, learningRate, optimizer, precision, method, sequenceLength },
    {
      model: 'bert-base-uncased',
      epochs: 3,
      perDeviceBatchSize: 16,
      learningRate: 2e-5,
      optimizer: 'adamw',
      precision: 'fp32',
      method: 'full',
      sequenceLength: 512,
    },
  );
});

test('facts keep their text, place and origin', () => {
  const { facts, unknowns } = analyze(loop).runs[0]!;
  assert.deepEqual([facts.learningRate?.text, facts.learningRate?.span?.line, facts.learningRate?.origin], ['2e-5', 18, 'literal']);
  assert.deepEqual([facts.epochs?.origin, facts.epochs?.span?.line], ['argument-default', 14]);
  assert.ok(unknowns.some((open) => open.fact === 'datasetSamples'));
});

test('the autocast edit wraps forward and loss and keeps the indentation', () => {
  const site = analyze(loop).runs[0]!.sites.find((one) => one.changes === 'mixedPrecision')!;
  const after = applied(loop, site);
  assert.match(
    after,
    /\n {12}with torch\.autocast\(device_type="cuda", dtype=torch\.bfloat16\):\n {16}loss = model\(\*\*batch\)\.loss\n {12}loss\.backward\(\)\n/,
  );
  assert.equal(analyze(after).runs[0]!.facts.precision?.value, 'bf16');
});

test('the model edit replaces the literal only', () => {
  const site = analyze(loop).runs[0]!.sites.find((one) => one.changes === 'model')!;
  assert.equal(analyze(applied(loop, site, 'distilbert-base-uncased')).runs[0]!.facts.model?.value, 'distilbert-base-uncased');
});

test('a directive above the anchor beats what the code says', () => {
  const text = loop.replace('    for epoch', '    # footprint: dataset-samples=25000 epochs=5 gpu=A100\n    for epoch');
  const { facts } = analyze(text).runs[0]!;
  assert.deepEqual(
    [facts.datasetSamples?.value, facts.datasetSamples?.origin, facts.epochs?.value, facts.epochs?.overridden?.[0]?.value, facts.gpu?.value],
    [25000, 'user', 5, 3, 'A100'],
  );
});

test('an evaluation loop is no run', () => {
  assert.deepEqual(analyze(loop.replace('            loss.backward()\n            optimizer.step()\n', '')).runs, []);
});

test('what a program does not call does not run', () => {
  const text = `${loop}\n\ndef main():\n    print('nothing')\n\n\nif __name__ == '__main__':\n    main()\n`;
  assert.deepEqual(analyze(text).runs, []);
});

test('a loop over seeds is one run, repeated', () => {
  const text =
    'import torch\nfrom torch.utils.data import DataLoader\nfor seed in [1, 2, 3]:\n    model = torch.nn.Linear(4, 2)\n    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n    for epoch in range(10):\n        for x in DataLoader(data, batch_size=8):\n            model(x).sum().backward()\n            optimizer.step()\n';
  const [run] = analyze(text).runs;
  assert.deepEqual([run?.anchor.line, run?.repeats, run?.facts.epochs?.value], [6, 3, 10]);
});

test('accumulation is read from the condition around the step', () => {
  const text = loop
    .replace('for batch in loader:', 'for step, batch in enumerate(loader):')
    .replace('            optimizer.step()', '            if (step + 1) % 4 == 0:\n                optimizer.step()');
  assert.equal(analyze(text).runs[0]!.facts.gradientAccumulation?.value, 4);
});

test('a while loop that counts steps is bound by steps', () => {
  const text =
    'import torch\nmodel = torch.nn.Linear(4, 2)\noptimizer = torch.optim.AdamW(model.parameters(), lr=6e-4)\nmax_iters = 600\nstep = 0\nwhile True:\n    model(x).sum().backward()\n    optimizer.step()\n    step += 1\n    if step >= max_iters:\n        break\n';
  const { maxSteps, epochs } = factsOf(analyze(text).runs[0]);
  assert.deepEqual([maxSteps, epochs], [600, undefined]);
});

test('a loop in another file is shown where this file sets it off', () => {
  const files = {
    'engine.py':
      'def fit(model, optimizer, loader, epochs):\n    for epoch in range(epochs):\n        for x in loader:\n            model(x).sum().backward()\n            optimizer.step()\n',
  };
  const text =
    'import torch\nfrom engine import fit\nfrom torch.utils.data import DataLoader\nmodel = torch.nn.Linear(2, 1)\nfit(model, torch.optim.Adam(model.parameters()), DataLoader(data, batch_size=4), 7)\n';
  const [run] = analyze(text, files).runs;
  assert.deepEqual(
    [run?.anchor.path, run?.anchor.line, run?.otherAnchors?.[0]?.path, run?.facts.epochs?.value, run?.facts.learningRate?.origin],
    ['train.py', 5, 'engine.py', 7, 'library-default'],
  );
});

const trainer = `from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments
tokenizer = AutoTokenizer.from_pretrained("roberta-base")
model = AutoModelForSequenceClassification.from_pretrained("roberta-base")
data = load_dataset("glue", "sst2").map(lambda row: tokenizer(row["sentence"], truncation=True, max_length=128), batched=True)
args = TrainingArguments("out", per_device_train_batch_size=32)
trainer = Trainer(model=model, args=args, train_dataset=data["train"])
trainer.train()
`;

test("Trainer's own defaults count and say which library has them", () => {
  const [run] = analyze(trainer).runs;
  assert.deepEqual([run?.framework, run?.anchor.line], ['transformers', 8]);
  const { dataset, perDeviceBatchSize, epochs, learningRate, gradientAccumulation, precision, sequenceLength } = factsOf(run);
  assert.deepEqual(
    { dataset, perDeviceBatchSize, epochs, learningRate, gradientAccumulation, precision, sequenceLength },
    { dataset: 'glue/sst2', perDeviceBatchSize: 32, epochs: 3, learningRate: 5e-5, gradientAccumulation: 1, precision: 'fp32', sequenceLength: 128 },
  );
  assert.deepEqual([run?.facts.epochs?.origin, run?.facts.epochs?.source], ['library-default', 'transformers 4.50 TrainingArguments.num_train_epochs']);
});

test('the bf16 edit adds an argument that reads back as bf16', () => {
  const site = analyze(trainer).runs[0]!.sites.find((one) => one.changes === 'mixedPrecision')!;
  assert.equal(analyze(applied(trainer, site, 'True')).runs[0]!.facts.precision?.value, 'bf16');
});

test('a quantized base with LoRA is QLoRA, and the adapter says its rank', () => {
  const text = `from transformers import AutoModelForCausalLM, BitsAndBytesConfig
from peft import LoraConfig, get_peft_model
from trl import SFTConfig, SFTTrainer
model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-2-7b-hf", quantization_config=BitsAndBytesConfig(load_in_4bit=True))
model = get_peft_model(model, LoraConfig(r=16))
SFTTrainer(model=model, args=SFTConfig(max_length=2048), train_dataset=data).train()
`;
  const { method, loraRank, model, sequenceLength, learningRate } = factsOf(analyze(text).runs[0]);
  assert.deepEqual(
    { method, loraRank, model, sequenceLength, learningRate },
    { method: 'qlora', loraRank: 16, model: 'meta-llama/Llama-2-7b-hf', sequenceLength: 2048, learningRate: 2e-5 },
  );
});

test('a launcher beats an argument default', () => {
  const text = loop.replace(
    'def train(texts, epochs=3):',
    'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int, default=3)\nepochs = parser.parse_args().epochs\n\ndef train(texts):',
  );
  const { facts } = analyze(text, {}, { options: [{ name: 'epochs', values: ['9'] }], words: [] }).runs[0]!;
  assert.deepEqual([facts.epochs?.value, facts.epochs?.origin], [9, 'launcher']);
});

test('a notebook is one program whose places count within their cells', () => {
  const [first, second] = [loop.split('\n\n\ndef train')[0]!, `def train${loop.split('\n\n\ndef train')[1]!}`];
  const { runs } = analyzePython(
    {
      path: 'n.ipynb',
      segments: [
        { text: `!pip install torch\n${first}`, cell: 1 },
        { text: second, cell: 3 },
      ],
    },
    { root: '', read: () => undefined, list: () => undefined },
  );
  assert.deepEqual([runs[0]?.anchor.cell, runs[0]?.anchor.line, runs[0]?.facts.learningRate?.span?.cell], [3, 6, 3]);
});

test('text that is broken anywhere never throws', () => {
  for (let at = 0; at < trainer.length; at += 37) assert.doesNotThrow(() => analyze(`${trainer.slice(0, at)}(\n${trainer.slice(at)}`));
});

test('what each round of a loop over folds or seeds makes and fits is one run, repeated', () => {
  const text =
    'from sklearn.model_selection import KFold\nfrom tensorflow import keras\nfor fold, (a, b) in enumerate(KFold(n_splits=4).split(x)):\n  for seed in (1, 2):\n    model = keras.Sequential([keras.layers.Dense(1)])\n    model.compile("adam", "mse")\n    model.fit(x[a], y[a], epochs=3)\n';
  assert.deepEqual(
    analyze(text).runs.map((run) => [run.anchor.line, run.repeats, run.facts.epochs?.value]),
    [[7, 8, 3]],
  );
});

test('a directive may state any fact, and a bound by steps takes the place of epochs', () => {
  const text = loop.replace('    for epoch', '    # footprint: learning_rate=0.5 max-steps=100 method=lora lora-rank=4 precision=nonsense\n    for epoch');
  const { facts } = analyze(text).runs[0]!;
  assert.deepEqual(
    [facts.learningRate?.value, facts.maxSteps?.value, facts.epochs, facts.method?.value, facts.loraRank?.value, facts.precision?.origin],
    [0.5, 100, undefined, 'lora', 4, 'library-default'],
  );
});
