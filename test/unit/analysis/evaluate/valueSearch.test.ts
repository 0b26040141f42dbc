import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, sequence, type Value } from '../../../../src/analysis/evaluate/values';
import { ValueSearch } from '../../../../src/analysis/evaluate/valueSearch';

const [one, two, three] = [known(1), known(2), known(3)];
const nested = sequence([sequence([one]), two]);

function numbersMet(start: Value, limit: number, order?: 'near' | 'deep'): readonly unknown[] {
  const search = new ValueSearch([start, undefined, three], limit, order);
  const met: unknown[] = [];
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'known') met.push(current.value);
  }
  return met;
}

test('a search meets the nearest values first, or goes deep from the last one', () => {
  const start = sequence([two, sequence([one])]);
  assert.deepEqual(numbersMet(start, 10), [3, 2, 1]);
  assert.deepEqual(numbersMet(start, 10, 'deep'), [3, 1, 2]);
});

test('a value that several lead to is met once', () => {
  assert.deepEqual(numbersMet(sequence([one, one, three]), 10), [3, 1]);
});

test('values that lead round in circles end, and a long way ends at the limit', () => {
  const items: Value[] = [one];
  const circle = sequence(items);
  items.push(circle);
  assert.deepEqual(numbersMet(circle, 10), [3, 1]);
  assert.deepEqual(numbersMet(nested, 2), [3]);
});
