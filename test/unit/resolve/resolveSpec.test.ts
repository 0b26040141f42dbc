// A spec becomes a workload: what is stated is kept, what is open is assumed and said so, what decides is never invented.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { TrainingSpec } from '../../../src/model/spec';
import { resolveSpec } from '../../../src/resolve/resolveSpec';

const knowledge = createKnowledge();
const llama: TrainingSpec = {
  model: { id: 'meta-llama/Llama-2-7b-hf' },
  method: 'pretrain',
  precision: 'bf16',
  tokens: 2e12,
  sequenceLength: 4096,
  gpu: 'A100-SXM4-80GB',
  gpuCount: 2048,
  gridIntensity: 0.4,
  pue: 1.1,
};
const workloadOf = (spec: TrainingSpec, settings = {}) => {
  const { workload } = resolveSpec(spec, knowledge, settings);
  assert.ok(workload);
  return workload;
};

describe('resolving a spec', () => {
  it('keeps what is stated exactly', () => {
    const workload = workloadOf(llama);
    assert.equal(workload.samples?.value.mid, 2e12 / 4096);
    assert.deepEqual(workload.gridKgPerKwh.value, { low: 0.4, mid: 0.4, high: 0.4 });
    assert.equal(workload.gpuCount.value, 2048);
    assert.equal(workload.model.value.parameters, 6_738_415_616);
    assert.equal(workload.pue.assumed, false);
  });

  it('epochs multiply tokens and samples', () => {
    assert.equal(workloadOf({ ...llama, epochs: 3 }).statedTokens, 6e12);
    assert.equal(workloadOf({ model: { id: 'bert-base-uncased' }, samples: 25_000, epochs: 3, sequenceLength: 512 }).samples?.value.mid, 75_000);
  });

  it('assumes one A100 where no hardware is named, and says so', () => {
    const { workload, assumptions } = resolveSpec({ model: { id: 'gpt2' }, tokens: 1e9 }, knowledge);
    assert.match(workload?.accelerator.value.name ?? '', /A100/);
    assert.ok(workload?.accelerator.assumed);
    assert.ok(assumptions.some(({ name, why }) => name === 'gpu' && /no hardware named/.test(why)));
  });

  it('puts no other card in the place of one that it does not know', () => {
    const { workload, missing, assumptions } = resolveSpec({ ...llama, gpu: 'Abacus 3000' }, knowledge);
    assert.equal(workload, null);
    assert.deepEqual(missing, ['gpu']);
    assert.ok(assumptions.some(({ name, value }) => name === 'gpu' && value === 'Abacus 3000'));
  });

  it('has no workload for a model of which nothing is known', () => {
    assert.deepEqual(resolveSpec({ model: { id: 'nobody/heard-of-this-one' }, tokens: 1e9 }, knowledge).missing, ['model']);
  });

  it('says that the data-set size is missing rather than inventing one', () => {
    const { workload, missing } = resolveSpec({ model: { id: 'bert-base-uncased' }, sequenceLength: 512 }, knowledge);
    assert.equal(workload?.samples, null);
    assert.deepEqual(missing, ['datasetSamples']);
  });

  it('lets settings win over what is stated', () => {
    const workload = workloadOf(llama, { gpu: 'H100-SXM-80GB', gpuCount: 8, gridIntensityKgPerKwh: 0.05, precision: 'fp32' });
    assert.match(workload.accelerator.value.name, /H100/);
    assert.equal(workload.gpuCount.value, 8);
    assert.equal(workload.gridKgPerKwh.value.mid, 0.05);
    assert.equal(workload.precision.value, 'fp32');
    assert.deepEqual(workload.gpuCount.provenance[0], { kind: 'setting', key: 'gpuCount' });
  });

  it('a region that is set replaces the stated intensity', () => {
    const workload = workloadOf(llama, { region: 'FR' });
    assert.equal(workload.place, 'France');
    assert.ok(workload.gridKgPerKwh.value.mid < 0.15);
  });

  it('ignores a setting that makes no sense', () => {
    const workload = workloadOf(llama, { epochs: Number.NaN, gpuCount: -3, pue: 0, datasetSamples: Number.POSITIVE_INFINITY });
    assert.equal(workload.gpuCount.value, 2048);
    assert.equal(workload.pue.value.mid, 1.1);
    assert.equal(workload.statedTokens, 2e12);
  });

  it('takes a rented machine as its accelerators', () => {
    const workload = workloadOf({ model: { id: 'gpt2' }, tokens: 1e9, gpu: 'p4d.24xlarge' });
    assert.match(workload.accelerator.value.name, /A100/);
    assert.equal(workload.gpuCount.value, 8);
  });

  it('splits a global batch over the devices', () => {
    const workload = workloadOf({ model: { id: 'timm/resnet50' }, samples: 1e6, globalBatchSize: 1024, gpu: 'A100-SXM4-80GB', gpuCount: 8, imageSize: 224 });
    assert.equal(workload.perDeviceBatchSize.value.mid, 128);
  });

  it('takes the mean length from tokens and samples where both are stated', () => {
    const workload = workloadOf({ model: { id: 'gpt2' }, tokens: 150_000, samples: 1000, sequenceLength: 1024, precision: 'bf16' });
    assert.equal(workload.tokensPerSample?.value.mid, 150);
    assert.equal(workload.longestSample, 1024);
  });
});
