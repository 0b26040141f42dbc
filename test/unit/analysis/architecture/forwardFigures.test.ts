// Forward work of whole programs whose tensors come from their own data sets: figures that PyTorch itself was measured with, or the layers' formulas give.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyzePython } from '../../../../src/analysis/project/pythonProgram';

const noSources = { read: () => undefined, exists: () => false, list: () => undefined } as never;
const flopsOf = (text: string): unknown => analyzePython({ path: 'train.py', segments: [{ text }] }, noSources).runs[0]?.facts.flopsPerSample?.value;
const fixture = (name: string): string => readFileSync(`test/corpus/architectures/${name}.py`, 'utf8');

test('a network built by matching a table of widths costs what PyTorch counts for an image', () => {
  assert.equal(flopsOf(fixture('widths_by_table')), 42_960_128);
});

test('samples of a tensor data set give the width that a multilayer network is fed', () => {
  assert.equal(flopsOf(fixture('gated_hierarchy')), 2 * (54 * 384 + 3 * 384 * 384 + 384 * 7 + 7 * 7));
});

test('waves turned into one-hot rows are followed through padded, dilated layers, the last one whose output nobody takes too', () => {
  const [steps, width, skip] = [1023, 64, 128] as const;
  const block = 2 * (2 * width * width) + width * width + width * skip;
  assert.equal(flopsOf(fixture('dilated_audio')), 2 * steps * (2 * 256 * width + 24 * block + skip * skip + skip * 256));
});

test('a generator is gone through twice in a step and its critic three times', () => {
  const generator = 128 * 512 * 16 + 16 * 512 * 256 * 16 + 64 * 256 * 128 * 16 + 256 * 128 * 3 * 16;
  const critic = 256 * 3 * 64 * 16 + 64 * 64 * 128 * 16 + 16 * 128 * 256 * 16 + 4096;
  assert.equal(flopsOf(fixture('spectral_gan')), 2 * (2 * generator + 3 * critic));
});

test('a Keras layer that makes its weights in build multiplies by them', () => {
  assert.equal(flopsOf(fixture('keras_own_weights')), 2 * (784 * 256 + 256 * 64 + 64 * 10));
});

test('inputs whose first axis is neither one sample nor the batch leave the work open', () => {
  assert.equal(flopsOf(fixture('gated_hierarchy').replace('model(xb)', 'model(torch.rand(4096, 54))')), undefined);
});

test('a value written into a tensor counts with what made it, and leaves the work open where that is not known', () => {
  const written = fixture('gated_hierarchy').replace(
    '        return self.head(h)',
    '        out = torch.zeros(h.size(0), 7)\n        out[:, :] = self.head(h)\n        return out',
  );
  assert.equal(flopsOf(written), 931_682);
  assert.equal(flopsOf(written.replace('= self.head(h)', '= unknown_library.mix(self.head(h))')), undefined);
});
