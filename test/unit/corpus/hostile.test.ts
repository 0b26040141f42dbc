// Input that nobody should have to fear: half-typed, binary, huge, deeply nested, cyclic or endless. Nothing throws, and at most one line is said about it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FileAnalysis } from '../../../src/model/run';
import { projectRoot } from './expectation';
import { analyzeText } from './analyzeText';

const MEBIBYTE = 2 ** 20;

const assertCalm = (analysis: FileAnalysis): void => {
  assert.ok(analysis.diagnostics.length <= 1, JSON.stringify(analysis.diagnostics.slice(0, 3)));
};

const assertSilent = (analysis: FileAnalysis): void => {
  assertCalm(analysis);
  assert.deepEqual(analysis.runs, []);
};

/** A short, ordinary training script; what stands around it must not take its facts away. */
const training = (epochs: string | number = 3): string => `
import torch
from torch import nn
from torch.utils.data import DataLoader

def train(dataset):
    model = nn.Linear(10, 2)
    loader = DataLoader(dataset, batch_size=32)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(${epochs}):
        for x, y in loader:
            loss = nn.functional.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
`;

describe('half-typed Python', () => {
  const whole = readFileSync(join(projectRoot, 'examples/bert_sentiment.py'), 'utf8');
  const step = Math.ceil(whole.length / 60);

  it('is read at every cut without a throw and with at most one diagnostic', async () => {
    for (let cut = 0; cut < whole.length; cut += step) assertCalm(await analyzeText('cut.py', whole.slice(0, cut)));
  });

  it('keeps the facts that stand before the cut', async () => {
    const cut = whole.indexOf('total_loss += loss.item()');
    const analysis = await analyzeText('cut.py', whole.slice(0, cut));
    assert.equal(analysis.runs[0]?.facts.model?.value, 'bert-base-uncased');
    assert.equal(analysis.runs[0]?.facts.perDeviceBatchSize?.value, 16);
  });

  it('keeps the facts when one line in the middle is broken', async () => {
    const broken = whole.replace('    total_steps = len(train_loader) * epochs\n', '    total_steps = len(train_loader *\n    if\n');
    const analysis = await analyzeText('broken.py', broken);
    assertCalm(analysis);
    assert.equal(analysis.runs[0]?.facts.model?.value, 'bert-base-uncased');
  });
});

describe('files that are no programs', () => {
  it('an empty file trains nothing', async () => {
    for (const name of ['empty.py', 'empty.ipynb', 'empty.yml', 'empty.json', 'empty.toml', 'empty.sh', 'empty.ts']) assertSilent(await analyzeText(name, ''));
  });

  it('binary named .py trains nothing', async () => {
    let seed = 7;
    const bytes = Array.from({ length: 64 * 1024 }, () => String.fromCharCode((seed = (seed * 1103515245 + 12345) % 2 ** 31) % 256));
    assertSilent(await analyzeText('weights.py', `\u0000torch.optim.Adam loss.backward${bytes.join('')}`));
  });

  it('a notebook that is no JSON, or no notebook, trains nothing', async () => {
    for (const text of ['{"cells": [', '[]', '{"cells": 3}', '{"cells": [null, 1, {"cell_type": "code"}]}', 'null'])
      assertSilent(await analyzeText('broken.ipynb', text));
  });

  it('10 MiB of one line or of many lines train nothing and are put aside', async () => {
    assertSilent(await analyzeText('line.py', `import torch; x = "${'a'.repeat(10 * MEBIBYTE)}"`));
    assertSilent(await analyzeText('lines.py', `import torch\n${'x = 1\n'.repeat((10 * MEBIBYTE) / 6)}`));
  });
});

