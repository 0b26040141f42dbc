// transformers' TrainingArguments and TRL's configs, as YAML or JSON recipes and as command lines of scripts built on HfArgumentParser.
import type { Fact, Method, Precision } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { datasetMixture, namedDataset } from '../datasets';
import { optimizerFact, precisionFact } from '../names';
import { derived, implied, libraryDefault, reading, type Settings } from '../settings';

const trlKeys = [
  'dataset_mixer',
  'dataset_mixture',
  'use_peft',
  'torch_dtype',
  'attn_implementation',
  'max_prompt_length',
  'max_completion_length',
  'num_generations',
  'beta',
  'packing',
  'chat_template',
  'load_in_4bit',
  'loss_type',
  'dataset_text_field',
];

const isTrl = (settings: Settings): boolean => presentOf(settings, ...trlKeys) >= 2;

/** AMP's type counts before the matmul switch, as it does in the trainer. @returns undefined where nothing is stated. */
export function statedPrecision(settings: Settings): Fact<Precision> | undefined {
  const named = precisionFact(settings.text('mixed_precision'));
  if (named) return named;
  for (const [keys, precision] of [
    [['bf16', 'pure_bf16'], 'bf16'],
    [['fp16'], 'fp16'],
    [['fp8'], 'fp8'],
    [['tf32'], 'tf32'],
  ] as const) {
    const flag = settings.flag(...keys);
    if (flag?.value) return reading(flag, precision);
  }
  return undefined;
}

/** `max_steps` bounds the run where it is above zero; the epochs then only order the data. */
export function stepsOrEpochs(settings: Settings, epochDefault?: Fact<number>): Pick<FoundFacts, 'epochs' | 'maxSteps'> {
  const maxSteps = settings.count('max_steps', 'max_train_steps');
  return maxSteps ? { maxSteps } : { epochs: settings.positive('num_train_epochs', 'num_epochs', 'epochs', 'max_train_epochs') ?? epochDefault };
}

/** What the adapter settings of TRL's ModelConfig and its many imitators say. */
export function adapterMethod(settings: Settings): Fact<Method> | undefined {
  const off = settings.flag('use_peft', 'use_lora', 'lora', 'lora_enable');
  if (off?.value === false) return implied('full', 'the adapter is switched off');
  const type = settings.text('use_lora', 'use_peft', 'lora_enable', 'lora_r', 'lora_rank', 'lora_dim', 'lora_alpha', 'peft_type', 'adapter');
  const rank = settings.count('lora_r', 'lora_rank', 'lora_dim');
  const on = off ?? rank ?? type ?? sectionRank(settings);
  if (!on) return undefined;
  const fourBit = settings.isOn('load_in_4bit') || settings.number('bits', 'quantization_bit')?.value === 4;
  return reading(on as Fact<string | number | boolean>, fourBit ? 'qlora' : 'lora');
}

/** The rank in a section of its own: `lora: {r: 64}`. */
const sectionRank = (settings: Settings): Fact<number> | undefined =>
  settings.section('lora', 'lora_config', 'peft', 'peft_config')?.count('r', 'rank', 'lora_r', 'lora_rank');

/** PEFT's own `r` is a rank where its other settings stand beside it. */
const adapterRank = (settings: Settings): Fact<number> | undefined =>
  settings.count('lora_r', 'lora_rank', 'lora_dim') ?? (settings.has('lora_alpha') ? settings.count('r') : sectionRank(settings));

/** The padded or packed length, by the many names that it goes under. */
export function sequenceLength(settings: Settings): Fact<number> | undefined {
  const prompt = settings.count('max_prompt_length');
  const completion = settings.count('max_completion_length');
  if (prompt && completion)
    return derived(prompt.value + completion.value, [
      ['max_prompt_length', prompt],
      ['max_completion_length', completion],
    ]);
  const stated = settings.count(
    'max_seq_length',
    'max_length',
    'max_seq_len',
    'model_max_length',
    'block_size',
    'cutoff_len',
    'seq_length',
    'seq_len',
    'sequence_length',
  );
  if (stated) return stated;
  const source = settings.count('source_max_len');
  const target = settings.count('target_max_len');
  return source && target
    ? derived(source.value + target.value, [
        ['source_max_len', source],
        ['target_max_len', target],
      ])
    : settings.count('max_source_length');
}

