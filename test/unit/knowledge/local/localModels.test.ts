// Models on the user's machine: configurations, heads of weight files, adapters, the Hugging Face cache.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../../src/knowledge/knowledge';
import { modelInCache, modelInFolder } from '../../../../src/knowledge/local/localModels';
import { storedElementsIn } from '../../../../src/knowledge/local/safetensors';
import { memoryFiles, safetensors } from './memoryFiles';

const knowledge = createKnowledge();
const baseOf = (id: string) => knowledge.model(id);
const gpt2 = JSON.stringify({ model_type: 'gpt2', architectures: ['GPT2LMHeadModel'], n_layer: 2, n_embd: 64, n_head: 4, vocab_size: 100, n_positions: 32 });
const weights = (elements: number, dtype = 'F32') => safetensors({ 'wte.weight': { dtype, shape: [elements] } });

test("a folder's weights decide the count and its configuration the shape", async () => {
  const files = memoryFiles({ '/w/model/config.json': gpt2, '/w/model/model.safetensors': weights(108_000, 'BF16') });
  const sizes = await modelInFolder('/w/model', './model', files, baseOf);
  assert.equal(sizes?.parameters, 108_000);
  assert.deepEqual([sizes?.layers, sizes?.hiddenSize, sizes?.family, sizes?.maxPositions], [2, 64, 'decoder', 32]);
  const [first] = sizes?.provenance ?? [];
  assert.equal(first?.kind === 'formula' && first.text, '108000 parameters stored as BF16 in the header of the weights (config.json in ./model)');
});

test('weights of another size than the configuration says (an adapter, a part) are left aside', async () => {
  const files = memoryFiles({ '/w/model/config.json': gpt2, '/w/model/model.safetensors': weights(10) });
  assert.equal((await modelInFolder('/w/model', './model', files, baseOf))?.parameters, 108_544);
});

test('shards are counted together, and a missing one leaves no count', async () => {
  const index = JSON.stringify({ weight_map: { a: 'model-1-of-2.safetensors', b: 'model-2-of-2.safetensors', c: 'model-1-of-2.safetensors' } });
  const whole = { '/w/model.safetensors.index.json': index, '/w/model-1-of-2.safetensors': weights(70_000), '/w/model-2-of-2.safetensors': weights(5) };
  assert.equal((await modelInFolder('/w', 'w', memoryFiles(whole), baseOf))?.parameters, 70_005);
  const { '/w/model-2-of-2.safetensors': _gone, ...part } = whole;
  assert.equal(await modelInFolder('/w', 'w', memoryFiles(part), baseOf), undefined);
});

test('an index cannot lead out of its folder', async () => {
  const files = memoryFiles({
    '/w/model.safetensors.index.json': JSON.stringify({ weight_map: { a: '../secret.safetensors' } }),
    '/secret.safetensors': weights(9),
  });
  assert.equal(await modelInFolder('/w', 'w', files, baseOf), undefined);
  assert.ok(!files.asked.some(({ path }) => path.includes('secret')));
});

test('only the head of a weight file is read', async () => {
  const head = weights(1000);
  const files = memoryFiles({ '/m.safetensors': head }, { sizes: { '/m.safetensors': 5_000_000_000 } });
  assert.deepEqual(await storedElementsIn('/m.safetensors', files), { F32: 1000 });
  assert.equal(
    files.asked.reduce((sum, { bytes }) => sum + bytes, 0),
    head.length,
  );
});

test('a header that lies about its length, is cut, or is no header gives nothing', async () => {
  const tensor = { w: { dtype: 'F32', shape: [2] } };
  const cases: Record<string, Uint8Array> = {
    longer: safetensors(tensor, 10_000n),
    huge: safetensors(tensor, 2n ** 63n),
    none: safetensors(tensor, 0n),
    cut: safetensors(tensor).slice(0, 30),
    short: new Uint8Array(5),
    text: new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
    negative: safetensors({ w: { dtype: 'F32', shape: [-2, 4] } }),
    overflowing: safetensors({ w: { dtype: 'F32', shape: [1e12, 1e12] } }),
  };
  for (const [name, bytes] of Object.entries(cases)) assert.equal(await storedElementsIn('/m', memoryFiles({ '/m': bytes })), undefined, name);
});

test('packed weights are no parameters; a buffer of positions does not disturb', async () => {
  const packed = safetensors({ q: { dtype: 'I32', shape: [5000] }, scale: { dtype: 'F16', shape: [100] } });
  assert.equal(await modelInFolder('/w', 'w', memoryFiles({ '/w/model.safetensors': packed }), baseOf), undefined);
  const buffer = safetensors({ w: { dtype: 'F32', shape: [1000, 100] }, positions: { dtype: 'I64', shape: [512] } });
  assert.equal((await modelInFolder('/w', 'w', memoryFiles({ '/w/model.safetensors': buffer }), baseOf))?.parameters, 100_000);
});

test('an adapter is its base model, with its rank and targets told', async () => {
  const adapter = JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: 'mistralai/Mistral-7B-v0.1', r: 16, target_modules: ['q_proj', 'v_proj'] });
  const sizes = await modelInFolder('/w/out', 'out', memoryFiles({ '/w/out/adapter_config.json': adapter }), baseOf);
  assert.equal(sizes?.parameters, 7_241_732_096);
  const [first] = sizes?.provenance ?? [];
  assert.equal(first?.kind === 'formula' && first.text, 'LoRA adapter of rank 16 on q_proj, v_proj, for mistralai/Mistral-7B-v0.1');
});

test('the cache is asked for the snapshot that its branch names', async () => {
  const [old, main] = ['0'.repeat(40), '1'.repeat(40)];
  const folder = '/cache/hub/models--acme--writer';
  const files = memoryFiles(
    {
      [`${folder}/refs/main`]: main,
      [`${folder}/snapshots/${old}/config.json`]: JSON.stringify({ model_type: 'gpt2', n_layer: 1 }),
      [`${folder}/snapshots/${main}/config.json`]: gpt2,
    },
    { caches: ['/cache/hub'] },
  );
  const sizes = await modelInCache('acme/writer', files, baseOf);
  assert.equal(sizes?.layers, 2);
  const [first] = sizes?.provenance ?? [];
  assert.match((first?.kind === 'formula' && first.text) || '', /^config\.json of acme\/writer in the Hugging Face cache/);
  assert.equal(await modelInCache('acme/../../secret', files, baseOf), undefined);
  assert.equal(await modelInCache('acme/other', files, baseOf), undefined);
});
