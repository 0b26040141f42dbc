// Names offered where a model's name is in no table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';
import { editDistance } from '../../../../src/knowledge/models/nearestNames';

const knowledge = createKnowledge();
const first = (name: string, library?: string): string | undefined => knowledge.nearestModels(name, library)[0];

test('a typing error is met with the name that was meant, and no sizes are taken from it', () => {
  const meant: Readonly<Record<string, string>> = {
    'bert-bas-uncased': 'bert-base-uncased',
    'meta-llama/Lama-2-7b-hf': 'meta-llama/Llama-2-7b-hf',
    'microsft/deberta-v3-bas': 'microsoft/deberta-v3-base',
    'stabilityai/stable-difusion-2-1': 'stabilityai/stable-diffusion-2-1',
    rseneXt101_32x8d: 'resnext101_32x8d',
  };
  for (const [written, id] of Object.entries(meant)) {
    assert.equal(first(written)?.toLowerCase(), id.toLowerCase(), written);
    assert.equal(knowledge.model(written), undefined, written);
  }
});

test('a version that does not exist is met with those of the same organisation', () => {
  assert.deepEqual(knowledge.nearestModels('mistralai/Mistral-7B-v0.4').slice(0, 2), ['mistralai/Mistral-7B-v0.1', 'mistralai/Mistral-7B-v0.3']);
});

test('one name is offered once, however many organisations copy it', () => {
  const names = knowledge.nearestModels('roberta-bas').map((id) => id.toLowerCase().replace(/.*\//, ''));
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes('roberta-base'));
});

test('names of the library that the code calls come first', () => {
  assert.equal(first('ResNet5O', 'keras.applications'), 'ResNet50');
});

test('what lies near nothing is met with nothing', () => {
  for (const name of ['', 'my-model', 'output', './bert-bas-uncased', '${MODEL}', 'unet', 'foo/bar', '{args.model}', 'x'.repeat(10_000), '/'.repeat(500)])
    assert.deepEqual(knowledge.nearestModels(name), [], `"${name.slice(0, 40)}"`);
});

test('distance counts insertions, deletions, replacements and swaps up to its bound', () => {
  assert.equal(editDistance('bert', 'bert', 2), 0);
  assert.equal(editDistance('bert', 'bet', 2), 1);
  assert.equal(editDistance('bert', 'bret', 2), 1);
  assert.equal(editDistance('bert', 'beart', 2), 1);
  assert.equal(editDistance('bert', 'gpt', 2), 3);
  assert.equal(editDistance('abcdef', 'badcfe', 3), 3);
});
