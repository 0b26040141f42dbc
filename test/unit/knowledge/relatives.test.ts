// Smaller models with a published claim.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';

const knowledge = createKnowledge();
const ids = (name: string): string[] => knowledge.relatives(name).map((each) => each.id);

test('DistilBERT is offered for BERT with the claim of its paper', () => {
  for (const name of ['bert-base-uncased', 'google-bert/bert-base-uncased']) {
    const distilled = knowledge.relatives(name).find((each) => each.id === 'distilbert-base-uncased');
    assert.ok(distilled, name);
    assert.match(distilled.qualityClaim, /97 %/);
    assert.equal(distilled.url, 'https://arxiv.org/abs/1910.01108');
    assert.equal(distilled.sizes.parameters, 66_362_880);
  }
});

test('relatives are smaller, nearest first, and each claim opens', () => {
  for (const name of [
    'bert-base-uncased',
    'roberta-large',
    'gpt2-xl',
    'meta-llama/Llama-3.1-8B',
    'Qwen/Qwen2.5-7B',
    'resnet50',
    'openai/whisper-large-v3',
    't5-large',
    'yolov8m',
  ]) {
    const own = knowledge.model(name)?.parameters ?? 0;
    const relatives = knowledge.relatives(name);
    assert.ok(relatives.length > 0, name);
    const sizes = relatives.map((each) => each.sizes.parameters);
    assert.ok(
      sizes.every((size) => size < own),
      name,
    );
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => b - a),
      name,
    );
    assert.ok(
      relatives.every((each) => each.url.startsWith('https://') && each.qualityClaim.length > 20),
      name,
    );
  }
});

test('copies and fine-tunes get the relatives of their base, instruction-tuned models their own', () => {
  assert.deepEqual(ids('unsloth/llama-2-7b-chat-bnb-4bit'), ids('meta-llama/Llama-2-7b-hf'));
  assert.deepEqual(ids('meta-llama/Llama-3.1-8B-Instruct'), ['meta-llama/Llama-3.2-3B-Instruct']);
});

test('a model without published relatives has none', () => {
  assert.deepEqual(ids('distilbert-base-uncased'), []);
  assert.deepEqual(ids('no-such-model'), []);
});
