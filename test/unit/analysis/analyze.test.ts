import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument, languageOf, mayTrain } from '../../../src/analysis/analyze';
import { memorySources } from './memorySources';

test('the language follows the name first and the editor where the name says nothing', () => {
  assert.equal(languageOf({ path: 'a/train.py', text: '' }), 'python');
  assert.equal(languageOf({ path: 'a/GNUmakefile', text: '' }), 'makefile');
  assert.equal(languageOf({ path: 'job.slurm', text: '' }), 'shell');
  assert.equal(languageOf({ path: 'untitled:1', languageId: 'typescriptreact', text: '' }), 'typescript');
  assert.equal(languageOf({ path: 'a.rs', text: '' }), undefined);
});

test('a cheap look rules out what cannot train', () => {
  assert.equal(mayTrain({ path: 'a.py', text: 'import os\nprint(os.getcwd())\n' }), false);
  assert.equal(mayTrain({ path: 'a.py', text: 'from model import *\nunet().fit_generator(samples, epochs=1)\n' }), true);
  assert.equal(mayTrain({ path: 'a.ts', text: "import express from 'express';\napp.fit();\n" }), false);
  assert.equal(mayTrain({ path: 'a.md', text: 'trainer.train()' }), false);
  assert.equal(mayTrain({ path: 'a.py', text: 'import torch\nloss.backward()\n\u0000' }), false);
  assert.equal(mayTrain({ path: 'a.py', text: `import torch\nloss.backward()\n${'#'.repeat(6_000_000)}` }), false);
  assert.equal(mayTrain({ path: 'a.py', text: 'import torch\nloss.backward()\n' }), true);
});

test('without a TypeScript reader a script that may train says where it is read', () => {
  const analysis = analyzeDocument({ path: '/repo/a.ts', text: "import * as tf from '@tensorflow/tfjs';\nmodel.fit(x, y, { epochs: 3 });\n" }, memorySources());
  assert.deepEqual(analysis.runs, []);
  assert.equal(analysis.diagnostics.length, 1);
});

test('a defect in a reader is one diagnostic, never an exception', () => {
  const sources = {
    ...memorySources(),
    read: () => {
      throw new Error('no disk');
    },
  };
  const analysis = analyzeDocument({ path: '/repo/run.sh', text: 'python train.py --lr 1' }, sources);
  assert.match(analysis.diagnostics[0]!.message, /no disk/);
});

const hostile: readonly (readonly [string, string, string])[] = [
  ['brackets without end in YAML', 'a.yaml', `training: ${'['.repeat(100_000)}`],
  ['brackets without end in JSON', 'a.json', `{"training": ${'['.repeat(100_000)}`],
  ['brackets without end in TOML', 'a.toml', `training = ${'['.repeat(100_000)}`],
  ['a notebook that is one bracket after another', 'a.ipynb', `{"cells": ${'['.repeat(100_000)} import torch .backward(`],
  ['substitutions within substitutions', 'a.sh', `train ${'$('.repeat(20_000)}`],
  ['a very long line', 'a.sh', `python train.py ${'--lr 1 '.repeat(100_000)}`],
  ['braces without end in a launcher', 'a.sh', `train ${'{'.repeat(50_000)}`],
  ['quotes without end in a Makefile', 'Makefile', `train:\n\t${'"'.repeat(50_001)}`],
];
for (const [what, path, text] of hostile)
  test(`${what} end without an exception`, () => assert.deepEqual(analyzeDocument({ path: `/repo/${path}`, text }, memorySources()).runs.length <= 1, true));
