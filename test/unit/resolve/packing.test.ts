// Packed samples: rows joined end to end and cut at the full length, against counts worked out by hand.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimateWorkload } from '../../../src/estimate/estimate';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Estimate } from '../../../src/model/estimate';
import type { Facts, Run } from '../../../src/model/run';
import type { Settings } from '../../../src/model/settings';
import type { TrainingSpec } from '../../../src/model/spec';
import type { Workload } from '../../../src/model/workload';
import { resolveRun } from '../../../src/resolve/resolveRun';
import { resolveSpec } from '../../../src/resolve/resolveSpec';

const knowledge = createKnowledge();
const place = { path: 'qlora.yml', line: 1, column: 0, endLine: 1, endColumn: 10 };
const facts: Facts = {
  model: { value: 'meta-llama/Llama-2-7b-hf', origin: 'literal' },
  method: { value: 'qlora', origin: 'literal' },
  datasetSamples: { value: 50_000, origin: 'knowledge' },
  perDeviceBatchSize: { value: 2, origin: 'literal' },
  gradientAccumulation: { value: 4, origin: 'literal' },
  epochs: { value: 3, origin: 'literal' },
  sequenceLength: { value: 4096, origin: 'literal' },
  packing: { value: true, origin: 'literal' },
  padding: { value: 'max_length', origin: 'literal' },
};
const workloadOf = (changed: Facts, settings: Settings = {}): Workload => {
  const run: Run = { id: 'qlora.yml#1', framework: 'axolotl', anchor: place, facts: { ...facts, ...changed }, unknowns: [], sites: [] };
  const { workload } = resolveRun(run, knowledge, settings);
  assert.ok(workload);
  return workload;
};
const estimateOf = (changed: Facts, settings: Settings = {}): Estimate => estimateWorkload(workloadOf(changed, settings));
const near = (actual: number | undefined, expected: number): void =>
  assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < 1e-6, `${actual} is not ${expected}`);

describe('rows that are packed', () => {
  it('make 50,000 x 3 x 100 / 4096 = 3662 full samples, 15 million tokens and 458 steps of 8', () => {
    const settings: Settings = { meanTokensPerSample: 100 };
    const workload = workloadOf({}, settings);
    near(workload.samples?.value.mid, 3662.109375);
    assert.deepEqual(workload.tokensPerSample?.value, { low: 4096, mid: 4096, high: 4096 });
    const { workload: counted } = estimateOf({}, settings);
    near(counted.samples?.mid, 3662.109375);
    near(counted.tokens?.mid, 15_000_000);
    near(counted.optimizerSteps?.mid, 457.763671875);
  });

  it('hold no padding, although the file pads what is packed to the full length', () => {
    const { shares, insights, chain } = estimateOf({}, { meanTokensPerSample: 100 });
    assert.equal(
      shares.find(({ id }) => id === 'padding'),
      undefined,
    );
    assert.notEqual(insights.dominant?.id, 'padding');
    const details = chain.find(({ id }) => id === 'tokensPerSample')?.details;
    assert.equal(details?.packed, 1);
    assert.deepEqual(details?.rowTokens, { low: 100, mid: 100, high: 100 });
    assert.equal(details?.padding, undefined);
  });

  it('take the mean length of a data set that the tables know', () => {
    const { rowTokens, samples } = workloadOf({ dataset: { value: 'tatsu-lab/alpaca', origin: 'literal' } });
    const mean = knowledge.dataset('tatsu-lab/alpaca')?.tokensMean;
    assert.ok(mean && mean < 300);
    assert.equal(rowTokens?.assumed, false);
    near(samples?.value.mid, (50_000 * 3 * mean) / 4096);
  });

  it('carry a wide interval, called assumed, where nobody says how long they are', () => {
    const workload = workloadOf({});
    assert.equal(workload.rowTokens?.assumed, true);
    assert.ok(workload.assumptions.some(({ name }) => name === 'tokensPerSample'));
    const { gpuHours, insights } = estimateWorkload(workload);
    assert.ok(gpuHours && gpuHours.high / gpuHours.low > 4);
    assert.ok(insights.narrowing);
  });

  it('fill every sample of a run that is bound by steps: 100 x 8 samples of 4096', () => {
    const { workload } = estimateOf({ maxSteps: { value: 100, origin: 'literal' }, gpuCount: { value: 1, origin: 'literal' } });
    near(workload.samples?.mid, 800);
    near(workload.tokens?.mid, 800 * 4096);
  });

  it('shrink evaluation in the same proportion', () => {
    const evaluation: Facts = { evaluationSamples: { value: 5000, origin: 'literal' }, evaluationPasses: { value: 3, origin: 'literal' } };
    const share = (estimate: Estimate): number => estimate.shares.find(({ id }) => id === 'evaluation')?.fraction ?? 0;
    const packed = share(estimateOf(evaluation, { meanTokensPerSample: 100 }));
    assert.ok(packed > 0 && packed < 0.1, String(packed));
  });
});

describe('a spec that says packing', () => {
  const spec: TrainingSpec = {
    model: { id: 'meta-llama/Llama-2-7b-hf' },
    method: 'lora',
    samples: 1000,
    sequenceLength: 2048,
    packing: true,
    perDeviceBatchSize: 1,
    gpuCount: 1,
  };
  const tokens = (changed: Partial<TrainingSpec>): number | undefined => {
    const { workload } = resolveSpec({ ...spec, ...changed }, knowledge);
    assert.ok(workload);
    return estimateWorkload(workload).workload.tokens?.mid;
  };

  it('counts packed samples of the full length', () => near(tokens({}), 1000 * 2048));
  it('counts rows where their mean length is stated', () => near(tokens({ meanTokensPerSample: 256 }), 1000 * 256));
  it('goes by its tokens where they are stated', () => near(tokens({ tokens: 3e6 }), 3e6));
});
