import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';
import type { FileAnalysis } from '../../../src/model/run';
import { countedRuns, countedWith } from '../../../src/resolve/countedRuns';

const script = `import argparse
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
args = parser.parse_args()
model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased")
data = load_dataset("imdb")
trainer = Trainer(model, TrainingArguments("out", num_train_epochs=args.epochs), train_dataset=data["train"])
trainer.train()
`;
const files: Readonly<Record<string, string>> = {
  '/project/train.py': script,
  '/project/scripts/long.sh': 'python train.py --epochs 10\n',
  '/project/scripts/short.sh': 'echo start\ntorchrun --nproc_per_node 2 train.py --epochs 1\n',
  '/project/Makefile': 'all:\n\tbash scripts/long.sh\n',
  '/project/scripts/lint.sh': 'ruff check train.py\n',
};
const reader: FileReader = {
  root: '/project',
  read: (path) => Promise.resolve(files[path]),
  list: (folder) => Promise.resolve(Object.keys(files).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder)),
  launchers: () => Promise.resolve(Object.keys(files)),
};
const engine = createEngine();
const read = (path: string): Promise<FileAnalysis> => engine.analyze({ path, text: files[path]! }, reader);

test('a script shows the runs that its launchers make of it, after its own', async () => {
  const document = { path: '/project/train.py', text: script };
  const own = await read('/project/train.py');
  const launchedBy = await engine.launchersOf(document, own, reader);
  assert.deepEqual(
    launchedBy.map(({ anchor, facts, otherAnchors }) => [anchor.path, anchor.line, facts.epochs?.value, facts.gpuCount?.value, otherAnchors?.[0]?.line]),
    [
      ['/project/scripts/long.sh', 1, 10, undefined, 10],
      ['/project/scripts/short.sh', 2, 1, 2, 10],
    ],
  );
  const file = { ...own, launchedBy };
  assert.equal(engine.report(file, 0, {}).launcher, undefined);
  assert.equal(own.runs[0]?.facts.epochs?.value, 3);
  const launched = engine.report(file, 2, {});
  assert.deepEqual([launched.launcher, launched.runIndex, launched.runCount], ['short.sh line 2', 2, 3]);
});

test('a host that cannot search for launchers shows the script alone', async () => {
  const { launchers: _, ...without } = reader;
  assert.deepEqual(await engine.launchersOf({ path: '/project/train.py', text: script }, await read('/project/train.py'), without), []);
});

test('a script, its launcher and the launcher of that count once', async () => {
  const all = await Promise.all(['/project/Makefile', '/project/scripts/long.sh', '/project/train.py'].map(read));
  assert.deepEqual(
    countedRuns(all).map(({ anchor }) => anchor.path),
    ['/project/Makefile'],
  );
  const [script_] = all[2]!.runs;
  assert.equal(countedWith(all).get(script_!)?.anchor.path, '/project/Makefile');
});

test('two calls of one script are two runs, and the script with its defaults is none', async () => {
  const all = await Promise.all(['/project/scripts/long.sh', '/project/scripts/short.sh', '/project/train.py'].map(read));
  assert.deepEqual(
    countedRuns(all).map(({ facts }) => facts.epochs?.value),
    [10, 1],
  );
});

test('a script that nobody starts counts as it is', async () => {
  assert.equal(countedRuns([await read('/project/train.py')]).length, 1);
});

test('a configuration counts with the launcher that names it', async () => {
  const recipe =
    'base_model: meta-llama/Llama-3.1-8B\nadapter: lora\nlora_r: 16\nsequence_len: 1024\nmicro_batch_size: 2\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\nnum_epochs: 2\nlearning_rate: 0.0002\n';
  const other: Readonly<Record<string, string>> = { '/p/recipe.yml': recipe, '/p/run.sh': 'axolotl train recipe.yml\n' };
  const small: FileReader = { root: '/p', read: (path) => Promise.resolve(other[path]), list: () => Promise.resolve([]) };
  const all = await Promise.all(Object.entries(other).map(([path, text]) => engine.analyze({ path, text }, small)));
  assert.equal(all.flatMap(({ runs }) => runs).length, 2);
  assert.deepEqual(
    countedRuns(all).map(({ anchor }) => anchor.path),
    ['/p/run.sh'],
  );
});
