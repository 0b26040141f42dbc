// Programs made to exhaust the reader: each ends within the budget of steps and without an error, and a training behind it is still no crash.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import { memorySources } from '../memorySources';

const head = 'import torch\noptimizer = torch.optim.Adam(model.parameters())\n';

const bombs: Readonly<Record<string, string>> = {
  'fifty thousand sums': `x = ${'1 + '.repeat(50_000)}1\n`,
  'fifty thousand conditions': `x = ${'a and '.repeat(50_000)}b\n`,
  'fifty thousand comparisons in a loop condition': `while ${'1 < '.repeat(50_000)}2:\n  x = 1\n`,
  'fifty thousand calls of a result': `x = a${'.b()'.repeat(50_000)}\n`,
  'fifty thousand negations': `x = ${'not '.repeat(50_000)}1\n`,
  'two hundred thousand items': `x = [${'1,'.repeat(200_000)}]\n`,
  'twenty thousand branches': `if a: pass\n${'elif a: pass\n'.repeat(20_000)}`,
  'brackets that never close': '('.repeat(100_000),
  'blocks nine hundred deep': Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join(''),
  'functions that call the next twice': `${Array.from({ length: 3000 }, (_, index) => `def f${index}():\n  return f${index + 1}() + f${index + 1}()\n`).join('')}f0()\n`,
  'a list that doubles': `x = [1]\n${'x = x + x\n'.repeat(60)}`,
  'a text that doubles': `x = "a"\n${'x = x + x\n'.repeat(60)}`,
  'a format that is a billion wide': 'x = f"{1:>1000000000}"\ny = "%1000000000d" % 1\n',
  'loops in loops that compute': `${['i', 'j', 'k', 'l'].map((name, depth) => `${' '.repeat(depth)}for ${name} in range(60):\n`).join('')}    x = i * j\n`,
  'an attribute that asks for itself': 'class A:\n  def __getattr__(self, name): return getattr(self, name + "a")\nA().x\n',
  'a setter that sets itself': 'class A:\n  @property\n  def x(self): return self.x\n  @x.setter\n  def x(self, v): self.x = v\na = A()\na.x = 1\nprint(a.x)\n',
  'code in code in code': 'def f(): exec("f()")\nf()\n',
};

describe('a hostile program is given up, not suffered', () => {
  for (const [what, program] of Object.entries(bombs))
    it(what, () => {
      const { diagnostics } = analyzeDocument({ path: 'bomb.py', text: head + program }, memorySources());
      assert.deepEqual(
        diagnostics.filter(({ message }) => message.startsWith('This file could not be read')),
        [],
      );
    });
});
