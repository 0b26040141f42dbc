// TRL's configuration classes: TrainingArguments with defaults of their own, which changed with the releases.
import { supportsBf16 } from '../../evaluate/libraries/environment';
import { emptyArguments, known, type Instance, type Value } from '../../evaluate/values';
import type { ConstructorDefaults } from '../framework';
import type { Reading } from '../reading';

const version = 'trl 0.24';
const earlierVersion = 'trl 0.15';
const inherits = 'transformers.TrainingArguments';
/** TRL trains in bfloat16 unless fp16 is asked for (0.19 and later), with checkpointing (0.22 and later). */
const shared = { bf16: true, gradient_checkpointing: true, logging_steps: 10 };

/** Each trainer's own defaults beside the shared ones, from its configuration class at v0.24.0. */
const own: Readonly<Record<string, ConstructorDefaults['values']>> = {
  SFTConfig: { learning_rate: 2e-5, max_length: 1024, packing: false },
  DPOConfig: { learning_rate: 1e-6, max_length: 1024, max_prompt_length: 512 },
  RewardConfig: { learning_rate: 1e-4, max_length: 1024 },
  GRPOConfig: { learning_rate: 1e-6, num_generations: 8, max_completion_length: 256 },
  KTOConfig: { learning_rate: 1e-6, max_length: 1024 },
  ORPOConfig: { learning_rate: 1e-6, max_length: 1024 },
  CPOConfig: { learning_rate: 1e-6, max_length: 1024 },
  BCOConfig: { learning_rate: 5e-7, max_length: 1024 },
  PRMConfig: { learning_rate: 1e-5, max_length: 1024 },
  OnlineDPOConfig: { learning_rate: 5e-7, max_length: 512, max_new_tokens: 64 },
  NashMDConfig: { learning_rate: 5e-7, max_length: 512 },
  XPOConfig: { learning_rate: 5e-7, max_length: 512 },
  RLOOConfig: { learning_rate: 1e-6, num_generations: 2, max_completion_length: 256 },
  GKDConfig: { learning_rate: 2e-5, max_length: 1024 },
  // trl 1.10, trl/experimental
  GOLDConfig: { learning_rate: 1e-7, max_length: 1024 },
  DistillationConfig: { learning_rate: 1e-6 },
  MiniLLMConfig: { learning_rate: 1e-6 },
  TPOConfig: { learning_rate: 5e-7, max_length: 1024 },
  AsyncGRPOConfig: { learning_rate: 1e-6 },
  SDFTConfig: {},
  SDPOConfig: {},
  SSDConfig: {},
};

type Earlier = NonNullable<ConstructorDefaults['earlier']>;

/** What `shared` came with, release by release: bfloat16 0.19, checkpointing 0.22; `learning_rate` of most classes 0.12, before which they inherited 5e-5. */
const sharedEarlier: Earlier = [
  { before: '0.19', values: { bf16: undefined, logging_steps: undefined } },
  { before: '0.22', values: { gradient_checkpointing: undefined } },
];
/** Read at every minor tag from v0.7.0 to v1.9.0 of trl/trainer/NAME_config.py; undefined where the class had no value of its own. */
const ownEarlier: Readonly<Record<string, Earlier>> = {
  SFTConfig: [
    { before: '0.12', values: { learning_rate: undefined } },
    { before: '0.16', values: { max_length: undefined } },
  ],
  DPOConfig: [
    { before: '0.12', values: { learning_rate: undefined } },
    { before: '0.14', values: { max_length: null, max_prompt_length: null } },
  ],
  RewardConfig: [
    { before: '0.14', values: { max_length: null } },
    { before: '0.24', values: { learning_rate: undefined } },
  ],
  GRPOConfig: [{ before: '0.15', values: { per_device_train_batch_size: 1, gradient_accumulation_steps: 8 } }],
  KTOConfig: [
    { before: '0.11', values: { learning_rate: undefined } },
    { before: '0.12', values: { learning_rate: 5e-7 } },
    { before: '0.14', values: { max_length: null } },
  ],
  ORPOConfig: [
    { before: '0.12', values: { learning_rate: undefined } },
    { before: '0.14', values: { max_length: null } },
  ],
  CPOConfig: [
    { before: '0.12', values: { learning_rate: undefined } },
    { before: '0.14', values: { max_length: null } },
  ],
  OnlineDPOConfig: [
    { before: '0.11', values: { learning_rate: undefined } },
    { before: '0.14', values: { max_length: null } },
  ],
};

