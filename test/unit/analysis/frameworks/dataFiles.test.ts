// Which files a run's samples are read from, and which part of their rows: as the code shows it, and nothing where it doesn't.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Sources } from '../../../../src/analysis/project/sources';

const none: Sources = { root: '/w', read: () => undefined, list: () => [] };

/** `path` of each file, with its part and its bound where there are some. */
function filesOf(text: string, path = '/w/train.py'): readonly string[] | undefined {
  const { runs } = analyzeDocument({ path, text }, none, {});
  assert.equal(runs.length, 1, text);
  return runs[0]!.dataFiles?.map(
    ({ path: file, holds, share, limit }) =>
      `${file}${holds === 'rows' ? '' : ` (${holds})`}${share < 1 ? ` x ${Number(share.toFixed(4))}` : ''}${limit === undefined ? '' : ` up to ${limit}`}`,
  );
}

const trainer = (data: string, before = ''): string => `import pandas as pd
from datasets import load_dataset, load_from_disk, Dataset
from sklearn.model_selection import train_test_split
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments
tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
def tokenize(batch): return tokenizer(batch["text"], truncation=True)
def group_texts(batch): return batch
${before}
model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased")
Trainer(model=model, args=TrainingArguments("out"), train_dataset=${data}).train()
`;

test('files given to load_dataset are read by split', () => {
  assert.deepEqual(filesOf(trainer("load_dataset('csv', data_files='a.csv', split='train')")), ['a.csv']);
  assert.deepEqual(filesOf(trainer("load_dataset('json', data_files={'train': ['a.json', 'b.json'], 'test': 'c.json'})['train']")), ['a.json', 'b.json']);
  assert.deepEqual(filesOf(trainer("load_dataset('parquet', data_files='data/train-*.parquet', split='train')")), ['data/train-*.parquet']);
  assert.deepEqual(filesOf(trainer("load_dataset('json', data_files='a.jsonl', split='train[:1000]')")), ['a.jsonl up to 1000']);
  assert.deepEqual(filesOf(trainer("load_dataset('json', data_files='a.jsonl', split='train[20%:]')")), ['a.jsonl x 0.8']);
});

test('mapping, shuffling and formatting keep the rows', () => {
  const before = "ds = load_dataset('csv', data_files={'train': 'a.csv'})\nds = ds.map(tokenize, batched=True).remove_columns(['text'])";
  assert.deepEqual(filesOf(trainer("ds['train'].shuffle(seed=1).with_format('torch')", before)), ['a.csv']);
  assert.deepEqual(filesOf(trainer("load_dataset('csv', data_files='a.csv', split='train').select(range(500))")), ['a.csv up to 500']);
});

test('what changes the rows in an unknown way leaves no file', () => {
  const ds = "load_dataset('csv', data_files='a.csv', split='train')";
  for (const step of ['.filter(lambda row: row["label"])', '.map(group_texts, batched=True)', '.select(indices)', '.unique("text")'])
    assert.equal(filesOf(trainer(ds + step, 'import sys\nindices = list(map(int, sys.argv[1:]))')), undefined, step);
  assert.equal(filesOf(trainer("Dataset.from_pandas(pd.read_csv('a.csv').dropna())")), undefined);
  assert.equal(filesOf(trainer("Dataset.from_pandas(pd.read_csv('a.csv', chunksize=100))")), undefined);
  assert.equal(filesOf(trainer("load_dataset('csv', data_files='https://example.org/a.csv', split='train')")), undefined);
});

test('splits of datasets and of scikit-learn keep a known part', () => {
  assert.deepEqual(filesOf(trainer("load_dataset('csv', data_files='a.csv', split='train').train_test_split(test_size=0.1)['train']")), ['a.csv x 0.9']);
  const split = (arguments_: string): string => `train, test = train_test_split(pd.read_csv('a.csv')${arguments_})`;
  assert.deepEqual(filesOf(trainer('Dataset.from_pandas(train)', split(', test_size=0.2, random_state=1'))), ['a.csv x 0.8']);
  assert.deepEqual(filesOf(trainer('Dataset.from_pandas(train)', split(''))), ['a.csv x 0.75']);
  assert.equal(filesOf(trainer('Dataset.from_pandas(train)', `import sys\n${split(', test_size=float(sys.argv[1])')}`)), undefined);
});

