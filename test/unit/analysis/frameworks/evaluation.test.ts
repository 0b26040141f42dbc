// How often a run evaluates, and on how many samples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Sources } from '../../../../src/analysis/project/sources';

const none: Sources = { root: '/w', read: () => undefined, list: () => [] };

function evaluationOf(lines: readonly string[]): readonly (number | undefined)[] {
  const { runs } = analyzeDocument({ path: '/w/train.py', text: lines.join('\n') }, none, {});
  assert.equal(runs.length, 1);
  const { evaluationPasses, evaluationSamples } = runs[0]!.facts;
  return [evaluationPasses?.value, evaluationSamples?.value];
}

const trainer = (args: string, evaluated: string): readonly (number | undefined)[] =>
  evaluationOf([
    'from datasets import load_dataset',
    'from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments',
    'model = AutoModelForSequenceClassification.from_pretrained("distilbert-base-uncased")',
    'data = load_dataset("glue", "mrpc")',
    `Trainer(model=model, args=TrainingArguments("out", ${args}), train_dataset=data["train"], eval_dataset=${evaluated}).train()`,
  ]);

test('a Trainer evaluates after each epoch, or every so many steps', () => {
  assert.deepEqual(trainer('eval_strategy="epoch", num_train_epochs=4', 'data["validation"]'), [4, undefined]);
  assert.deepEqual(trainer('evaluation_strategy="steps", eval_steps=100, max_steps=1000', 'data["validation"].select(range(200))'), [10, 200]);
  assert.deepEqual(trainer('eval_strategy="steps", max_steps=1000', 'data["validation"]'), [2, undefined], 'every logging_steps, 500 by default');
  assert.deepEqual(trainer('eval_strategy="steps", eval_steps=0.25', 'data["validation"]'), [4, undefined], 'a share of the steps');
});

test('nothing is said where the schedule or the evaluated part is not known', () => {
  assert.deepEqual(trainer('num_train_epochs=4', 'data["validation"]'), [undefined, undefined], 'a Trainer does not evaluate unless it is asked to');
  assert.deepEqual(trainer('eval_strategy="steps", eval_steps=100', 'data["validation"]'), [undefined, undefined], 'how many steps there are is open');
  assert.deepEqual(trainer('eval_strategy="epoch"', 'data["train"].train_test_split(0.1)["test"]'), [undefined, undefined]);
  assert.deepEqual(trainer('eval_strategy="epoch"', 'load_dataset("imdb", split="test")'), [undefined, undefined], 'another data set');
});

const loop = (evaluation: readonly string[]): readonly (number | undefined)[] =>
  evaluationOf([
    'import torch',
    'from torchvision import datasets, transforms',
    'tensor = transforms.ToTensor()',
    'train = torch.utils.data.DataLoader(datasets.MNIST("data", train=True, transform=tensor), batch_size=64)',
    'test = torch.utils.data.DataLoader(datasets.MNIST("data", train=False, transform=tensor), batch_size=500)',
    'net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))',
    'optimizer = torch.optim.SGD(net.parameters(), lr=0.1)',
    'def evaluate():',
    '    with torch.no_grad():',
    '        for x, y in test:',
    '            net(x)',
    'for epoch in range(6):',
    '    for x, y in train:',
    '        loss = torch.nn.functional.cross_entropy(net(x), y)',
    '        loss.backward()',
    '        optimizer.step()',
    ...evaluation,
  ]);

test('a loop of epochs that goes through the test set without gradients evaluates after each', () => {
  assert.deepEqual(loop(['    evaluate()']), [6, undefined]);
  assert.deepEqual(loop(['evaluate()']), [undefined, undefined], 'after the training only');
  assert.deepEqual(loop(['    if (epoch + 1) % 2 == 0:', '        evaluate()']), [undefined, undefined], 'not after each');
});
