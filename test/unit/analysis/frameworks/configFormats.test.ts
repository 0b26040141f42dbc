import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import type { Run } from '../../../../src/model/run';
import { memorySources } from '../memorySources';

const runsOf = (path: string, text: string): readonly Run[] => analyzeDocument({ path: `/repo/${path}`, text }, memorySources()).runs;
const values = (run: Run | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(run?.facts ?? {}).map(([name, fact]) => [name, (fact as { value: unknown }).value]));

test("an Axolotl file states its facts and Axolotl's certain defaults", () => {
  const [run] = runsOf(
    'lora.yml',
    '# QLoRA\nbase_model: NousResearch/Llama-2-7b-hf\nload_in_4bit: true\ndatasets:\n  - path: teknium/GPT4-LLM-Cleaned\n    type: alpaca\nsequence_len: 4096\nadapter: qlora\nlora_r: 32\nmicro_batch_size: 2\nnum_epochs: 4\noptimizer: paged_adamw_32bit\nlearning_rate: 0.0002\nbf16: true\n',
  );
  assert.equal(run?.framework, 'axolotl');
  assert.equal(run?.anchor.line, 2);
  assert.deepEqual(values(run), {
    model: 'NousResearch/Llama-2-7b-hf',
    method: 'qlora',
    dataset: 'teknium/GPT4-LLM-Cleaned',
    perDeviceBatchSize: 2,
    gradientAccumulation: 1,
    epochs: 4,
    sequenceLength: 4096,
    learningRate: 0.0002,
    optimizer: 'adamw',
    precision: 'bf16',
    loraRank: 32,
    gradientCheckpointing: false,
  });
  assert.equal(run?.facts.gradientAccumulation?.origin, 'library-default');
  assert.equal(run?.facts.epochs?.origin, 'literal');
});

test('a type that is decided by the GPU at run time is no fact', () => {
  const [run] = runsOf('a.yml', 'base_model: x/y\ndatasets:\n  - path: a/b\nmicro_batch_size: 1\nnum_epochs: 1\nbf16: auto\n');
  assert.equal(run?.facts.precision, undefined);
});

test("a data set in the user's own files is not named", () => {
  const [run] = runsOf('a.yml', 'base_model: x/y\ndatasets:\n  - path: ./data/train.jsonl\nmicro_batch_size: 1\nnum_epochs: 1\n');
  assert.equal(run?.facts.dataset, undefined);
  assert.ok(run?.unknowns.some((open) => open.fact === 'dataset'));
});

test('a TRL recipe whose config class is not named keeps silent about defaults that differ between them', () => {
  const [run] = runsOf(
    'dpo.yaml',
    'model_name_or_path: a/b\ntorch_dtype: bfloat16\nuse_peft: true\nlora_r: 16\nbeta: 0.1\nper_device_train_batch_size: 4\nnum_train_epochs: 1\noutput_dir: out\n',
  );
  assert.equal(run?.framework, 'trl');
  assert.equal(run?.facts.method?.value, 'lora');
  assert.equal(run?.facts.learningRate, undefined);
  assert.equal(run?.facts.precision, undefined);
});

test("Composer's durations become epochs or steps", () => {
  const base =
    'global_train_batch_size: 256\nmax_seq_len: 128\nmodel:\n  name: mpt_causal_lm\noptimizer:\n  name: decoupled_adamw\n  lr: 6e-4\nprecision: amp_bf16\ntrain_loader: {}\n';
  assert.equal(runsOf('a.yaml', `max_duration: 3ep\n${base}`)[0]?.facts.epochs?.value, 3);
  assert.equal(runsOf('a.yaml', `max_duration: 4800ba\n${base}`)[0]?.facts.maxSteps?.value, 4800);
  const bySamples = runsOf('a.yaml', `max_duration: 25600sp\n${base}`)[0]?.facts.maxSteps;
  assert.equal(bySamples?.value, 100);
  assert.equal(bySamples?.origin, 'derived');
});

