// The compact tables: repeated cells, and rows found by their keys without an index.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyedTable, parseTable, type TableRow } from '../../../src/knowledge/table';

const text = 'id\tkind^\tsize\nOrg/Small\td\t1\nOrg/small-v2\t\t2\nother/small\t \t3\nsmall\te\t4';
const ids = (rows: readonly { readonly key: string }[]): readonly string[] => rows.map(({ key }) => key);

test('an empty cell of a repeating column is the one above; a blank empties it', () => {
  assert.deepEqual(
    parseTable(text).map((row) => row.text('kind')),
    ['d', 'd', '', 'e'],
  );
  assert.deepEqual(
    [...parseTable(text)].reverse().map((row) => row.text('kind')),
    ['e', '', 'd', 'd'],
  );
});

test('rows are found by their whole key in any case, in the order of the table', () => {
  const table = new KeyedTable(`${text}\nSMALL\td\t5`);
  assert.deepEqual(ids(table.rows('small')), ['small', 'SMALL']);
  assert.deepEqual(ids(table.rows('org/SMALL')), ['Org/Small']);
  assert.deepEqual(ids(table.rows('org/smal')), []);
  assert.deepEqual(ids(table.rows('id')), []);
  assert.equal(table.rows('org/small-v2')[0]?.text('kind'), 'd');
});

test('rows are found by what follows the last slash of their key', () => {
  const table = new KeyedTable(`${text}\nx\td/small\t5`);
  assert.deepEqual(ids(table.rowsAfterSlash('Small')), ['Org/Small', 'other/small']);
  assert.deepEqual(ids(table.rowsAfterSlash('org/small')), []);
});

test('the first searches and the index behind later ones find the same rows', () => {
  const rows = ['id\tsize', 'BERT\t1', 'one/bert\t2', 'two/Bert\t3', 'one/bert-large\t4', 'bert\t5'].join('\n');
  const keyed = new KeyedTable(rows);
  const sizes = (found: readonly TableRow[]): readonly string[] => found.map((row) => row.text('size'));
  for (let time = 0; time < 100; time++) {
    assert.deepEqual(sizes(keyed.rows('bert')), ['1', '5']);
    assert.deepEqual(sizes(keyed.rowsAfterSlash('BERT')), ['2', '3']);
    assert.deepEqual(sizes(keyed.rows('id')), [], 'the header is no row');
    assert.deepEqual(sizes(keyed.rows('1')), [], 'nor is another cell');
  }
});

test('rows whose key passes are found without splitting the others', () => {
  const table = new KeyedTable(`${text}\nSMALL\td\t5`);
  const seen: string[] = [];
  const found = table.rowsWhere((lower, start, end) => {
    seen.push(lower.slice(start, end));
    return lower.slice(start, end).endsWith('small');
  });
  assert.ok(!seen.includes('id'), 'the header is no row');
  assert.deepEqual(
    seen,
    seen.map((key) => key.toLowerCase()),
  );
  assert.deepEqual(ids(found), ['Org/Small', 'other/small', 'small', 'SMALL']);
});
