// What must hold for any spec: 100,000 random ones, absurd ones among them, and the directions in which figures must move.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimateWorkload } from '../../../src/estimate/estimate';
import type { Knowledge } from '../../../src/knowledge/knowledge';
import type { Interval } from '../../../src/model/interval';
import type { Method, Objective, Precision, Sharding } from '../../../src/model/run';
import type { Settings } from '../../../src/model/settings';
import type { TrainingSpec } from '../../../src/model/spec';
import type { Workload } from '../../../src/model/workload';
import { parseSpec } from '../../../src/resolve/parseSpec';
import { resolveSpec } from '../../../src/resolve/resolveSpec';
import { estimateOf, knowledge } from './specs';

/** Numbers in [0, 1), the same at every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
const next = random(7);
const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T;
const maybe = <T>(make: () => T): T | null => (next() < 0.5 ? make() : null);
/** Spread over the orders of magnitude between two numbers. */
const between = (low: number, high: number): number => low * (high / low) ** next();
const whole = (low: number, high: number): number => Math.max(1, Math.round(between(low, high)));
const absurd = (): unknown =>
  pick<unknown>(-1, 0, Number.NaN, Number.POSITIVE_INFINITY, 1e30, 1e-30, 1e15, 4_000_000_000, 0.5, undefined, 'many', '', [], {}, true);
const absurdSettings = (): Settings =>
  ({
    [pick('datasetSamples', 'epochs', 'gpuCount', 'perDeviceBatchSize', 'pue', 'gridIntensityKgPerKwh', 'meanTokensPerSample', 'gpu', 'region')]: absurd(),
  }) as Settings;
/** The tables asked once for each name: a hundred thousand specs name few things. */
const tables = Object.fromEntries(
  Object.entries(knowledge).map(([name, look]: [string, (...names: unknown[]) => unknown]) => {
    const answers = new Map<string, unknown>();
    const ask = (...names: unknown[]): unknown => {
      const key = names.map((each) => (typeof each === 'object' && each !== null ? (each as { name: string }).name : String(each))).join('\n');
      if (!answers.has(key)) answers.set(key, look(...names));
      return answers.get(key);
    };
    return [name, ask];
  }),
) as unknown as Knowledge;
const gpus = knowledge.accelerators().map(({ name }) => name);
const models = [
  'bert-base-uncased',
  'gpt2',
  'meta-llama/Llama-2-7b-hf',
  'timm/resnet50',
  't5-base',
  'openai/whisper-small',
  'CompVis/stable-diffusion-v1-4',
  'mistralai/Mixtral-8x7B-v0.1',
];

