// What keeps the last good figure beside its code while someone types.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { looksBroken } from '../../../src/extension/documents/brokenText';
import { shiftedLine } from '../../../src/extension/documents/shiftedLine';

describe('a text in the middle of being typed', () => {
  for (const [text, broken] of [
    ['model.fit(x, y)\n', false],
    ['model.fit(x, y', true],
    ['x = [1, 2\ntrainer.train()', true],
    ['print(")")  # an open ( in a comment', false],
    ["s = '''a ( b'''\nf()", false],
    ['s = """never closed (\nf()', true],
    ['f())', true],
    ['f(]', true],
    ['', false],
  ] as const) {
    test(`${JSON.stringify(text)} is ${broken ? 'broken' : 'whole'}`, () => assert.equal(looksBroken(text), broken));
  }

  test('a long file of unclosed quotes takes no more than a look', () => assert.equal(looksBroken('"'.repeat(100_000) + '('), true));
});

describe('the line of an older text', () => {
  test('moves down when lines are put in above it', () => assert.equal(shiftedLine(10, [{ line: 3, endLine: 3, newLineBreaks: 2 }]), 12));
  test('moves up when lines above it go', () => assert.equal(shiftedLine(10, [{ line: 2, endLine: 5, newLineBreaks: 0 }]), 7));
  test('stays when something changes below it or on it', () =>
    assert.equal(
      shiftedLine(10, [
        { line: 11, endLine: 12, newLineBreaks: 9 },
        { line: 10, endLine: 10, newLineBreaks: 0 },
      ]),
      10,
    ));
  test('follows several edits in their order', () =>
    assert.equal(
      shiftedLine(10, [
        { line: 1, endLine: 1, newLineBreaks: 1 },
        { line: 11, endLine: 11, newLineBreaks: 0 },
        { line: 1, endLine: 3, newLineBreaks: 0 },
      ]),
      9,
    ));
  test('goes to the start of an edit that swallows it', () => assert.equal(shiftedLine(4, [{ line: 2, endLine: 6, newLineBreaks: 0 }]), 2));
});
