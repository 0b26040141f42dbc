// A report's sections: worked out when read, once, and to the eye a plain object.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazySections } from '../../../src/report/lazySections';

function watched(): { readonly object: { readonly first: number; readonly second: readonly string[] }; readonly worked: string[] } {
  const worked: string[] = [];
  const note = <T>(name: string, value: T): T => {
    worked.push(name);
    return value;
  };
  return { worked, object: lazySections({ first: () => note('first', 1), second: () => note('second', ['a']) }) };
}

test('a section is worked out when it is read, and only once', () => {
  const { object, worked } = watched();
  assert.deepEqual(worked, []);
  assert.equal(object.second, object.second);
  assert.deepEqual(worked, ['second']);
});

test('copies, lists and JSON have every section in its order', () => {
  const { object } = watched();
  assert.deepEqual(object.second, ['a']);
  assert.deepEqual(Object.keys(object), ['first', 'second']);
  assert.equal(JSON.stringify(object), '{"first":1,"second":["a"]}');
  assert.deepEqual({ ...object }, { first: 1, second: ['a'] });
});