/** Settings of the scripts that loop by themselves with Accelerate, whose number format its own launcher decides. */
const loopsByItself = (settings: Settings): boolean => settings.has('with_tracking');

function facts(settings: Settings): FoundFacts {
  const trl = isTrl(settings) || loopsByItself(settings);
  const optimizer = settings.text('optim');
  const model = settings.text('model_name_or_path', 'model_name', 'model_id', 'model', 'base_model');
  const mixer = settings.section('dataset_mixer');
  const mixed =
    mixer &&
    [...mixer.root.entries.keys()].map((name) => ({ kind: 'known' as const, value: name, origin: 'literal' as const, span: mixer.root.keySpans?.get(name) }));
  return {
    model,
    method: adapterMethod(settings) ?? (model && implied('full', 'a pre-trained model without an adapter')),
    dataset: mixed
      ? datasetMixture(mixed)
      : settings.has('dataset_mixture.datasets') || settings.has('datasets')
        ? datasetMixture(settings.items('dataset_mixture.datasets', 'datasets'), 'id', 'path')
        : namedDataset(settings.text('dataset_name', 'dataset_id', 'dataset_id_or_path', 'dataset_name_or_path', 'dataset_repo', 'hf_dataset')),
    perDeviceBatchSize:
      settings.count('per_device_train_batch_size', 'per_gpu_train_batch_size') ??
      libraryDefault(8, 'transformers TrainingArguments.per_device_train_batch_size'),
    gradientAccumulation: settings.count('gradient_accumulation_steps') ?? libraryDefault(1, 'transformers TrainingArguments.gradient_accumulation_steps'),
    ...stepsOrEpochs(settings, libraryDefault(3, 'transformers TrainingArguments.num_train_epochs')),
    sequenceLength: sequenceLength(settings),
    // TRL's own configs each have another default, and the recipe does not say which one reads it.
    learningRate: settings.positive('learning_rate') ?? (trl ? undefined : libraryDefault(5e-5, 'transformers TrainingArguments.learning_rate')),
    optimizer: optimizer ? optimizerFact(optimizer) : libraryDefault('adamw', 'transformers TrainingArguments.optim'),
    precision: statedPrecision(settings) ?? (trl ? undefined : libraryDefault('fp32', 'transformers TrainingArguments: no AMP type is set')),
    loraRank: settings.flag('use_peft')?.value === false ? undefined : adapterRank(settings),
    gradientCheckpointing:
      settings.flag('gradient_checkpointing') ?? (trl ? undefined : libraryDefault(false, 'transformers TrainingArguments.gradient_checkpointing')),
    packing: settings.flag('packing'),
    flashAttention: settings.text('attn_implementation')?.value === 'flash_attention_2' ? reading(settings.text('attn_implementation')!, true) : undefined,
  };
}

const argumentKeys = [
  'learning_rate',
  'num_train_epochs',
  'max_steps',
  'gradient_accumulation_steps',
  'output_dir',
  'model_name_or_path',
  'warmup_ratio',
  'lr_scheduler_type',
];

export const trainingArguments = defineConfigFormat({
  framework: (settings) => (isTrl(settings) ? 'trl' : 'transformers'),
  recognise: (settings) => {
    const stated = presentOf(settings, ...argumentKeys);
    // a recipe may leave the batch to its default, if it names model, data and place all the same
    const isRecipe = presentOf(settings, 'model_name_or_path', 'dataset_name', 'output_dir') === 3 && settings.has('learning_rate') && stated >= 4;
    return (
      ((settings.has('per_device_train_batch_size') && stated >= 2) || isRecipe) && !settings.has('log_history') && settings.flag('do_train')?.value !== false
    );
  },
  facts,
});
