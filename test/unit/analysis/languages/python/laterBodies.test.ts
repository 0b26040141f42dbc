// Bodies of functions that are read when somebody looks, and where they stand after the text before them has changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionWithBody, moved } from '../../../../../src/analysis/languages/python/conversion/laterBodies';
import { parsePython, PythonParser } from '../../../../../src/analysis/languages/python/pythonParser';
import type { FunctionStatement } from '../../../../../src/analysis/languages/python/syntax/statements';

const head = { kind: 'function', name: 'f', parameters: [], decorators: [], headTo: 8, from: 0, to: 20 } as const;

function counted(): { made: FunctionStatement; reads: () => number } {
  let reads = 0;
  const made = functionWithBody(head, () => {
    reads++;
    return { statements: [{ kind: 'pass', from: 12, to: 16 }], generator: false };
  });
  return { made, reads: () => reads };
}

test('a body is read at the first look, once, however often its function is moved', () => {
  const { made, reads } = counted();
  const later = moved(moved(made, 5), 7);
  assert.equal(reads(), 0);
  assert.deepEqual([later.from, later.headTo, later.body[0]], [12, 20, { kind: 'pass', from: 24, to: 28 }]);
  assert.equal(later.generator, false);
  assert.deepEqual(made.body[0], { kind: 'pass', from: 12, to: 16 });
  assert.equal(reads(), 1);
});

test('a function within a function is moved with it', () => {
  const inner = functionWithBody({ ...head, from: 10, to: 18 }, () => ({ statements: [{ kind: 'pass', from: 14, to: 18 }], generator: false }));
  const outer = functionWithBody(head, () => ({ statements: [inner], generator: false }));
  const [statement] = moved(outer, 100).body;
  assert.ok(statement?.kind === 'function');
  assert.deepEqual([statement.from, statement.body[0]?.from], [110, 114]);
});

test('bodies and generators behind an edit are those of a fresh parse', () => {
  const text = 'a = 1\n\nb = 2\n\n\ndef f(x):\n    def g():\n        yield x\n    return g\n\n\nc = 3\n\n\ndef h():\n    yield f\n';
  const parser = new PythonParser();
  parser.parse('a.py', text);
  for (const edit of ['a = 10\n\n', 'a = 1\n\n\n# one more\n', 'a = 1\n\n']) {
    const edited = text.replace('a = 1\n\n', edit);
    const all = (body: unknown): string => JSON.stringify(body);
    const [kept, fresh] = [parser.parse('a.py', edited).body, parsePython('a.py', edited).body];
    assert.equal(all(kept), all(fresh));
    assert.deepEqual(
      kept.flatMap((one) => (one.kind === 'function' ? [one.generator] : [])),
      [false, true],
    );
  }
});