test('kohya writes numbers as texts, and the steps bound the run before the epochs', () => {
  const [run] = runsOf(
    'lora.json',
    JSON.stringify(
      {
        LoRA_type: 'Standard',
        network_dim: 32,
        train_batch_size: 4,
        batch_size: '1',
        max_train_steps: '320',
        epoch: 160,
        max_resolution: '1024,1024',
        mixed_precision: 'bf16',
        optimizer: 'AdamW8bit',
        learning_rate: '1e-4',
        cache_latents: true,
        clip_skip: '1',
      },
      null,
      1,
    ),
  );
  assert.deepEqual(
    [
      run?.facts.perDeviceBatchSize?.value,
      run?.facts.maxSteps?.value,
      run?.facts.epochs,
      run?.facts.imageSize?.value,
      run?.facts.optimizer?.value,
      run?.facts.learningRate?.value,
    ],
    [4, 320, undefined, 1024, 'adamw-8bit', 1e-4],
  );
});

test("DeepSpeed's auto leaves a setting to the script", () => {
  const [run] = runsOf(
    'ds.json',
    '{\n "zero_optimization": {"stage": 3, "offload_optimizer": {"device": "cpu"}},\n "bf16": {"enabled": "auto"},\n "train_micro_batch_size_per_gpu": "auto"\n}',
  );
  assert.deepEqual(values(run), { sharding: 'zero3', offload: 'optimizer' });
});

test('an edit of a stated value replaces exactly its text', () => {
  const [run] = runsOf('a.yml', 'base_model: x/y\ndatasets:\n  - path: a/b\nmicro_batch_size: 1\nnum_epochs: 10\n');
  const site = run?.sites.find((candidate) => candidate.changes === 'epochs');
  assert.deepEqual(site?.span, { path: '/repo/a.yml', line: 5, column: 12, endLine: 5, endColumn: 14 });
  assert.equal(site?.template, '{value}');
});

test('a comment directive of the user beats the file', () => {
  const [run] = runsOf('a.yml', '# footprint: gpu=H100 gpus=8 epochs=2\nbase_model: x/y\ndatasets:\n  - path: a/b\nmicro_batch_size: 1\nnum_epochs: 10\n');
  assert.deepEqual([run?.facts.epochs?.value, run?.facts.epochs?.origin, run?.facts.gpu?.value, run?.facts.gpuCount?.value], [2, 'user', 'H100', 8]);
});

const trainsNothing: readonly (readonly [string, string, string])[] = [
  ['a docker-compose file', 'docker-compose.yml', 'services:\n  train:\n    image: x\n    command: python train.py --epochs 3\n'],
  ['a CI workflow', 'ci.yml', 'name: ci\non: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python train.py --epochs 1\n'],
  ['a package manifest', 'package.json', '{"name": "x", "scripts": {"train": "python train.py"}, "dependencies": {}}'],
  [
    "a model's config",
    'config.json',
    '{"architectures": ["BertForMaskedLM"], "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "vocab_size": 30522}',
  ],
  [
    "a trainer's state",
    'trainer_state.json',
    '{"log_history": [], "per_device_train_batch_size": 8, "num_train_epochs": 3, "learning_rate": 1e-4, "max_steps": 10}',
  ],
  ['an evaluation recipe', 'eval.yaml', 'model:\n  _component_: torchtune.models.llama3.llama3_8b\ntasks: [truthfulqa]\nbatch_size: 8\n'],
  ['a data set description', 'data.yaml', 'train: images/train\nval: images/val\nnc: 80\nnames: [a, b]\n'],
  ['a generation job', 'generate.yaml', 'job: generate\nconfig:\n  process:\n    - type: to_folder\n      generate:\n        steps: 20\n'],
  [
    'an LLM without a trainer',
    'llm.yaml',
    'model_type: llm\nbase_model: x/y\ninput_features:\n  - {name: a, type: text}\noutput_features:\n  - {name: b, type: text}\n',
  ],
  ['a TypeScript project file', 'tsconfig.json', '{"compilerOptions": {"strict": true}}'],
];
for (const [what, path, text] of trainsNothing) test(`${what} trains nothing`, () => assert.deepEqual(runsOf(path, text), []));
