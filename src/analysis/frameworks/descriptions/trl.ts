// TRL: supervised fine-tuning, preference and reward trainers; their configurations are TrainingArguments with defaults of their own.
import { isKnown, isNone, known, knownBoolean, knownNumber, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asBoolean, asText, derived, factOf, type Draft } from '../draft';
import { defineFramework, type ConstructorDefaults } from '../framework';
import { argumentSite } from '../objects/trainingArguments';
import type { Reading } from '../reading';
import type { CallEvent, Machine } from '../../evaluate/machine';
import { Place } from '../../languages/python/positions';
import { trainerRun } from './transformers';

const version = 'trl 0.24';
const inherits = 'transformers.TrainingArguments';
/** TRL trains in bfloat16 unless fp16 is asked for (0.19 and later), with checkpointing (0.22 and later). */
const shared = { bf16: true, gradient_checkpointing: true, logging_steps: 10 };
const config = (values: ConstructorDefaults['values']): ConstructorDefaults => ({ version, inherits, values: { ...shared, ...values } });

const trainers = [
  'SFTTrainer',
  'DPOTrainer',
  'RewardTrainer',
  'GRPOTrainer',
  'KTOTrainer',
  'ORPOTrainer',
  'CPOTrainer',
  'OnlineDPOTrainer',
  'RLOOTrainer',
  'PRMTrainer',
  'NashMDTrainer',
  'XPOTrainer',
  'GKDTrainer',
  'IterativeSFTTrainer',
  'BCOTrainer',
];
const configOf: Readonly<Record<string, string>> = {
  SFTTrainer: 'SFTConfig',
  DPOTrainer: 'DPOConfig',
  RewardTrainer: 'RewardConfig',
  GRPOTrainer: 'GRPOConfig',
  KTOTrainer: 'KTOConfig',
  ORPOTrainer: 'ORPOConfig',
  CPOTrainer: 'CPOConfig',
  OnlineDPOTrainer: 'OnlineDPOConfig',
  RLOOTrainer: 'RLOOConfig',
};

function describe(draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading, machine: Machine): void {
  modelByName(draft, trainer, args, reading);
  const adapter = reading.property(trainer, 'peft_config');
  const adapters = optionsOf(adapter).filter((option): option is Instance => option.kind === 'instance');
  if (adapters.length > 0 && adapters.length === optionsOf(adapter).length) {
    const quantized = draft.facts.method?.value === 'qlora' || isQuantized(trainer, reading);
    draft.set('method', derived(quantized ? 'qlora' : 'lora', adapters[0]!.span));
    if (!draft.facts.loraRank) draft.number('loraRank', reading.property(adapters[0], 'r'));
  } else if (adapter && !isKnown(adapter)) {
    delete draft.facts.method;
    draft.doubt('method', adapter);
  }
  lengths(draft, trainer, args, reading);
  const packing = reading.property(args, 'packing') ?? reading.property(trainer, 'packing');
  if (packing) draft.take('packing', packing, asBoolean);
  if (args?.kind === 'instance' && /SFTConfig$/.test(args.callee)) argumentSite(draft, args, 'packing', 'packing', { value: 'True' }, reading);
  void machine;
}

/** `model="Qwen/Qwen2.5-0.5B"`: the trainer loads it. */
function modelByName(draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading): void {
  const model = reading.property(trainer, 'model');
  if (!model || model.kind === 'instance') return;
  if (isNone(model)) {
    // The command line names it: weights from a hub or a folder, all of them trained unless an adapter is added.
    draft.unknowns.push({ fact: 'model', reason: 'required-argument', detail: '--model_name_or_path' });
    draft.set('method', derived('full', trainer.span));
    return;
  }
  const fact = factOf(model, asText);
  if (!fact) {
    draft.doubt('model', model);
    return;
  }
  draft.set('model', fact);
  draft.set('method', derived('full', model.span));
  if (isKnown(model) && model.written && model.span instanceof Place) draft.site({ changes: 'model', span: model.span, template: '"{value}"' });
  const loading = reading.property(args, 'model_init_kwargs');
  if (loading?.kind === 'mapping') {
    const dtype = loading.entries.get('torch_dtype') ?? loading.entries.get('dtype');
    const name = dtype?.kind === 'reference' ? dtype.name : (knownString(dtype) ?? '');
    if (/bfloat16$/.test(name)) draft.set('weightsPrecision', derived('bf16', dtype?.span));
  }
}

