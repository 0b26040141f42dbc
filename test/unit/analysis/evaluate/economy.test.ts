// What following a program leaves out to be quick, and that nothing is lost by it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instance } from '../../../../src/analysis/evaluate/values';
import { one, plain, shown } from './followed';

test('an object that is made and returned under an unknown condition keeps what its constructor set', () => {
  const make = 'class A:\n  def __init__(self): self.n = 3\ndef make():\n  if lib.ask(): return A()\n  return A()\n';
  assert.equal(one(`${make}lib.show(make().n)`), 3);
});

test('what a branch does to an object of its own is undone only where the object is older than the branch', () => {
  const program = 'class A: pass\nold = A()\nold.n = 1\nif lib.ask():\n  new = A()\n  new.n = old.n\n  if lib.ask(): new.n = 2\n  old.n = new.n\n';
  assert.deepEqual(one(`${program}lib.show([old.n, new.n])`), [new Set([1, 2]), new Set([1, 2])]);
});

test('a function that walks data by calling itself is followed into once, however often it does', () => {
  const calls = Array.from({ length: 12 }, (_, index) => `  if node.kind == ${index}: found += walk(node.child(${index}).first)\n`).join('');
  const { values, machine } = shown(`def walk(node):\n  found = [node]\n${calls}  return found\nlib.show(len(walk(lib.parse())))`);
  assert.equal(plain(values[0]), '?run-time len');
  assert.ok(machine.steps < 300, `${machine.steps} steps`);
});

test('a function that counts down by calling itself is followed further', () => {
  assert.equal(one('def times(n): return 1 if n == 0 else 2 * times(n - 1)\nlib.show(times(1))'), 2);
});

test('arguments are found where they stand, behind others that are spread too', () => {
  const { values } = shown('pair = (1, 2)\nlib.show(lib.make(0, *pair, 30, *lib.more, rate=4))');
  const { places } = (values[0] as Instance).call;
  const columns = [0, 1, 2, 3, 4, 'rate', 'other'].map((key) => places?.get(key)?.column);
  assert.deepEqual(columns, [18, undefined, undefined, 28, undefined, 48, undefined]);
});

test('a configuration file that one reading changes is as it was for the next', () => {
  const files = { 'c.yaml': 'train:\n  rates: [1]\n  n: 1\n' };
  const load = 'import yaml\nc = yaml.safe_load(open("c.yaml"))["train"]\n';
  const change = 'c["n"] = 5\nc["rates"].append(2)\n';
  const read = 'lib.show([c["n"], c["rates"]])';
  assert.deepEqual(one(load + change + read, files), [5, [1, 2]]);
  assert.deepEqual(one(load + read, files), [1, [1]]);
  assert.deepEqual(one(load + read, { 'c.yaml': 'train:\n  rates: [7]\n  n: 8\n' }), [8, [7]]);
});
