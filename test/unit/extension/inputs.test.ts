// What the user states: numbers as people type them, the comment that keeps them, and edits that cannot go together.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Alternative, TextEdit } from '../../../src/model/alternative';
import { clash, editsOf } from '../../../src/model/together';
import { readNumber } from '../../../src/extension/commands/askedInputs';
import { directiveValues, mergedDirective } from '../../../src/extension/settings/directive';

describe('a typed number', () => {
  for (const [typed, value] of [
    ['25000', 25_000],
    ['120 000', 120_000],
    ['1_000,000', 1_000_000],
    ['120k', 120_000],
    ['1.2M', 1_200_000],
    ['0', undefined],
    ['-5', undefined],
    ['2.5', undefined],
    ['many', undefined],
    ['1e400', undefined],
  ] as const) {
    test(`"${typed}" is ${value === undefined ? 'no data set size' : `${value} samples`}`, () => assert.equal(readNumber(typed, 'datasetSamples'), value));
  }
  test('epochs may be fractions, a PUE may not be below one', () =>
    assert.deepEqual([readNumber('0.5', 'epochs'), readNumber('0.5', 'pue'), readNumber('1.2', 'pue')], [0.5, undefined, 1.2]));
});

describe('the comment beside a run', () => {
  test('holds the inputs it knows and leaves the others out', () =>
    assert.equal(directiveValues({ datasetSamples: 120_000, gpu: 'RTX 4090', epochs: 3, pue: 1.2 }), 'dataset-samples=120000 gpu="RTX 4090" epochs=3'));
  test('keeps what else it says when one value changes', () =>
    assert.equal(
      mergedDirective('    # footprint: gpu="RTX 4090" dataset-samples=10 region=FR', { datasetSamples: 25_000 }),
      '    # footprint: gpu="RTX 4090" dataset-samples=25000 region=FR',
    ));
  test('keeps the comment mark of its language', () =>
    assert.equal(mergedDirective('// footprint: epochs=1', { gpuCount: 8 }), '// footprint: epochs=1 gpus=8'));
  test('is not any comment that mentions it', () => assert.equal(mergedDirective('# the footprint: see below', { epochs: 2 }), undefined));
});

describe('alternatives taken together', () => {
  const edit = (line: number, column: number, endColumn: number, newText = 'x', path = '/train.py'): TextEdit => ({
    span: { path, line, column, endLine: line, endColumn },
    newText,
  });
  const alternative = (...edits: TextEdit[]): Alternative => ({ edits }) as unknown as Alternative;

  test('clash when two change the same text, not when they stand beside each other or in two files', () => {
    assert.equal(clash([edit(3, 4, 10), edit(3, 8, 12)]), true);
    assert.equal(clash([edit(3, 4, 10), edit(3, 10, 12)]), false);
    assert.equal(clash([edit(3, 4, 10), edit(3, 4, 10, 'x', '/other.py')]), false);
  });
  test('may insert at one point', () => assert.equal(clash([edit(1, 0, 0, 'import a\n'), edit(1, 0, 0, 'import b\n')]), false));
  test('need the same import only once', () =>
    assert.deepEqual(editsOf([alternative(edit(1, 0, 0, 'import a\n'), edit(5, 0, 2)), alternative(edit(1, 0, 0, 'import a\n'))]), [
      edit(1, 0, 0, 'import a\n'),
      edit(5, 0, 2),
    ]));
});
