// How long a speech model's samples are taken to be.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { TrainingSpec } from '../../../src/model/spec';
import { resolveSpec } from '../../../src/resolve/resolveSpec';

const knowledge = createKnowledge();
const positionsOf = (spec: TrainingSpec) => {
  const { workload } = resolveSpec({ method: 'full', precision: 'fp16', maxSteps: 100, perDeviceBatchSize: 8, gpu: 'T4', ...spec }, knowledge);
  assert.ok(workload?.tokensPerSample);
  return workload.tokensPerSample.value;
};

describe('the length of a recording', () => {
  it('is the whole window of 30 seconds for Whisper, whatever is spoken', () => {
    assert.deepEqual(positionsOf({ model: { id: 'openai/whisper-small' } }), { low: 1500, mid: 1500, high: 1500 });
  });

  it('is a range of seconds at the rate of the encoder for others', () => {
    const { low, mid, high } = positionsOf({ model: { id: 'facebook/wav2vec2-base' } });
    assert.ok(low === 100 && mid === 400 && high === 1000, `${low} ${mid} ${high}`);
  });

  it('is what is stated where it is', () => {
    assert.equal(positionsOf({ model: { id: 'facebook/wav2vec2-base' }, sequenceLength: 615 }).mid, 615);
  });
});
