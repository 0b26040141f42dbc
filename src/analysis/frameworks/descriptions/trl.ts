// TRL: supervised fine-tuning, preference and reward trainers; their configurations are TrainingArguments with defaults of their own.
import { isKnown, isNone, known, knownBoolean, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asBoolean, asText, derived, factOf, type Draft } from '../draft';
import { defineFramework } from '../framework';
import { isLora } from '../adapters/modelAdapters';
import { argumentSite } from '../objects/trainingArguments';
import type { Reading } from '../reading';
import type { CallEvent } from '../../evaluate/state/events';
import { Place } from '../../languages/python/positions';
import { configurationDefaults, configurationOf, withUnslothPrecision } from '../trl/configurations';
import { describeObjective } from '../trl/objective';
import { steppedByProgram } from '../trl/proximalPolicy';
import { describeLengths } from '../trl/sequenceLength';
import { trainerRun } from '../transformers/trainerRun';

const version = 'trl 0.24';
const trainers = [
  'SFTTrainer',
  'DPOTrainer',
  'RewardTrainer',
  'GRPOTrainer',
  'KTOTrainer',
  'ORPOTrainer',
  'CPOTrainer',
  'PPOTrainer',
  'OnlineDPOTrainer',
  'RLOOTrainer',
  'PRMTrainer',
  'NashMDTrainer',
  'XPOTrainer',
  'GKDTrainer',
  'IterativeSFTTrainer',
  'BCOTrainer',
  'AsyncGRPOTrainer',
  'DistillationTrainer',
  'GOLDTrainer',
  'MiniLLMTrainer',
  'SDFTTrainer',
  'SDPOTrainer',
  'SSDTrainer',
  'TPOTrainer',
  'DDPOTrainer',
  'AlignPropTrainer',
];

/** Model, method and lengths as TRL reads them; gives the configuration with the defaults of the release that the code is written for. */
function describe(draft: Draft, trainer: Instance, stated: Value | undefined, reading: Reading): Value | undefined {
  const args = withUnslothPrecision(configurationOf(trainer, stated), reading.property(trainer, 'model'), reading);
  modelByName(draft, trainer, args, reading);
  const adapter = reading.property(trainer, 'peft_config');
  const adapters = optionsOf(adapter).filter((option): option is Instance => option.kind === 'instance' && isLora(option, reading));
  if (adapters.length > 0 && adapters.length === optionsOf(adapter).length) {
    const quantized = draft.facts.method?.value === 'qlora' || isQuantized(trainer, args, reading);
    draft.set('method', derived(quantized ? 'qlora' : 'lora', adapters[0]!.span));
    if (!draft.facts.loraRank) draft.number('loraRank', reading.property(adapters[0], 'r'));
  } else if (adapter && !isKnown(adapter)) {
    delete draft.facts.method;
    draft.doubt('method', adapter);
  }
  describeObjective(draft, trainer, args, reading);
  describeLengths(draft, trainer, args, reading);
  const packing = reading.property(args, 'packing') ?? reading.property(trainer, 'packing');
  if (packing) draft.take('packing', packing, asBoolean);
  if (args?.kind === 'instance' && /SFTConfig$/.test(args.callee)) argumentSite(draft, args, 'packing', 'packing', { value: 'True' }, reading);
  return args;
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
  const loading = reading.property(args, 'model_init_kwargs') ?? reading.property(trainer, 'model_init_kwargs');
  if (loading?.kind === 'mapping') {
    const dtype = loading.entries.get('torch_dtype') ?? loading.entries.get('dtype');
    const name = dtype?.kind === 'reference' ? dtype.name : (knownString(dtype) ?? '');
    if (/bfloat16$/.test(name)) draft.set('weightsPrecision', derived('bf16', dtype?.span));
  }
}

function isQuantized(trainer: Instance, args: Value | undefined, reading: Reading): boolean {
  const loadedWith = optionsOf(reading.property(trainer, 'model')).flatMap((option) => (option.kind === 'instance' ? [option.call.keywords] : []));
  const loading = [reading.property(args, 'model_init_kwargs'), reading.property(trainer, 'model_init_kwargs')].flatMap((value) =>
    value?.kind === 'mapping' ? [value.entries] : [],
  );
  return [...loadedWith, ...loading].some(
    (keywords) => reading.flag(keywords.get('quantization_config'), 'load_in_4bit') === true || knownBoolean(keywords.get('load_in_4bit')) === true,
  );
}

/** A run of one of TRL's trainers. */
export const trlRun = trainerRun('trl', describe);

export const trl = defineFramework({
  name: 'trl',
  defaults: {
    ...configurationDefaults,
    // What a command line says about the model; nothing but the name has to be given.
    'trl.ModelConfig': {
      version,
      values: { model_name_or_path: null, use_peft: false, lora_r: 16, load_in_4bit: false, load_in_8bit: false, torch_dtype: null, dtype: null },
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
                : name === 'PPOTrainer'
                  ? ['config', 'model', 'ref_model', 'tokenizer', 'dataset', 'optimizer']
                  : ['model', 'args', 'data_collator', 'train_dataset'],
          values: {},
        },
      ]),
    ),
  },
  results: { 'trl.get_peft_config': adapterOf },
  starts: {
    'trl.PPOTrainer.step': steppedByProgram,
    ...Object.fromEntries(trainers.map((name) => [`trl.${name}.train`, trlRun])),
  },
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
