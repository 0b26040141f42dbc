import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSoundSites } from '../../../../src/analysis/frameworks/sites/soundSites';
import type { EditSite, Fact, Run } from '../../../../src/model/run';
import type { Span } from '../../../../src/model/source';

const at = (line: number, path = 'train.py'): Span => ({ path, line, column: 4, endLine: line, endColumn: 8 });
const anchor = at(20);
const sitesWith = (facts: Run['facts'], site: EditSite): readonly EditSite[] =>
  withSoundSites({ id: 'train.py#20', framework: 'pytorch', anchor, facts, unknowns: [], sites: [site] }).sites;
const batch = (fact: Partial<Fact<number>>): Run['facts'] => ({ perDeviceBatchSize: { value: 32, origin: 'literal', ...fact } });
const site = (span: Span): EditSite => ({ changes: 'batchSize', span, template: '{value}' });

test('a number is edited where it is written, not where it is handed on', () => {
  assert.deepEqual(sitesWith(batch({ origin: 'argument-default', span: at(3), text: '32' }), site(at(10))), [site(at(3))]);
});

test('a place that holds the value among other text is no place to edit', () => {
  assert.deepEqual(sitesWith(batch({ span: at(3), text: "'data.batch_size=32'" }), site(at(3))), []);
  assert.deepEqual(
    sitesWith({ model: { value: 'bert-base-uncased', origin: 'literal', span: at(3), text: 'bert' } }, { ...site(at(3)), changes: 'model' }),
    [],
  );
});

test('a name in quotes is edited in place', () => {
  const named: EditSite = { changes: 'model', span: at(3), template: '"{value}"' };
  assert.deepEqual(sitesWith({ model: { value: 'gpt2', origin: 'literal', span: at(3), text: "'gpt2'" } }, named), [named]);
});

test('what a comment states is edited in the comment', () => {
  assert.deepEqual(sitesWith(batch({ origin: 'user', span: at(19), text: '32' }), site(at(10))), [site(at(19))]);
});

test('a script is not edited for what a flag of its launcher decides', () => {
  assert.deepEqual(sitesWith(batch({ origin: 'launcher', span: at(2, 'run.sh') }), site(at(10))), []);
});
