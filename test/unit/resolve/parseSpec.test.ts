// An outside caller's spec is checked key by key.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSpec } from '../../../src/resolve/parseSpec';

const errorOf = (json: unknown): string => {
  const parsed = parseSpec(json);
  return 'error' in parsed ? parsed.error : 'no error';
};

describe('a spec from outside', () => {
  it('passes when every key is known and in range, nulls included', () => {
    const spec = {
      model: { id: 'gpt2', parameters: null },
      precision: 'bf16',
      tokens: 1e9,
      gpu: null,
      generation: { tokensPerSample: 256, samplesPerPrompt: 8 },
    };
    assert.deepEqual(parseSpec(spec), { spec });
  });

  it('names the first unknown key, also inside model', () => {
    assert.equal(errorOf({ model: { id: 'gpt2' }, batchsize: 3 }), 'batchsize: unknown key');
    assert.equal(errorOf({ model: { id: 'gpt2', width: 3 } }), 'model.width: unknown key');
    assert.equal(errorOf(JSON.parse('{ "model": { "id": "gpt2" }, "__proto__": 1, "constructor": 2 }')), '__proto__: unknown key');
  });

  it('refuses figures that cannot be meant, by key', () => {
    const model = { id: 'gpt2' };
    for (const [key, value] of [
      ['tokens', -1],
      ['tokens', 1e30],
      ['samples', Number.NaN],
      ['epochs', Number.POSITIVE_INFINITY],
      ['gpuCount', 1.5],
      ['pue', 0.5],
      ['gridIntensity', -0.1],
      ['sequenceLength', '512'],
      ['tokens', 0],
    ] as const) {
      assert.match(errorOf({ model, [key]: value }), new RegExp(`^${key}: `), `${key} = ${value}`);
    }
  });

  it('refuses a word that a key does not take', () => {
    assert.match(errorOf({ model: { id: 'gpt2' }, precision: 'fp64' }), /^precision: must be one of fp32, tf32/);
    assert.match(errorOf({ model: { id: 'gpt2' }, sharding: 'zero9' }), /^sharding: must be one of/);
  });

  it('asks for a model when none is stated', () => {
    assert.match(errorOf({ model: {} }), /^model: state an id/);
    assert.match(errorOf({}), /^model: state an id/);
  });

  it('refuses more active parameters than there are', () => {
    assert.match(errorOf({ model: { parameters: 10, activeParameters: 11 } }), /^model.activeParameters: /);
  });

  it('refuses what is no object', () => {
    for (const json of [null, 3, 'text', [], [[]]]) assert.equal(errorOf(json), 'spec: must be an object');
    assert.equal(errorOf({ model: [] }), 'model: must be an object');
  });
});
