// When a reading that misses a file is broken off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patience } from '../../../../src/analysis/project/patience';

/** Steps that are followed until the reading ends; undefined where it goes on. */
function stepsUntilEnd(patience: Patience, most = 10_000): number | undefined {
  for (let step = 0; step < most; step++) if (patience.isAtEnd()) return step;
  return undefined;
}

test('a file that is known to be there ends the reading at once', () => {
  const patience = new Patience();
  patience.start(true);
  patience.misses('/p/config.yaml', true);
  assert.equal(stepsUntilEnd(patience), 0);
  assert.ok(patience.hasEnded);
});

test('a file that may not be there lets the reading go as far again as it got', () => {
  const patience = new Patience();
  patience.start(true);
  for (let step = 0; step < 3000; step++) patience.isAtEnd();
  patience.misses('/p/data.json', false);
  const further = stepsUntilEnd(patience);
  assert.ok(further !== undefined && further >= 3000 && further < 4000, String(further));
});

test('a file that was not there the last time is no reason to end', () => {
  const patience = new Patience();
  patience.expect(['/p/data.json']);
  patience.start(true);
  patience.misses('/p/data.json', false);
  assert.equal(stepsUntilEnd(patience), undefined);
});

test('the last reading goes to its end, and a new one starts afresh', () => {
  const patience = new Patience();
  patience.start(true);
  patience.misses('/p/config.yaml', true);
  patience.isAtEnd();
  patience.start(false);
  patience.misses('/p/other.yaml', true);
  assert.equal(stepsUntilEnd(patience), undefined);
  assert.equal(patience.hasEnded, false);
});
