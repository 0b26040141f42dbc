// The Python front end: what the tree says, where things stand, and what broken or hostile text does to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Place } from '../../../../../src/analysis/languages/python/positions';
import { parsePython, PythonParser } from '../../../../../src/analysis/languages/python/pythonParser';
import type { Statement } from '../../../../../src/analysis/languages/python/syntax/statements';

const only = (text: string): Statement => {
  const { body } = parsePython('a.py', text);
  assert.equal(body.length, 1);
  return body[0]!;
};

test('a call keeps its positional, keyword and starred arguments and the inside of its parentheses', () => {
  const statement = only('f(a, *b, lr=1e-3, **c)');
  assert.ok(statement.kind === 'expression' && statement.value.kind === 'call');
  assert.deepEqual(
    statement.value.arguments.map(({ name, star }) => [name, star]),
    [
      [undefined, undefined],
      [undefined, 1],
      ['lr', undefined],
      [undefined, 2],
    ],
  );
  assert.deepEqual([statement.value.open, statement.value.close], [2, 21]);
});

test('chained comparisons mean what Python means by them', () => {
  const statement = only('a < b <= c');
  assert.ok(statement.kind === 'expression' && statement.value.kind === 'logical' && statement.value.right.kind === 'compare');
  assert.deepEqual(
    [statement.value.operator, statement.value.right.operator, statement.value.right.left.kind === 'name' && statement.value.right.left.name],
    ['and', '<=', 'b'],
  );
});

test('a number may end in its point, with an exponent or a word behind it', () => {
  const numbers = { '0.': 0, '1.e-3': 1e-3, '3.E+2': 300, '10_0.': 100 };
  for (const [text, value] of Object.entries(numbers)) {
    const statement = only(`x = ${text}`);
    assert.ok(statement.kind === 'assign' && statement.value?.kind === 'constant');
    assert.equal(statement.value.value, value);
    assert.equal(statement.value.to - statement.value.from, text.length);
  }
  const chosen = only('x = 1. if ready else 0.');
  assert.ok(chosen.kind === 'assign' && chosen.value?.kind === 'conditional');
});

test('adjacent string literals are one constant with escapes decoded', () => {
  const statement = only(String.raw`x = 'a\n' "b" r'\n'`);
  assert.ok(statement.kind === 'assign' && statement.value?.kind === 'constant');
  assert.equal(statement.value.value, 'a\nb\\n');
});

test('an f-string keeps its text and its replacements in order', () => {
  const statement = only('x = f"{name}-{{{size:>3}"');
  assert.ok(statement.kind === 'assign' && statement.value?.kind === 'formatString');
  assert.deepEqual(
    statement.value.parts.map((part) => (typeof part === 'string' ? part : [part.value.kind === 'name' ? part.value.name : '', part.specification])),
    [['name', undefined], '-{', ['size', '>3']],
  );
});

test('relative and aliased imports name level, module and aliases', () => {
  const statement = only('from ..data.sets import (load as fetch, *)'.replace(', *', ''));
  assert.ok(statement.kind === 'importFrom');
  assert.deepEqual([statement.level, statement.module, statement.names], [2, 'data.sets', [{ name: 'load', alias: 'fetch' }]]);
});

test('a chain of elif is flat, however long', () => {
  const statement = only(`if a: b\n${'elif c: d\n'.repeat(2000)}else: e\n`);
  assert.ok(statement.kind === 'if');
  assert.equal(statement.branches.length, 2001);
  assert.equal(statement.otherwise.length, 1);
});

test('a call that is still being typed leaves the statements around it readable', () => {
  const { body } = parsePython('a.py', 'before = 1\nt = Trainer(lr=1e-3,\nafter = 2\nlast = 3\n');
  assert.ok(body.some((statement) => statement.kind === 'assign' && statement.targets[0]?.kind === 'name' && statement.targets[0].name === 'before'));
  assert.ok(body.some((statement) => statement.kind === 'assign' && statement.targets[0]?.kind === 'name' && statement.targets[0].name === 'last'));
});

test('nesting that no person writes is cut instead of overflowing the stack', () => {
  for (const text of ['('.repeat(20_000), `x = ${'[['.repeat(5000)}`, `${'f('.repeat(5000)}`, `x = ${'a + '.repeat(20_000)}1`, `x${'.a'.repeat(20_000)}`])
    assert.ok(Array.isArray(parsePython('a.py', text).body));
});

test('binary content gives an empty module', () => {
  assert.deepEqual(parsePython('a.py', 'x = 1\0\x01').body, []);
});

test('places count lines from one and columns from zero, with any line ending', () => {
  const unit = parsePython('a.py', 'a = 1\r\nbb = 22\n', 4);
  const second = unit.body[1]!;
  assert.ok(second.kind === 'assign' && second.value);
  const place = new Place(unit, second.value.from, second.value.to);
  assert.deepEqual([place.line, place.column, place.endLine, place.endColumn, place.cell, place.text], [2, 5, 2, 7, 4, '22']);
});

test('an edited document parses to what a fresh parse gives', () => {
  const parser = new PythonParser();
  const before = `${'x = f(1)\n'.repeat(300)}y = 2\n`;
  const after = before.replace('y = 2', 'y = g(lr=3)');
  parser.parse('a.py', before);
  assert.deepEqual(parser.parse('a.py', after).body, parsePython('a.py', after).body);
  assert.equal(parser.parse('a.py', after), parser.parse('a.py', after));
});

test('a statement typed above the first one is read', () => {
  const parser = new PythonParser();
  parser.parse('a.py', '# head\n# here\n\nfirst = 1\nsecond = 2\n');
  const { body } = parser.parse('a.py', '# head\nimport b\n\nfirst = 1\nsecond = 2\n');
  assert.deepEqual(
    body.map((statement) => statement.kind),
    ['import', 'assign', 'assign'],
  );
});
