// Sizes from a config.json and from the keywords of a configuration class.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizesOfConfig, sizesOfConfigClass } from '../../../src/knowledge/localConfig';

test('a Llama 3.2 1B config.json gives the published parameters', () => {
  const sizes = sizesOfConfig(
    {
      model_type: 'llama',
      hidden_size: 2048,
      intermediate_size: 8192,
      num_hidden_layers: 16,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 64,
      vocab_size: 128256,
      max_position_embeddings: 131072,
      tie_word_embeddings: true,
    },
    './my-llama',
  );
  assert.equal(sizes?.parameters, 1_235_814_400);
  assert.equal(sizes?.name, './my-llama');
  assert.equal(sizes?.family, 'decoder');
  assert.equal(sizes?.maxPositions, 131_072);
  assert.equal(sizes?.provenance[0]?.kind, 'formula');
});

test("what an older config.json leaves out is the class's default", () => {
  assert.equal(sizesOfConfig({ model_type: 'gpt2' }, 'x')?.parameters, 124_439_808);
  assert.equal(sizesOfConfig({ model_type: 'bert', vocab_size: 28996 }, 'x')?.parameters, 108_310_272);
  assert.equal(sizesOfConfig({ model_type: 't5', feed_forward_proj: 'relu' }, 'x')?.parameters, 60_506_624);
});

test('a configuration written in code states only what differs', () => {
  assert.equal(sizesOfConfigClass('transformers.GPT2Config', { n_layer: 24, n_embd: 1024, n_head: 16 })?.parameters, 354_823_168);
  assert.equal(sizesOfConfigClass('LlamaConfig', {})?.parameters, 6_738_415_616);
  assert.equal(sizesOfConfigClass('BertConfig', {})?.hiddenSize, 768);
});

test("Falcon's multi-query attention has one key and value head", () => {
  const sizes = sizesOfConfig(
    { model_type: 'falcon', hidden_size: 4544, num_hidden_layers: 32, num_attention_heads: 71, multi_query: true, vocab_size: 65024 },
    'falcon-7b',
  );
  assert.equal(sizes?.parameters, 6_921_720_704);
  assert.equal(sizes?.keyValueHeads, 1);
});

test('a mixture of experts says how many parameters a token meets', () => {
  const sizes = sizesOfConfig({ model_type: 'mixtral', max_position_embeddings: 32768 }, 'mixtral');
  assert.equal(sizes?.parameters, 46_702_792_704);
  assert.equal(sizes?.experts, 8);
  assert.ok(sizes?.activeParameters !== undefined && sizes.activeParameters < 13e9);
});

test('an unknown or hostile configuration gives no sizes', () => {
  for (const json of [
    null,
    3,
    'llama',
    [],
    {},
    { model_type: 'not-a-model', hidden_size: 8 },
    { model_type: 'llama', num_hidden_layers: 1e9 },
    { model_type: 'llama', vocab_size: -5, hidden_size: 'x' },
    { model_type: '__proto__' },
    { model_type: 'constructor' },
  ]) {
    const sizes = sizesOfConfig(json, 'x');
    assert.ok(sizes === undefined || (Number.isSafeInteger(sizes.parameters) && sizes.parameters > 0), JSON.stringify(json));
  }
  assert.equal(sizesOfConfig({ model_type: 'llama', num_hidden_layers: 1e9 }, 'x'), undefined);
  assert.equal(sizesOfConfigClass('MyConfig', { hidden_size: 8 }), undefined);
});