const earlierOf = (name: string): Earlier | undefined => {
  const changes = ownEarlier[name];
  return changes && [...changes, ...sharedEarlier].sort((a, b) => Number(a.before.slice(2)) - Number(b.before.slice(2)));
};

/** Releases up to 0.15, which took `tokenizer=` and `max_seq_length=`; preference trainers then chose a length themselves when none was given. */
const earlier: Readonly<Record<string, ConstructorDefaults['values']>> = {
  SFTConfig: { learning_rate: 2e-5, max_length: 1024, packing: false },
  RewardConfig: {},
};

const earlierName = (name: string): string => `trl_until_0_15.${name}`;

export const configurationDefaults: Readonly<Record<string, ConstructorDefaults>> = Object.fromEntries([
  ...Object.entries(own).map(([name, values]) => [`trl.${name}`, { version, inherits, values: { ...shared, ...values }, earlier: earlierOf(name) }] as const),
  // Its learning rate is 5e-5 in some releases and 3e-6 in others.
  ['trl.PPOConfig', { version, inherits, values: { ...shared, learning_rate: null, kl_coef: 0.05, response_length: 53 } }],
  ...Object.entries(own).map(
    ([name, { learning_rate }]) =>
      [earlierName(name), { version: earlierVersion, inherits, values: earlier[name] ?? (learning_rate === undefined ? {} : { learning_rate }) }] as const,
  ),
]);

/** What trainers took themselves before it moved to the configuration (0.13), and the tokenizer under its old name (0.16). */
const earlierArguments = ['tokenizer', 'max_seq_length', 'dataset_text_field', 'packing', 'max_length', 'max_prompt_length', 'max_target_length', 'beta'];

const isEarlier = (trainer: Instance, args: Instance): boolean =>
  args.call.keywords.has('max_seq_length') || earlierArguments.some((name) => (trainer.given ?? trainer.call).keywords.has(name));

/** The trainer's configuration under the release that its call is written for; a trainer without one has its class's defaults. */
export function configurationOf(trainer: Instance, args: Value | undefined): Value | undefined {
  if (args === undefined) {
    const name = trainerConfiguration(trainer);
    return name === undefined ? undefined : standing(`trl.${name}`);
  }
  if (args.kind !== 'instance') return args;
  const name = [args.callee, ...args.bases].map((one) => one.slice(one.lastIndexOf('.') + 1)).find((one) => own[one]);
  return name && isEarlier(trainer, args) ? { ...args, callee: earlierName(name), bases: [] } : args;
}

/** `SFTTrainer` takes an `SFTConfig`. */
function trainerConfiguration(trainer: Instance): string | undefined {
  const names = [trainer.callee, ...trainer.bases].map((one) => one.slice(one.lastIndexOf('.') + 1).replace(/Trainer$/, 'Config'));
  return names.find((one) => own[one]);
}

const standing = (callee: string): Instance => ({
  kind: 'instance',
  callee,
  bases: [],
  call: emptyArguments,
  attributes: new Map(),
  origin: 'library-default',
});

/** Unsloth's trainers run in the type that the GPU computes fastest where the configuration asks for none. */
export function withUnslothPrecision(args: Value | undefined, model: Value | undefined, reading: Reading): Value | undefined {
  if (args?.kind !== 'instance' || model?.kind !== 'instance' || !model.callee.startsWith('unsloth.') || !reading.machine) return args;
  if (['bf16', 'fp16'].some((name) => reading.stated(args, name) !== undefined)) return args;
  const chosen = supportsBf16(reading.machine) ? 'bf16' : 'fp16';
  const value = { ...known(true, undefined, 'library-default'), source: `unsloth 2025.8: ${chosen} where neither type is asked for` };
  const other = { ...known(false, undefined, 'library-default'), source: value.source };
  const keywords = new Map([...args.call.keywords, [chosen, value] as const, [chosen === 'bf16' ? 'fp16' : 'bf16', other] as const]);
  return { ...args, call: { ...args.call, keywords } };
}
