// How many samples the part of a named data set has that the code trains on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatasetFacts } from '../../../src/model/architecture';
import { samplesOfPart } from '../../../src/resolve/datasetPart';

const imdb: DatasetFacts = { name: 'imdb', trainSamples: 25_000, testSamples: 20_000, otherSplits: 'unsupervised=50000', provenance: [] };
const unknown: DatasetFacts = { name: 'unheard', provenance: [] };

test('splits go by their names, slices by counts and per cent', () => {
  const expected: Readonly<Record<string, number>> = {
    'split train': 25_000,
    'split test': 20_000,
    'split unsupervised': 50_000,
    'split train+test': 45_000,
    'split train[:10%]': 2_500,
    'split train[10%:30%]': 5_000,
    'split train[-20%:]': 5_000,
    'split train[:1000]': 1_000,
    'split train[24000:]': 1_000,
    'split train[:99999]': 25_000,
    'split train[:10%]+test[:5%]': 3_500,
  };
  for (const [part, samples] of Object.entries(expected)) assert.equal(samplesOfPart(part, imdb), samples, part);
});

test('rows are taken and left out in the order of the code', () => {
  assert.equal(samplesOfPart('split train, first 500', imdb), 500);
  assert.equal(samplesOfPart('split train, share 0.8', imdb), 20_000);
  assert.equal(samplesOfPart('split train, first 1000, share 0.8', imdb), 800);
  assert.equal(samplesOfPart('split train, share 0.5, first 20000', imdb), 12_500);
  assert.equal(samplesOfPart('split train, without 500', imdb), 24_500);
});

test('of an unknown set only what is counted out is known', () => {
  assert.equal(samplesOfPart('split train, first 500', unknown), 500);
  assert.equal(samplesOfPart('split train[:1000]', undefined), 1_000);
  for (const part of ['split train[:10%]', 'split train', 'split validation', 'share 0.5', 'without 10'])
    assert.equal(samplesOfPart(part, unknown), undefined, part);
});

test('a split that no table has is unknown rather than the whole', () => {
  for (const part of ['split dev', 'split all', 'split corpus', 'split train[a:b]', 'split (.*)+']) assert.equal(samplesOfPart(part, imdb), undefined, part);
});

test('a split whose name says that it is a part counts only where the table lists it', () => {
  const speech: DatasetFacts = { name: 'speech', trainSamples: 281_241, otherSplits: 'train.clean.100=28539', provenance: [] };
  assert.equal(samplesOfPart('split train.clean.100', speech), 28_539);
  for (const part of ['split train.other.500', 'split train_r1', 'split train_small']) assert.equal(samplesOfPart(part, speech), undefined, part);
  for (const part of ['split train_sft', 'split train2017', 'split train-standard']) assert.equal(samplesOfPart(part, speech), 281_241, part);
});

test('a split that is a configuration of its own has the size of that', () => {
  const hundred: DatasetFacts = { name: 'LIBRISPEECH', config: 'train-clean-100', trainSamples: 28_539, provenance: [] };
  assert.equal(samplesOfPart('split train-clean-100', hundred), 28_539);
});

test('trainval is both splits together', () => {
  const aircraft: DatasetFacts = { name: 'FGVCAircraft', trainSamples: 3_334, validationSamples: 3_333, provenance: [] };
  assert.equal(samplesOfPart('split trainval', aircraft), 6_667);
});