function randomSpec(): Record<string, unknown> {
  const sized = (): Record<string, unknown> => ({
    parameters: maybe(() => between(1, 1e13)),
    layers: maybe(() => whole(1, 200)),
    hiddenSize: maybe(() => whole(1, 20_000)),
    attentionHeads: maybe(() => whole(1, 128)),
    vocabularySize: maybe(() => whole(2, 1e6)),
    flopsPerSample: maybe(() => between(1, 1e14)),
  });
  const spec: Record<string, unknown> = {
    model: next() < 0.5 ? { id: pick(...models) } : sized(),
    method: maybe(() => pick<Method>('pretrain', 'full', 'lora', 'qlora', 'frozen')),
    precision: maybe(() => pick<Precision>('fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'int8', 'nf4')),
    tokens: maybe(() => between(1, 1e17)),
    samples: maybe(() => between(1, 1e14)),
    sequenceLength: maybe(() => whole(1, 1e6)),
    imageSize: maybe(() => whole(1, 4000)),
    epochs: maybe(() => between(0.01, 1e4)),
    maxSteps: maybe(() => whole(1, 1e9)),
    globalBatchSize: maybe(() => whole(1, 1e7)),
    perDeviceBatchSize: maybe(() => whole(1, 1e5)),
    gradientAccumulation: maybe(() => whole(1, 1000)),
    gradientCheckpointing: maybe(() => next() < 0.5),
    optimizer: maybe(() => pick('adamw', 'sgd', 'adafactor', 'adamw-8bit', 'lamb', 'unheard-of')),
    loraRank: maybe(() => whole(1, 1024)),
    gpu: maybe(() => pick(...gpus)),
    gpuCount: maybe(() => whole(1, 1e5)),
    region: maybe(() => pick('FR', 'PL', 'us-east-1', 'europe-west9', 'nowhere')),
    gridIntensity: maybe(() => next()),
    pue: maybe(() => 1 + next()),
    sharding: maybe(() => pick<Sharding>('none', 'zero1', 'zero2', 'zero3')),
    tensorParallel: maybe(() => whole(1, 64)),
    pipelineParallel: maybe(() => whole(1, 64)),
    meanTokensPerSample: maybe(() => whole(1, 1e5)),
    padding: maybe(() => pick('max_length', 'longest', 'none')),
    evaluation: maybe(() => ({ samples: between(1, 1e9), passes: whole(1, 1000) })),
    objective: next() < 0.2 ? pick<Objective>('dpo', 'kto', 'orpo', 'reward', 'ppo', 'grpo', 'online-dpo', 'distillation') : null,
    teacher: next() < 0.1 ? { id: pick(...models) } : null,
    generation: maybe(() => ({ tokensPerSample: whole(1, 1e4), samplesPerPrompt: whole(1, 64) })),
  };
  // Two in three say something absurd somewhere, among what they state or in the sizes of the model.
  if (next() < 0.66) {
    const target = next() < 0.2 && typeof spec.model === 'object' ? (spec.model as Record<string, unknown>) : spec;
    target[pick(...Object.keys(target))] = absurd();
  }
  return spec;
}

const sound = (interval: Interval): boolean =>
  Number.isFinite(interval.low) &&
  Number.isFinite(interval.high) &&
  interval.low >= 0 &&
  interval.low <= interval.mid &&
  interval.mid <= interval.high &&
  interval.mid > 0;

/** Electricity that emits nothing makes the operational part nothing: the only zero there is, and stated. */
const mayBeZero = (figure: Interval, { gridKgPerKwh }: Workload): boolean => figure.high === 0 && gridKgPerKwh.value.high === 0;

const figures = [
  'gpuHours',
  'wallClockHours',
  'peakMemoryGiB',
  'energyKwh',
  'co2eKg',
  'operationalCo2eKg',
  'embodiedCo2eKg',
  'waterLitres',
  'costUsd',
  'utilization',
] as const;

describe('any spec', () => {
  it('is refused by name or gives sound figures: 100,000 random ones', () => {
    let estimated = 0;
    for (let i = 0; i < 100_000; i++) {
      const json = randomSpec();
      const parsed = parseSpec(json);
      if ('error' in parsed) {
        assert.match(parsed.error, /^[\w.]+: \S/);
        continue;
      }
      const { workload, missing, assumptions } = resolveSpec(parsed.spec, tables, next() < 0.1 ? absurdSettings() : {});
      if (!workload) {
        assert.ok(missing.length > 0 && assumptions.length > 0);
        continue;
      }
      const e = estimateWorkload(workload);
      // The message costs more than the check: it is made only where it is needed.
      const check = (figure: Interval | null | undefined): void => {
        if (figure && !sound(figure) && !mayBeZero(figure, workload)) assert.fail(`${JSON.stringify(figure)} for ${JSON.stringify(json)}`);
      };
      for (const name of figures) check(e[name]);
      for (const name in e.workload) check(e.workload[name as keyof typeof e.workload]);
      // a provider may claim that its region emits nothing: shown, never multiplied
      for (const { id, value } of e.chain) if (typeof value !== 'string' && id !== 'marketGrid') check(value);
      check(e.serving?.kwhPerThousandRequests);
      check(e.serving?.requestsToMatchTraining);
      for (const part of Object.values(e.memory ?? {})) if (!(Number.isFinite(part) && part >= 0)) assert.fail(JSON.stringify(json));
      if (e.shares.length > 0) {
        const total = e.shares.reduce((sum, { fraction }) => sum + fraction, 0);
        if (!(Math.abs(total - 1) < 1e-6)) assert.fail(`shares of ${total} for ${JSON.stringify(json)}`);
      }
      if (e.gpuHours === null && e.missing.length === 0) assert.fail(`no hours and no reason for ${JSON.stringify(json)}`);
      estimated++;
    }
    assert.ok(estimated > 30_000, `only ${estimated} were estimated`);
  });
});

describe('figures move the right way', () => {
  const runs: readonly TrainingSpec[] = models.slice(0, 6).map((id) => ({
    model: { id },
    method: 'full',
    precision: 'fp32',
    samples: 10_000,
    epochs: 2,
    sequenceLength: /resnet/.test(id) ? null : 256,
    imageSize: /resnet/.test(id) ? 224 : null,
    perDeviceBatchSize: 8,
    gpu: 'A100-SXM4-80GB',
    gpuCount: 1,
    region: 'FR',
  }));
  const cards = ['A100-SXM4-80GB', 'H100-SXM-80GB', 'RTX 3090', 'RTX 4090', 'L4', 'B200-SXM'];
  const mid = (interval: Interval | null): number => interval?.mid ?? Number.NaN;

  it('more epochs and more samples take more energy', () => {
    for (const run of runs) {
      assert.ok(mid(estimateOf({ ...run, epochs: 3 }).energyKwh) > mid(estimateOf(run).energyKwh));
      assert.ok(mid(estimateOf({ ...run, samples: 20_000 }).co2eKg) > mid(estimateOf(run).co2eKg));
    }
  });

  it('bf16 is never slower than fp32 on a card with tensor cores', () => {
    for (const run of runs)
      for (const gpu of cards)
        assert.ok(mid(estimateOf({ ...run, gpu, precision: 'bf16' }).gpuHours) <= mid(estimateOf({ ...run, gpu }).gpuHours), `${run.model.id} on ${gpu}`);
  });

  it('adapters need no more memory than full fine-tuning, 4-bit ones no more than adapters', () => {
    for (const run of runs.slice(0, 5))
      for (const precision of ['fp32', 'bf16'] as const) {
        const memory = (method: Method): number => mid(estimateOf({ ...run, precision, method, loraRank: method === 'full' ? null : 16 }).peakMemoryGiB);
        assert.ok(memory('lora') <= memory('full'), `${run.model.id} ${precision}`);
        assert.ok(memory('qlora') <= memory('lora'), `${run.model.id} ${precision}`);
      }
  });

  it('longer samples, larger batches and larger images need more memory', () => {
    const [text] = runs;
    assert.ok(text);
    assert.ok(mid(estimateOf({ ...text, sequenceLength: 512 }).peakMemoryGiB) > mid(estimateOf(text).peakMemoryGiB));
    assert.ok(mid(estimateOf({ ...text, perDeviceBatchSize: 16 }).peakMemoryGiB) > mid(estimateOf(text).peakMemoryGiB));
  });

  it('a cleaner grid and a better building emit less', () => {
    for (const run of runs) {
      assert.ok(mid(estimateOf({ ...run, region: 'PL' }).co2eKg) > mid(estimateOf(run).co2eKg));
      assert.ok(mid(estimateOf({ ...run, pue: 1.5 }).co2eKg) > mid(estimateOf({ ...run, pue: 1.1 }).co2eKg));
    }
  });
});
