// Which part of a named data set a run trains on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Sources } from '../../../../src/analysis/project/sources';

const none: Sources = { root: '/w', read: () => undefined, list: () => [] };

/** The fact for a Trainer that is given the expression. */
function partOf(expression: string): string | undefined {
  const text = [
    'from datasets import load_dataset',
    'import torch',
    'from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments',
    'model = AutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased")',
    `data = ${expression}`,
    'Trainer(model=model, args=TrainingArguments("out"), train_dataset=data).train()',
  ].join('\n');
  const { runs } = analyzeDocument({ path: '/w/train.py', text }, none, {});
  assert.equal(runs[0]?.facts.dataset?.value, 'imdb', expression);
  return runs[0]?.facts.datasetPart?.value;
}

test('splits, slices and rows that are taken are the part that is trained on', () => {
  const expected: Readonly<Record<string, string>> = {
    'load_dataset("imdb", split="train[:10%]")': 'split train[:10%]',
    'load_dataset("imdb", split="train + test")': 'split train+test',
    'load_dataset("imdb")["test"]': 'split test',
    'load_dataset("imdb", split="train").shuffle(seed=1).select(range(500))': 'split train, first 500',
    'load_dataset("imdb")["train"].map(print).select(range(100, 300, 2))': 'split train, first 100',
    'load_dataset("imdb")["train"].select([1, 2, 3])': 'split train, first 3',
    'load_dataset("imdb", split="train").train_test_split(test_size=0.2)["train"]': 'split train, share 0.8',
    'load_dataset("imdb", split="train").train_test_split(test_size=0.2)["test"]': 'split train, share 0.2',
    'load_dataset("imdb", split="train").train_test_split(test_size=500)["train"]': 'split train, without 500',
    'load_dataset("imdb", split="train").train_test_split()["train"]': 'split train, share 0.75',
    'load_dataset("imdb", split="train").shard(num_shards=10, index=0)': 'split train, share 0.1',
    'load_dataset("imdb", split="train", streaming=True).skip(100).take(50)': 'split train, without 100, first 50',
    'load_dataset("imdb", split=["train[:80%]", "train[80%:]"])[0]': 'split train[:80%]',
    'torch.utils.data.random_split(load_dataset("imdb")["train"], [0.9, 0.1])[0]': 'split train, share 0.9',
    'torch.utils.data.random_split((full := load_dataset("imdb")["train"]), [int(0.8 * len(full)), len(full) - int(0.8 * len(full))])[0]':
      'split train, share 0.8',
    'torch.utils.data.Subset(load_dataset("imdb")["train"], range(64))': 'split train, first 64',
  };
  for (const [expression, part] of Object.entries(expected)) assert.equal(partOf(expression), part, expression);
});

/** The facts of a loop over the set that the expression makes. */
function ofLoop(expression: string, before: readonly string[] = []): readonly (string | undefined)[] {
  const text = [
    'import torch, torchaudio, torchvision',
    'from torch import nn',
    'from torchvision import datasets',
    ...before,
    `data = ${expression}`,
    'loader = torch.utils.data.DataLoader(data, batch_size=8, shuffle=True)',
    'model = nn.Linear(10, 2)',
    'optimizer = torch.optim.SGD(model.parameters(), lr=0.1)',
    'for epoch in range(3):',
    '    for x, y in loader:',
    '        optimizer.zero_grad()',
    '        nn.functional.cross_entropy(model(x), y).backward()',
    '        optimizer.step()',
  ].join('\n');
  const { facts } = analyzeDocument({ path: '/w/train.py', text }, none, {}).runs[0] ?? { facts: undefined };
  return [facts?.dataset?.value, facts?.datasetPart?.value, facts?.dataset?.source];
}

test('sets of the PyTorch libraries say their part by arguments and defaults of their own', () => {
  const expected: Readonly<Record<string, readonly (string | undefined)[]>> = {
    'torchaudio.datasets.LIBRISPEECH("data", url="train-clean-360")': ['librispeech', 'split train-clean-360', 'torchaudio.datasets.LIBRISPEECH'],
    'torchaudio.datasets.LIBRISPEECH("data", "train-other-500")': ['librispeech', 'split train-other-500', 'torchaudio.datasets.LIBRISPEECH'],
    'torchaudio.datasets.LIBRISPEECH("data")': ['librispeech', 'split train-clean-100', 'torchaudio.datasets.LIBRISPEECH'],
    'torchaudio.datasets.SPEECHCOMMANDS("data", download=True)': ['speechcommands', 'split all', 'torchaudio.datasets.SPEECHCOMMANDS'],
    'datasets.EMNIST("data", split="letters", train=True)': ['emnist', 'split letters', 'torchvision.datasets.EMNIST'],
    'datasets.FGVCAircraft("data")': ['fgvcaircraft', 'split trainval', 'torchvision.datasets.FGVCAircraft'],
    'datasets.VOCSegmentation("data", image_set="trainval")': ['vocsegmentation', 'split trainval', 'torchvision.datasets.VOCSegmentation'],
    'datasets.VOCDetection("data", year="2007", image_set="trainval")': ['vocdetection', 'split 2007-trainval', 'torchvision.datasets.VOCDetection'],
    'datasets.CIFAR10("data", train=True)': ['cifar10', undefined, 'torchvision.datasets.CIFAR10'],
  };
  for (const [expression, facts] of Object.entries(expected)) assert.deepEqual(ofLoop(expression), facts, expression);
});

/** The facts of a loop over arrays that the lines leave in `X` and `y`. */
function ofArrays(...lines: readonly string[]): readonly (string | undefined)[] {
  const imports = 'from sklearn.datasets import load_iris, fetch_openml, fetch_20newsgroups\nfrom sklearn.model_selection import train_test_split';
  return ofLoop(`torch.utils.data.TensorDataset(torch.tensor(X), torch.tensor(y))`, [
    imports,
    'from sklearn.preprocessing import StandardScaler',
    ...lines,
  ]).slice(0, 2);
}

test("arrays of scikit-learn's sets are followed through splits and scaling", () => {
  assert.deepEqual(ofArrays('X, y = load_iris(return_X_y=True)'), ['iris', 'share 1']);
  assert.deepEqual(ofArrays('iris = load_iris()', 'X, X_test, y, y_test = train_test_split(iris.data, iris.target, test_size=0.2)'), [
    'iris',
    'share 1, share 0.8',
  ]);
  assert.deepEqual(
    ofArrays('iris = load_iris()', 'X, X_test, y, y_test = train_test_split(iris.data, iris.target, test_size=30)', 'X = StandardScaler().fit_transform(X)'),
    ['iris', 'share 1, without 30'],
  );
  assert.deepEqual(ofArrays('bunch = fetch_openml("mnist_784")', 'X, y = bunch.data, bunch.target'), ['mnist_784', 'share 1']);
  assert.deepEqual(ofArrays('iris = load_iris()', 'X, y = iris.data[iris.target < 2], iris.target'), ['iris', undefined], 'rows picked by a condition');
});

test('the whole training split needs no words, and an unclear part is not guessed', () => {
  for (const expression of [
    'load_dataset("imdb", split="train")',
    'load_dataset("imdb")["train"].shuffle()',
    'load_dataset("imdb")["train"].filter(len)',
    'load_dataset("imdb", split="train").select(range(int(open("n").read())))',
    'load_dataset("imdb", split="train").train_test_split(test_size=float(open("n").read()))["train"]',
  ])
    assert.equal(partOf(expression), undefined, expression);
});
