// The abstract interpreter, seen through a call that it reports: which value reaches it, from where, and what stays unknown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { one, plain, shown } from './followed';

const results: readonly (readonly [string, string, unknown])[] = [
  ['arithmetic on constants', 'lib.show(2 ** 3 * 4 // 3 - 0.5)', 9.5],
  ['an f-string of known parts', 'n = "bert"\nlib.show(f"{n}-{2:02d}")', 'bert-02'],
  ['a function with a default', 'def f(a, b=2): return a * b\nlib.show(f(3))', 6],
  ['a keyword passed through **kwargs', 'def f(**kw): return g(**kw)\ndef g(lr=1): return lr\nlib.show(f(lr=5))', 5],
  ['a closure', 'def outer(n):\n  def inner(): return n\n  return inner\nlib.show(outer(7)())', 7],
  [
    'an attribute set in __init__ of a base class',
    'class A:\n  def __init__(self, n): self.n = n\nclass B(A):\n  def __init__(self): super().__init__(4)\nlib.show(B().n)',
    4,
  ],
  ['a property', 'class A:\n  @property\n  def n(self): return 3\nlib.show(A().n)', 3],
  [
    'a dataclass with a field default',
    'from dataclasses import dataclass, field\n@dataclass\nclass C:\n  lr: float = field(default=0.1)\n  n: int = 2\nlib.show([C(n=5).lr, C(n=5).n])',
    [0.1, 5],
  ],
  ['a partial function', 'from functools import partial\ndef f(a, b): return [a, b]\nlib.show(partial(f, b=1)(2))', [2, 1]],
  ['a comprehension with a condition', 'lib.show([i * 2 for i in range(5) if i % 2])', [2, 6]],
  ['an unpacking with a star', 'a, *b, c = [1, 2, 3, 4]\nlib.show(b)', [2, 3]],
  ['a known condition', 'x = 1 if "a" in ["a"] else 2\nlib.show(x)', 1],
  ['an unknown condition', 'if lib.ask():\n  x = 1\nelse:\n  x = 2\nlib.show(x)', new Set([1, 2])],
  ['a branch that raises is left out', 'x = 1\nif lib.ask():\n  x = 2\n  raise ValueError\nlib.show(x)', 1],
  ['an attribute changed in one branch only', 'class A: pass\na = A()\na.n = 1\nif lib.ask(): a.n = 2\nlib.show(a.n)', new Set([1, 2])],
  ['an environment variable with a default', 'import os\nlib.show(int(os.environ.get("WORLD_SIZE", "1")))', 1],
  ['a dictionary item', 'c = {"a": {"b": 3}}\nlib.show(c["a"]["b"])', 3],
  ['a loop over a small list', 'r = []\nfor k, v in {"a": 1, "b": 2}.items(): r.append(v)\nlib.show(r)', [1, 2]],
  ['a match on a constant', 'match "b":\n  case "a": x = 1\n  case "b" | "c": x = 2\nlib.show(x)', 2],
  ['the main guard', 'if __name__ == "__main__": lib.show(1)', 1],
  [
    'an argument without a default',
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--data", required=True)\nlib.show(p.parse_args().data)',
    '?required-argument --data',
  ],
  [
    'a text default with a type',
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--lr", type=float, default="1e-4")\nlib.show(p.parse_args().lr)',
    1e-4,
  ],
  ['a flag that is off', 'import argparse\np = argparse.ArgumentParser()\np.add_argument("--amp", action="store_true")\nlib.show(p.parse_args().amp)', false],
  ['an absl flag', 'from absl import flags\nflags.DEFINE_integer("n", 4, "")\nlib.show(flags.FLAGS.n)', 4],
  ['a click option', 'import click\n@click.command()\n@click.option("--lr", default=0.5)\ndef main(lr): lib.show(lr)\nmain()', 0.5],
  ['a fire function', 'import fire\ndef main(n=3): lib.show(n)\nfire.Fire(main)', 3],
];

for (const [what, text, expected] of results) test(`${what} is followed`, () => assert.deepEqual(one(text), expected));

test('a default of argparse keeps the place of its expression and says what it is', () => {
  const [value] = shown(
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--epochs", type=int, default=3)\nlib.show(int(p.parse_args().epochs))',
  ).values;
  assert.deepEqual([value!.origin, value!.span!.line, value!.span!.column], ['argument-default', 4, 45]);
});

test('a derived number keeps its inputs', () => {
  const [value] = shown('batch = 8\nsteps = 4\nlib.show(batch * steps)').values;
  assert.deepEqual([value!.origin, value!.inputs?.map(plain)], ['derived', [8, 4]]);
});

test('a module of the workspace is run once and its names are seen', () => {
  const files = { 'config.py': 'LR = 0.1\n', 'pkg/__init__.py': '', 'pkg/helper.py': 'from .other import N\ndef f(): return N\n', 'pkg/other.py': 'N = 9\n' };
  assert.deepEqual(one('from config import *\nfrom pkg.helper import f\nlib.show([LR, f()])', files), [0.1, 9]);
});

test('imports that go round in a circle end', () => {
  assert.equal(one('import a\nlib.show(a.X)', { 'a.py': 'import b\nX = 1\n', 'b.py': 'import a\nY = 2\n' }), 1);
});

test('values of a YAML file that the program loads come from the config', () => {
  const { values } = shown('import yaml\nwith open("c.yaml") as f: c = yaml.safe_load(f)\nlib.show(c["train"]["lr"])', { 'c.yaml': 'train:\n  lr: 0.01\n' });
  assert.deepEqual([plain(values[0]), values[0]!.origin, values[0]!.span!.path, values[0]!.span!.line], [0.01, 'config', 'c.yaml', 2]);
});

test('programs that would never end are given up within the budget', () => {
  const doubling = Array.from({ length: 40 }, (_, index) => `def f${index}(x): return f${index + 1}(x) + f${index + 1}(x)`).join('\n');
  for (const text of [
    'def f(n): return f(n + 1)\nf(0)',
    'x = [1]\n' + 'x = x + x\n'.repeat(60),
    `${doubling}\nf0(1)`,
    'x = lambda: x()\nx()',
    'class A:\n  def __getattr__(self, n): return getattr(self, n)\nA().x',
  ]) {
    const { machine } = shown(`${text}\nlib.show(1)`);
    assert.ok(machine.steps < 500_000);
  }
});

test('a match of thousands of clauses and an elif of thousands of branches do not overflow the stack', () => {
  assert.doesNotThrow(() => shown(`match lib.ask():\n${' case 1: pass\n'.repeat(3000)}`));
  assert.doesNotThrow(() => shown(`if lib.a: pass\n${'elif lib.ask(): pass\n'.repeat(3000)}`));
});