test('a saved data set is its folder, and that of its split', () => {
  assert.deepEqual(filesOf(trainer("load_from_disk('data/tok')['train']")), ['data/tok/train (saved)']);
  assert.deepEqual(filesOf(trainer("load_from_disk('data/tok')")), ['data/tok (saved)']);
});

const loop = (dataset: string, classes = ''): string => `import json, os
import pandas as pd
import torch
from torch.utils.data import DataLoader, Dataset, Subset, random_split
from torchvision import datasets, models, transforms
${classes}
dataset = ${dataset}
model = models.resnet18()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    for x, y in DataLoader(dataset, batch_size=4):
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
`;

const ownClass = (read: string, length: string): string => `class Rows(Dataset):
    def __init__(self, path):
        ${read}
    def __len__(self):
        return ${length}
    def __getitem__(self, i):
        return self.rows[i]
`;

test('folders of images, whole and in parts', () => {
  assert.deepEqual(filesOf(loop("datasets.ImageFolder(os.path.join('data', 'train'), transforms.ToTensor())")), ['data/train (images)']);
  assert.deepEqual(filesOf(loop("random_split(datasets.ImageFolder('data'), [0.9, 0.1])[0]")), ['data (images) x 0.9']);
  const byLength = "full = datasets.ImageFolder('data')\nn = int(0.8 * len(full))\ntrain, val = random_split(full, [n, len(full) - n])";
  assert.deepEqual(filesOf(loop('train', byLength)), ['data (images) x 0.8']);
  assert.equal(filesOf(loop("Subset(datasets.ImageFolder('data'), [1, 2])")), undefined);
});

test('a data set of the program has as many samples as its __len__ says', () => {
  assert.deepEqual(filesOf(loop("Rows('a.csv')", ownClass('self.rows = pd.read_csv(path)', 'len(self.rows)'))), ['a.csv']);
  assert.deepEqual(filesOf(loop("Rows('a.json')", ownClass('self.rows = json.load(open(path))', 'len(self.rows)'))), ['a.json']);
  assert.deepEqual(filesOf(loop("Rows('a.jsonl')", ownClass('self.rows = [json.loads(line) for line in open(path)]', 'len(self.rows)'))), ['a.jsonl']);
  assert.equal(filesOf(loop("Rows('a.csv')", ownClass('self.rows = pd.read_csv(path)', 'len(self.rows) // 2'))), undefined);
  assert.equal(filesOf(loop("Rows('a.csv')", ownClass('self.rows = pd.read_csv(path)', 'len(self.rows) - 128'))), undefined);
  assert.equal(filesOf(loop("Rows('a.jsonl')", ownClass('self.rows = [json.loads(line) for line in open(path) if line]', 'len(self.rows)'))), undefined);
});

test("Keras's directories, and the part that validation leaves", () => {
  const keras = (data: string): string => `import tensorflow as tf
train = ${data}
model = tf.keras.applications.ResNet50(weights=None, classes=5)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, epochs=3)
`;
  assert.deepEqual(filesOf(keras('tf.keras.utils.image_dataset_from_directory("flowers", validation_split=0.2, subset="training", seed=1).cache()')), [
    'flowers (images) x 0.8',
  ]);
  assert.deepEqual(filesOf(keras('tf.keras.preprocessing.image.ImageDataGenerator(rescale=1 / 255).flow_from_directory("data/train", batch_size=20)')), [
    'data/train (images)',
  ]);
  assert.equal(filesOf(keras('tf.keras.utils.image_dataset_from_directory("flowers", validation_split=0.2, subset="validation", seed=1)')), undefined);
});

test('configurations name their files, and what they keep back', () => {
  const axolotl = (datasets: string): string => `base_model: gpt2
datasets:
${datasets}
micro_batch_size: 2
num_epochs: 3
sequence_len: 512
`;
  assert.deepEqual(filesOf(`${axolotl('  - path: a.jsonl\n    type: alpaca\n  - path: b.parquet')}val_set_size: 0.05\n`, '/w/c.yml'), [
    'a.jsonl x 0.95',
    'b.parquet x 0.95',
  ]);
  assert.equal(filesOf(axolotl('  - path: a.jsonl\n  - path: tatsu-lab/alpaca'), '/w/c.yml'), undefined);
  assert.equal(filesOf(axolotl('  - path: a.jsonl\n    shards: 10'), '/w/c.yml'), undefined);
  assert.equal(filesOf(`${axolotl('  - path: a.jsonl')}val_set_size: 200\n`, '/w/c.yml'), undefined);
});
