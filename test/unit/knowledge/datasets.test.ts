// Data sets by the names that loaders take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';

const knowledge = createKnowledge();
const train = (name: string, config?: string, library?: string): number | undefined => knowledge.dataset(name, config, library)?.trainSamples;

test('hub sets are found by name and configuration', () => {
  assert.equal(train('glue', 'sst2'), 67_349);
  assert.equal(train('nyu-mll/glue', 'mrpc'), 3_668);
  assert.equal(train('imdb', '', 'datasets'), 25_000);
  assert.equal(train('stanfordnlp/imdb'), 25_000);
  assert.equal(train('imdb', 'plain_text'), 25_000);
  assert.equal(train('wikitext', 'wikitext-2-raw-v1'), 36_718);
  assert.equal(train('IMDB', undefined, 'transformers'), 25_000);
});

test('a set whose configurations differ stays unknown until one is named', () => {
  assert.equal(train('glue'), undefined);
  assert.equal(train('wikitext'), undefined);
  assert.equal(train('glue', 'no-such-task'), undefined);
});

test("each library's own spelling is found", () => {
  assert.equal(train('CIFAR10', '', 'torchvision'), 50_000);
  assert.equal(train('torchvision.datasets.CIFAR10'), 50_000);
  assert.equal(train('keras.datasets.mnist'), 60_000);
  assert.equal(train('tf.keras.datasets.fashion_mnist.load_data'), 60_000);
  assert.equal(train('mnist', '', 'keras'), 60_000);
  assert.equal(train('tfds:cifar10'), 50_000);
  assert.equal(train('glue/sst2', undefined, 'tensorflow'), 67_349);
  assert.equal(train('imdb_reviews/plain_text:1.0.0', undefined, 'tensorflow'), 25_000);
  assert.equal(knowledge.dataset('coco128.yaml', undefined, 'ultralytics')?.imageSize, 640);
});

test('sets that are loaded through one callable go by their own name', () => {
  assert.equal(train('MUTAG'), 188);
  assert.equal(train('TUDataset', 'MUTAG'), 188);
  assert.equal(train('iris'), 150);
});

test("LLaMA-Factory's own names stand for its demo files and for hub sets, and mixtures add up", () => {
  assert.equal(train('identity', undefined, 'llama-factory'), 91);
  assert.equal(train('alpaca_en', undefined, 'llama-factory'), train('llamafactory/alpaca_en'));
  assert.equal(train('identity,alpaca_en_demo', undefined, 'llama-factory'), 91 + 999);
  assert.equal(train('identity,my_own_set', undefined, 'llama-factory'), undefined);
});

test('files and bare words are no data sets', () => {
  for (const name of ['data', 'train', 'dataset', 'identity', 'train.csv', 'data/train.json', './data', '', 'my/imdb', 'x'.repeat(10_000), '__proto__'])
    assert.equal(knowledge.dataset(name), undefined, `"${name}"`);
});

test('lengths say what they count and where they are from', () => {
  const imdb = knowledge.dataset('imdb');
  assert.ok(imdb?.tokensMean && imdb.tokensMean > 200 && imdb.tokensMean < 400);
  assert.match(imdb.tokenizer ?? '', /bert/);
  const [source] = imdb.provenance;
  assert.ok(source?.kind === 'table' && source.url?.startsWith('https://'));
});
