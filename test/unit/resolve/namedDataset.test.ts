// The row that a named data set means: the loader's own before those of the same name, the split's own before the whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import { samplesOfPart } from '../../../src/resolve/datasetPart';
import { datasetNamed, type NamedSet } from '../../../src/resolve/namedDataset';

const knowledge = createKnowledge();
const samples = (set: NamedSet): number | undefined => {
  const facts = datasetNamed(set, knowledge);
  return set.part ? samplesOfPart(set.part, facts) : facts?.trainSamples;
};

test('torchaudio and torchvision name parts by arguments of their own', () => {
  const expected: readonly [string, string, number][] = [
    ['torchaudio.datasets.LIBRISPEECH', 'split train-clean-100', 28_539],
    ['torchaudio.datasets.LIBRISPEECH', 'split train-clean-360', 104_014],
    ['torchaudio.datasets.LIBRITTS', 'split train-clean-100', 33_236],
    ['torchaudio.datasets.TEDLIUM', 'split release3', 268_263],
    ['torchvision.datasets.EMNIST', 'split balanced', 112_800],
    ['torchvision.datasets.EMNIST', 'split letters', 124_800],
    ['torchvision.datasets.FGVCAircraft', 'split trainval', 6_667],
    ['torchvision.datasets.OxfordIIITPet', 'split trainval', 3_680],
    ['torchvision.datasets.VOCSegmentation', 'split train', 1_464],
    ['torchvision.datasets.VOCSegmentation', 'split trainval', 2_913],
    ['torchvision.datasets.VOCDetection', 'split 2007-trainval', 5_011],
  ];
  for (const [loader, part, size] of expected) {
    const name = loader.slice(loader.lastIndexOf('.') + 1).toLowerCase();
    assert.equal(samples({ name, loader, part, framework: 'pytorch' }), size, `${loader} ${part}`);
  }
});

test("the loader's library decides between sets of one name", () => {
  assert.equal(samples({ name: 'imdb', loader: 'keras.datasets.imdb', framework: 'keras' }), 25_000);
  assert.equal(samples({ name: 'reuters', loader: 'keras.datasets.reuters', framework: 'keras' }), 8_982);
  assert.equal(samples({ name: 'rte', loader: 'torchtext.datasets.RTE', framework: 'pytorch' }), 2_490);
  assert.equal(samples({ name: 'food101', loader: 'torchvision.datasets.Food101', framework: 'pytorch' }), 75_750);
});

test('hub sets are found by name, configuration and split', () => {
  assert.equal(samples({ name: 'glue/sst2' }), 67_349);
  assert.equal(samples({ name: 'HuggingFaceH4/ultrachat_200k', part: 'split train_sft' }), 207_865);
  assert.equal(samples({ name: 'librispeech_asr', part: 'split train.clean.100' }), 28_539);
  assert.equal(samples({ name: 'anli', part: 'split train_r1' }), 16_946);
  assert.equal(samples({ name: 'anli' }), undefined, 'three rounds and none named');
});
