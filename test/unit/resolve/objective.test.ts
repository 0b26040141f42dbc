// Preference, reward, reinforcement and distillation runs against counts made by hand from their papers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Estimate } from '../../../src/model/estimate';
import type { Interval } from '../../../src/model/interval';
import type { Objective } from '../../../src/model/run';
import type { TrainingSpec } from '../../../src/model/spec';
import { estimateOf, workloadOf } from '../estimate/specs';

const plain: TrainingSpec = {
  model: { id: 'meta-llama/Llama-2-7b-hf' },
  method: 'full',
  precision: 'bf16',
  samples: 10_000,
  sequenceLength: 1024,
  perDeviceBatchSize: 4,
  gpu: 'A100-SXM4-80GB',
  gpuCount: 8,
  weightsPrecision: 'bf16',
  gradientCheckpointing: false,
};
const with_ = (objective: Objective, more: Partial<TrainingSpec> = {}): Estimate => estimateOf({ ...plain, objective, ...more });
const mid = (interval: Interval | null): number => interval?.mid ?? Number.NaN;
const near = (actual: number, expected: number, tolerance = 1e-6): void =>
  assert.ok(Math.abs(actual / expected - 1) < tolerance, `${actual} is not within ${tolerance} of ${expected}`);
const flops = (estimate: Estimate): number => mid(estimate.workload.trainFlops);
const base = estimateOf(plain);

describe('what a run learns from', () => {
  it('DPO: two sequences a pair, each with three passes of the model and one of its reference', () => {
    const dpo = with_('dpo');
    near(flops(dpo), flops(base) * 2 * (4 / 3));
    near(mid(dpo.workload.samples), 10_000);
    near(mid(dpo.workload.tokens), 10_000 * 2 * 1024);
    const steps = 10_000 / (4 * 8);
    near(mid(dpo.workload.optimizerSteps), steps);
  });

  it('ORPO and reward models: two sequences a pair and no reference', () => {
    for (const objective of ['orpo', 'reward'] as const) near(flops(with_(objective)), flops(base) * 2);
  });

  it('KTO: one answer, and three passes beside it for the reference and the mismatched answer', () => {
    near(flops(with_('kto')), flops(base) * ((3 + 3) / 3));
  });

  it('GRPO: every answer to a prompt is generated, scored by the reference and trained on once', () => {
    const grpo = with_('grpo', { generation: { tokensPerSample: 500, samplesPerPrompt: 8 } });
    near(flops(grpo), flops(base) * 8 * (4 / 3));
    const { side } = workloadOf({ ...plain, objective: 'grpo', generation: { tokensPerSample: 500, samplesPerPrompt: 8 } });
    assert.equal(side.generatedTokensPerSample, 300, 'answers end at 0.6 of their cut on average');
    // Generating takes four times a training forward pass on the same tokens: 4 x 300 tokens against 3 passes and 1 over 1,024.
    const generation = grpo.shares.find(({ id }) => id === 'generation')?.fraction ?? 0;
    const training = grpo.shares.find(({ id }) => id === 'training')?.fraction ?? 0;
    near(generation / training, (4 * 300) / (4 * 1024), 0.02);
  });

  it('PPO: reference, reward and value model read each answer, which is trained on four times', () => {
    near(flops(with_('ppo')), flops(base) * (4 + 3 / 3));
    assert.ok(mid(with_('ppo').gpuHours) > 5 * mid(base.gpuHours), 'answers are generated besides');
  });

  it('distillation: the teacher reads what the student reads, at its own size', () => {
    const student = { parameters: 1e9, layers: 16, hiddenSize: 2048 };
    const alone = estimateOf({ ...plain, model: student });
    const taught = with_('distillation', { model: student, teacher: { parameters: 6e9 } });
    near(flops(taught), flops(alone) * (1 + 6 / 3));
    near(mid(taught.gpuHours), mid(alone.gpuHours) * (1 + 6 / 3), 0.02);
  });

  it('a teacher of unknown size is an assumption, and a wide one', () => {
    const taught = with_('distillation');
    assert.ok(taught.assumptions.some(({ name }) => name === 'teacher'));
    const width = ({ gpuHours }: Estimate): number => (gpuHours?.high ?? 0) / (gpuHours?.low ?? 1);
    assert.ok(width(taught) > 1.5 * width(base));
  });

  it('a reference is a second copy of the weights, unless it is the model without its adapter', () => {
    const weights = (spec: TrainingSpec): number => estimateOf(spec).memory?.weights ?? Number.NaN;
    const one: TrainingSpec = { ...plain, gpuCount: 1 };
    near(weights({ ...one, objective: 'dpo' }) - weights(one), (6_738_415_616 * 2) / 2 ** 30, 1e-3);
    const adapter: TrainingSpec = { ...one, method: 'lora', loraRank: 8 };
    near(weights({ ...adapter, objective: 'dpo' }), weights(adapter));
    assert.ok(flops(estimateOf({ ...adapter, objective: 'dpo' })) > 2.5 * flops(estimateOf(adapter)), 'the reference still reads each sequence');
  });

  it('the chain shows the factor', () => {
    const row = with_('dpo').chain.find(({ id }) => id === 'objective');
    assert.equal(row?.value, 'dpo');
    assert.equal(row?.details?.sequences, 2);
    assert.deepEqual(row?.details?.frozenPasses, { low: 1, mid: 1, high: 1 });
    assert.equal(row?.provenance.length, 1);
    assert.equal(
      base.chain.some(({ id }) => id === 'objective'),
      false,
    );
  });
});

describe('evaluation of a spec', () => {
  it('is one forward pass a sample and pass: a third of what training on it takes', () => {
    const evaluated = estimateOf({ ...plain, evaluation: { samples: 5000, passes: 2 } });
    near(mid(evaluated.gpuHours), mid(base.gpuHours) * (1 + 1 / 3));
  });
});
