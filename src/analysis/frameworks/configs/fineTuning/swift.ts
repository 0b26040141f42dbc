// ms-swift's arguments as YAML or JSON (`swift sft --config`): https://swift.readthedocs.io/en/latest/Instruction/Command-line-parameters.html
import type { Fact, Method } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { datasetMixture, isOwnFiles, namedDataset } from '../datasets';
import { factsOfKeys } from '../keyTable';
import { objectiveIn } from '../objectives';
import { libraryDefault, reading, type Settings } from '../settings';
import { statedPrecision } from '../languageModels/trainingArguments';

const megatron = (settings: Settings): boolean => settings.has('micro_batch_size');

function tuner(settings: Settings): Fact<Method> | undefined {
  const type = settings.text('tuner_type', 'train_type', 'sft_type', 'train.tuner_type') ?? libraryDefault('lora', 'ms-swift 3 train_type');
  if (type.value === 'full') return reading(type, 'full');
  if (type.value !== 'lora') return undefined;
  return reading(type, settings.number('quant_bits', 'quantization_bit')?.value === 4 ? 'qlora' : 'lora');
}

/** `owner/name#500` takes so many samples, `name:subset` one part. */
export function swiftDataset(settings: Settings): Fact<string> | undefined {
  const found = datasetMixture(settings.items('dataset')) ?? namedDataset(settings.text('dataset'));
  const name = found?.value.replace(/#\d+/g, '');
  return found && name && !isOwnFiles(name) ? reading(found, name) : undefined;
}

function precision(settings: Settings) {
  const stated = statedPrecision(settings);
  if (stated) return stated;
  const type = settings.text('torch_dtype');
  if (type?.value === 'bfloat16') return reading(type, 'bf16' as const);
  return type?.value === 'float16' ? reading(type, 'fp16' as const) : undefined;
}

export const swift = defineConfigFormat({
  framework: 'ms-swift',
  recognise: (settings) =>
    settings.has('model') &&
    settings.has('dataset') &&
    presentOf(
      settings,
      'tuner_type',
      'train_type',
      'sft_type',
      'rlhf_type',
      'split_dataset_ratio',
      'model_author',
      'target_modules',
      'load_from_cache_file',
      'lora_rank',
    ) >= 2 &&
    presentOf(settings, 'per_device_train_batch_size', 'micro_batch_size', 'learning_rate', 'lr', 'num_train_epochs', 'train_iters', 'max_length') >= 2,
  facts: (settings) => {
    const method = tuner(settings);
    const found = factsOfKeys(
      settings,
      {
        model: 'model',
        perDeviceBatchSize: ['per_device_train_batch_size', 'micro_batch_size'],
        globalBatchSize: 'global_batch_size',
        gradientAccumulation: 'gradient_accumulation_steps',
        maxSteps: ['max_steps', 'train_iters'],
        epochs: ['num_train_epochs', 'max_epochs'],
        sequenceLength: 'max_length',
        learningRate: ['learning_rate', 'lr'],
        optimizer: 'optim',
        packing: 'packing',
        gradientCheckpointing: 'gradient_checkpointing',
      },
      'ms-swift 3',
      megatron(settings) ? { optimizer: 'adamw' } : { perDeviceBatchSize: 1, epochs: 3, optimizer: 'adamw', gradientCheckpointing: true },
    );
    return {
      ...found,
      learningRate:
        found.learningRate ?? (megatron(settings) || !method ? undefined : libraryDefault(method.value === 'full' ? 1e-5 : 1e-4, 'ms-swift 3 learning_rate')),
      method,
      dataset: swiftDataset(settings),
      precision: precision(settings),
      objective: objectiveIn(settings.text('rlhf_type')),
      answersPerPrompt: settings.count('num_generations'),
      answerTokens: settings.count('max_completion_length'),
      loraRank:
        method?.value === 'lora' || method?.value === 'qlora'
          ? (settings.count('lora_rank', 'train.lora_rank') ?? libraryDefault(8, 'ms-swift 3 lora_rank'))
          : undefined,
    };
  },
});
