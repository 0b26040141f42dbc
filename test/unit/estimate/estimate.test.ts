// What an estimate says as a whole: figures or a reason, shares that add up, a chain that opens.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimateNothing } from '../../../src/estimate/estimate';
import { resolveSpec } from '../../../src/resolve/resolveSpec';
import { bert, estimateOf, knowledge, llama } from './specs';

describe('an estimate', () => {
  it('of a known run has every figure of the contract', () => {
    const estimate = estimateOf(bert);
    for (const key of ['gpuHours', 'wallClockHours', 'peakMemoryGiB', 'energyKwh', 'co2eKg', 'operationalCo2eKg', 'embodiedCo2eKg', 'utilization'] as const) {
      const figure = estimate[key];
      assert.ok(figure && figure.low > 0 && figure.low <= figure.mid && figure.mid <= figure.high, key);
    }
    assert.equal(estimate.workload.tokens?.mid, 25_000 * 3 * 512);
    assert.equal(estimate.workload.optimizerSteps?.mid, 75_000 / 16);
    assert.deepEqual(estimate.missing, []);
  });

  it('of the published Llama 2 7B run comes within a factor of 1.5 of the reported 184,320 hours', () => {
    const hours = estimateOf(llama).gpuHours;
    assert.ok(hours && hours.mid > 184_320 / 1.5 && hours.mid < 184_320 * 1.5, String(hours?.mid));
    assert.ok(hours.low < 184_320 && 184_320 < hours.high);
  });

  it('without a duration gives memory but no hours, and says what is missing', () => {
    const estimate = estimateOf({ ...bert, samples: null });
    assert.ok(estimate.peakMemoryGiB && estimate.memory && estimate.largestBatchThatFits);
    assert.deepEqual([estimate.gpuHours, estimate.energyKwh, estimate.co2eKg, estimate.workload.tokens], [null, null, null, null]);
    assert.deepEqual(estimate.missing, ['datasetSamples']);
    assert.ok(estimate.assumptions.some(({ name, value }) => name === 'datasetSamples' && value === null));
  });

  it('of nothing says what is missing and why', () => {
    const resolved = resolveSpec({ model: { id: 'nobody/heard-of-this-one' }, tokens: 1e9 }, knowledge);
    const estimate = estimateNothing(resolved);
    assert.equal(estimate.co2eKg, null);
    assert.deepEqual(estimate.missing, ['model']);
    assert.ok(estimate.assumptions.some(({ name }) => name === 'model'));
  });

  it('shares add up to one, and padding has its own', () => {
    const padded = estimateOf({ ...bert, meanTokensPerSample: 128, evaluation: { samples: 5000, passes: 3 } });
    assert.ok(Math.abs(padded.shares.reduce((sum, { fraction }) => sum + fraction, 0) - 1) < 1e-9);
    const padding = padded.shares.find(({ id }) => id === 'padding')?.fraction ?? 0;
    assert.ok(padding > 0.3, String(padding));
    assert.equal(padded.insights.dominant?.id, 'padding');
  });

  it('every factor of the chain has something behind it that opens', () => {
    const { chain } = estimateOf(bert);
    assert.deepEqual(
      chain.map(({ id }) => id),
      [
        'model',
        'samples',
        'epochs',
        'tokensPerSample',
        'perDeviceBatchSize',
        'trainFlops',
        'precision',
        'gpu',
        'gpuCount',
        'utilization',
        'gpuHours',
        'power',
        'pue',
        'grid',
        'embodied',
      ],
    );
    for (const { id, provenance } of chain) assert.ok(provenance.length > 0, id);
  });

  it('names fp32 on a card with idle tensor cores', () => {
    assert.equal(estimateOf(bert).insights.dominant?.id, 'precision');
    assert.notEqual(estimateOf({ ...bert, precision: 'bf16' }).insights.dominant?.id, 'precision');
  });

  it('says when recomputation had to be assumed', () => {
    const { assumptions } = estimateOf({ ...llama, gpuCount: 8, globalBatchSize: 256, perDeviceBatchSize: 32 });
    assert.ok(assumptions.some(({ name, value }) => name === 'gradientCheckpointing' && value === true));
  });
});
