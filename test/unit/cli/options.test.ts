import assert from 'node:assert/strict';
import test from 'node:test';
import { readOptions, UsageError } from '../../../src/cli/options';

const refused = (argv: readonly string[], message: RegExp): void =>
  assert.throws(
    () => readOptions(argv),
    (error) => error instanceof UsageError && message.test(error.message),
  );

test('options become settings in the units of their names', () => {
  const { settings, paths, command, format } = readOptions(
    'estimate train.py --gpu H100 --gpus 8 --region FR --grid-intensity 0.05 --pue 1.1 --dataset-samples 25_000 --epochs 1.5'.split(' '),
  );
  assert.equal(command, 'estimate');
  assert.equal(format, 'text');
  assert.deepEqual(paths, ['train.py']);
  assert.deepEqual(settings, { gpu: 'H100', gpuCount: 8, region: 'FR', gridIntensityKgPerKwh: 0.05, pue: 1.1, datasetSamples: 25_000, epochs: 1.5 });
});

test('what is not given is not set', () => {
  assert.deepEqual(readOptions(['estimate', 'train.py']).settings, {});
});

test('a number out of range or no number at all is refused by the name of its option', () => {
  refused(['estimate', 'x', '--pue', '0.9'], /--pue 0\.9: must be a number from 1 to 5/);
  refused(['estimate', 'x', '--gpus', '1.5'], /--gpus 1\.5: must be a whole number/);
  refused(['estimate', 'x', '--dataset-samples', 'many'], /--dataset-samples many/);
  refused(['estimate', 'x', '--dataset-samples', ''], /--dataset-samples/);
  refused(['estimate', 'x', '--max-co2e=-1'], /--max-co2e -1/);
  refused(['estimate', 'x', '--epochs', 'NaN'], /--epochs NaN/);
});

test('an unknown option or command is named', () => {
  refused(['estimate', 'x', '--gpuz', 'T4'], /--gpuz/);
  refused(['measure', 'x'], /unknown command "measure"/);
});

test('a format that the command does not write is refused', () => {
  refused(['analyze', 'x', '--format', 'csv'], /--format csv/);
  refused(['estimate', '--spec', '-', '--format', 'markdown'], /--format markdown/);
  assert.equal(readOptions(['estimate', '--spec', '-', '--format', 'jsonl']).format, 'jsonl');
});

test('standard input needs a name, and stands alone', () => {
  refused(['analyze', '-'], /--stdin-filename/);
  refused(['analyze', '-', 'b.py', '--stdin-filename', 'a.py'], /stands alone/);
  assert.equal(readOptions(['analyze', '--stdin-filename', 'a.py', '-']).stdinFilename, 'a.py');
});

test('a command without a path says what it needs', () => {
  refused(['analyze'], /name a file/);
  refused(['estimate', '--spec', 's.json', 'train.py'], /--spec takes the place of paths/);
});

test('without a command there is help', () => {
  assert.equal(readOptions([]).command, 'help');
  assert.equal(readOptions(['estimate', '--help']).command, 'help');
  assert.equal(readOptions(['--version']).command, 'version');
});
