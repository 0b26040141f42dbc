// LLaMA-Factory's YAML and JSON, and the flags of llamafactory-cli: https://github.com/hiyouga/LLaMA-Factory/tree/main/src/llamafactory/hparams
import type { Fact, Method } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { optimizerFact } from '../names';
import { objectiveIn } from '../objectives';
import { implied, libraryDefault, reading, type Settings } from '../settings';
import { statedPrecision, stepsOrEpochs } from './trainingArguments';

function method(settings: Settings): Fact<Method> | undefined {
  const type = settings.text('finetuning_type') ?? libraryDefault('lora', 'LLaMA-Factory finetuning_type');
  if (type.value === 'lora') return reading(type, settings.number('quantization_bit')?.value === 4 ? 'qlora' : 'lora');
  if (type.value === 'freeze') return reading(type, 'frozen');
  if (type.value === 'full') return settings.isOn('train_from_scratch') ? implied('pretrain', 'train_from_scratch') : reading(type, 'full');
  return undefined;
}

export const llamaFactory = defineConfigFormat({
  framework: 'llama-factory',
  recognise: (settings) =>
    settings.has('model_name_or_path') &&
    presentOf(settings, 'stage', 'finetuning_type', 'template', 'cutoff_len', 'dataset_dir') >= 2 &&
    settings.flag('do_train')?.value !== false &&
    (settings.isOn('do_train') || presentOf(settings, 'learning_rate', 'num_train_epochs', 'per_device_train_batch_size') >= 2) &&
    !settings.has('export_dir'),
  facts: (settings) => {
    const found = method(settings);
    const adapter = found?.value === 'lora' || found?.value === 'qlora';
    const optimizer = settings.text('optim');
    const disabled = settings.flag('disable_gradient_checkpointing');
    return {
      model: settings.text('model_name_or_path'),
      method: found,
      dataset: namedDataset(settings.text('dataset')),
      perDeviceBatchSize: settings.count('per_device_train_batch_size') ?? libraryDefault(8, 'transformers TrainingArguments.per_device_train_batch_size'),
      gradientAccumulation: settings.count('gradient_accumulation_steps') ?? libraryDefault(1, 'transformers TrainingArguments.gradient_accumulation_steps'),
      ...stepsOrEpochs(settings, libraryDefault(3, 'transformers TrainingArguments.num_train_epochs')),
      // the default was 1024 in older releases and is 2048 now, so only a stated length counts
      sequenceLength: settings.count('cutoff_len'),
      learningRate: settings.positive('learning_rate') ?? libraryDefault(5e-5, 'transformers TrainingArguments.learning_rate'),
      optimizer: optimizer ? optimizerFact(optimizer) : libraryDefault('adamw', 'transformers TrainingArguments.optim'),
      precision: statedPrecision(settings),
      loraRank: adapter ? (settings.count('lora_rank') ?? libraryDefault(8, 'LLaMA-Factory lora_rank')) : undefined,
      gradientCheckpointing: disabled ? reading(disabled, !disabled.value) : libraryDefault(true, 'LLaMA-Factory disable_gradient_checkpointing = false'),
      packing: settings.flag('packing'),
      // `pref_loss` says which of the losses on pairs `stage: dpo` takes
      objective:
        settings.text('stage')?.value === 'dpo' ? objectiveIn(settings.text('pref_loss'), settings.text('stage')) : objectiveIn(settings.text('stage')),
      answerTokens: settings.text('stage')?.value === 'ppo' ? settings.count('max_new_tokens') : undefined,
    };
  },
});