describe('nesting', () => {
  const depth = 100_000;

  it('100,000 open parentheses overflow nothing', async () => {
    assertCalm(await analyzeText('parens.py', `${training()}\nx = ${'('.repeat(depth)}1${')'.repeat(depth)}\n`));
    assertCalm(await analyzeText('open.py', `${training()}\nx = ${'('.repeat(depth)}`));
  });

  it('long chains of operators, attributes and calls overflow nothing', async () => {
    for (const link of ['+1', '.a', '()', '[0]', ' and a', ' if a else a'])
      assertCalm(await analyzeText('chain.py', `${training()}\nx = a${link.repeat(50_000)}\n`));
  });

  it('blocks nested a thousand deep overflow nothing', async () => {
    const blocks = Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}if x:\n`).join('');
    assertCalm(await analyzeText('blocks.py', `${training()}\n${blocks}${' '.repeat(1000)}pass\n`));
  });

  it('deep JSON and YAML overflow nothing', async () => {
    assertSilent(await analyzeText('deep.json', `${'{"base_model":'.repeat(depth)}1${'}'.repeat(depth)}`));
    assertSilent(await analyzeText('deep.yml', `base_model: ${'['.repeat(depth)}${']'.repeat(depth)}\n`));
  });
});

describe('YAML that grows', () => {
  it('an alias bomb is not blown up', async () => {
    const names = 'abcdefghij';
    const lines = [...names].map((name, level) => {
      const below = level === 0 ? '"lol"' : `*${names[level - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
    });
    assertSilent(await analyzeText('bomb.yml', `base_model: gpt2\nmicro_batch_size: *z\n${lines.join('\n')}\n`));
    assertCalm(await analyzeText('bomb2.yml', `${lines.join('\n')}\nbase_model: gpt2\nmicro_batch_size: 2\nnum_epochs: 1\ndatasets: *j\n`));
  });

  it('an anchor that contains itself ends', async () => {
    assertCalm(
      await analyzeText('cycle.yml', 'base_model: gpt2\nmicro_batch_size: 2\nnum_epochs: 1\ndatasets: &self\n  - path: *self\n  - *self\n<<: *self\n'),
    );
  });
});

describe('programs that do not end', () => {
  it('modules that import each other in a circle are each read once', async () => {
    const others = new Map([
      ['a.py', 'import b\nfrom main import train\nBATCH = b.BATCH\n'],
      ['b.py', 'import a\nfrom a import *\nBATCH = 32\n'],
    ]);
    const analysis = await analyzeText('main.py', `import a\n${training()}`, others);
    assertCalm(analysis);
    assert.equal(analysis.runs[0]?.facts.epochs?.value, 3);
  });

  it('a loop without an end stops at the budget and leaves the training standing', async () => {
    const analysis = await analyzeText(
      'endless.py',
      `${training()}\ntrain(data)\nn = 0\nwhile True:\n    n += 1\n    for i in iter(int, 1):\n        n -= 1\n`,
    );
    assertCalm(analysis);
    assert.equal(analysis.runs[0]?.facts.epochs?.value, 3);
  });

  it('functions and classes that call themselves stop', async () => {
    const recursive =
      'def f(n):\n    return f(n + 1) + f(n + 2)\nclass C:\n    def __init__(self):\n        self.next = C()\nf(0)\nC()\ng = lambda h: h(h)\ng(g)\n';
    const analysis = await analyzeText('recursive.py', `${training()}\ntrain(data)\n${recursive}`);
    assertCalm(analysis);
    assert.equal(analysis.runs[0]?.facts.epochs?.value, 3);
  });

  it('huge ranges and powers are not rolled out', async () => {
    const huge =
      'rows = [i for i in range(10**9)]\ncells = [[j * i for j in range(10**6)] for i in rows]\nlarge = 10 ** 10 ** 10\ntext = "x" * 10**12\nmore = [0] * 10**12\nshift = 1 << 10**12\n';
    const analysis = await analyzeText('huge.py', `${huge}${training()}\nfor seed in range(10**9):\n    train(seed)\n`);
    assertCalm(analysis);
    assert.equal(analysis.runs[0]?.facts.epochs?.value, 3);
  });

  it('a number of epochs that is no sensible number is not shown as a fact', async () => {
    for (const epochs of ['-5', 'float("nan")', '10**400', '"many"', 'None', '0']) {
      const analysis = await analyzeText('nonsense.py', training(epochs));
      assertCalm(analysis);
      const value = analysis.runs[0]?.facts.epochs?.value;
      assert.ok(value === undefined || (Number.isFinite(value) && value > 0), `${epochs} became ${value}`);
    }
  });

  it('classes whose bases go round in a circle end', async () => {
    assertCalm(await analyzeText('bases.py', `class A(B): pass\nclass B(A): pass\nA().train()\n${training()}`));
  });
});