function isQuantized(trainer: Instance, reading: Reading): boolean {
  const model = reading.property(trainer, 'model');
  return optionsOf(model).some(
    (option) =>
      option.kind === 'instance' &&
      (reading.flag(option.call.keywords.get('quantization_config'), 'load_in_4bit') === true ||
        knownBoolean(option.call.keywords.get('load_in_4bit')) === true),
  );
}

/** `max_length` (or the older `max_seq_length`); the tokens of prompt and completion together for GRPO. */
function lengths(draft: Draft, trainer: Instance, args: Value | undefined, reading: Reading): void {
  for (const holder of [args, trainer]) {
    for (const name of ['max_seq_length', 'max_length']) {
      const stated = reading.stated(holder, name);
      if (stated && !(isKnown(stated) && stated.value === null)) {
        draft.number('sequenceLength', stated);
        return;
      }
      if (stated) return;
    }
  }
  const standard = reading.property(args, 'max_length');
  if (knownNumber(standard) !== undefined) draft.number('sequenceLength', standard);
}

export const trl = defineFramework({
  name: 'trl',
  defaults: {
    'trl.SFTConfig': config({ learning_rate: 2e-5, max_length: 1024, packing: false }),
    'trl.DPOConfig': config({ learning_rate: 1e-6, max_length: 1024, max_prompt_length: 512 }),
    'trl.RewardConfig': config({ learning_rate: 1e-4, max_length: 1024 }),
    'trl.GRPOConfig': config({ learning_rate: 1e-6, num_generations: 8, max_completion_length: 256 }),
    'trl.KTOConfig': config({ learning_rate: 1e-6, max_length: 1024 }),
    'trl.ORPOConfig': config({ learning_rate: 1e-6, max_length: 1024 }),
    'trl.CPOConfig': config({ learning_rate: 1e-6, max_length: 1024 }),
    'trl.OnlineDPOConfig': config({ learning_rate: 5e-7, max_length: 512 }),
    'trl.RLOOConfig': config({ learning_rate: 1e-6 }),
    // What a command line says about the model; nothing but the name has to be given.
    'trl.ModelConfig': {
      version,
      values: { model_name_or_path: null, use_peft: false, lora_r: 16, load_in_4bit: false, load_in_8bit: false, torch_dtype: 'bfloat16', dtype: 'bfloat16' },
    },
    ...Object.fromEntries(
      trainers.map((name) => [
        `trl.${name}`,
        {
          version,
          positional:
            name === 'GRPOTrainer'
              ? ['model', 'reward_funcs', 'args', 'train_dataset']
              : name === 'DPOTrainer'
                ? ['model', 'ref_model', 'args', 'data_collator', 'train_dataset']
                : ['model', 'args', 'data_collator', 'train_dataset'],
          values: {},
        },
      ]),
    ),
  },
  results: { 'trl.get_peft_config': adapterOf },
  starts: Object.fromEntries(
    trainers.map((name) => [
      `trl.${name}.train`,
      trainerRun('trl', (draft, trainer, args, reading, machine) => describe(draft, trainer, args ?? standing(configOf[name]), reading, machine)),
    ]),
  ),
});

/** `get_peft_config(model_args)` is None unless `use_peft` is on, which it is not by default; else LoRA of rank `lora_r`. */
function adapterOf(event: CallEvent, reading: Reading): Value | undefined {
  const args = reading.argument(event, 'model_args', 0);
  const used = reading.property(args, 'use_peft');
  if (knownBoolean(used) === undefined) return undefined;
  if (knownBoolean(used) === false) return known(null, event.place, used!.origin);
  const rank = reading.property(args, 'lora_r');
  return {
    kind: 'instance',
    callee: 'peft.LoraConfig',
    bases: [],
    call: { positional: [], keywords: new Map(rank ? [['r', rank]] : []), complete: true },
    attributes: new Map(),
    span: event.place,
    origin: 'derived',
  };
}

const standing = (name: string | undefined): Value | undefined =>
  name
    ? {
        kind: 'instance',
        callee: `trl.${name}`,
        bases: [],
        call: { positional: [], keywords: new Map(), complete: true },
        attributes: new Map(),
        origin: 'library-default',
      }
    : undefined;
