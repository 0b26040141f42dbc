// ms-swift's command lines: transformers' arguments with defaults of its own.
// https://github.com/modelscope/ms-swift/blob/main/docs/source_en/Instruction/Command-line-parameters.md
import { swiftDataset } from '../../../frameworks/configs/fineTuning/swift';
import { trainingArguments } from '../../../frameworks/configs/languageModels/trainingArguments';
import { implied, libraryDefault, reading, type Settings } from '../../../frameworks/configs/settings';
import type { Fact, Method } from '../../../../model/run';
import { configWord, program, word, type Trainer } from './trainer';

/** Adapters other than LoRA's family have no method of their own among the facts. */
function methodOf(settings: Settings): Fact<Method> | undefined {
  const type = settings.text('train_type', 'tuner_type', 'sft_type');
  if (type?.value === 'full') return reading(type, 'full');
  if (type && !/lora/.test(type.value)) return undefined;
  const isQuantized = settings.has('quant_bits') || settings.has('quantization_bit');
  return type
    ? reading(type, isQuantized ? 'qlora' : 'lora')
    : implied(isQuantized ? 'qlora' : 'lora', 'ms-swift 3 trains LoRA where no --train_type is given');
}

export const swift: Trainer = {
  framework: 'swift',
  starts: (launch) =>
    (program(launch, 'swift') && /^(sft|pt|rlhf)$/.test(word(launch, 0))) || /(^|\/)swift\/(llm\/)?cli\/(sft|pt|rlhf)\.py$/.test(launch.target),
  config: configWord,
  facts: (settings) => {
    const method = methodOf(settings);
    const found = trainingArguments.facts(settings);
    return {
      ...found,
      model: settings.text('model', 'model_id_or_path', 'model_name_or_path', 'model_type'),
      method,
      dataset: swiftDataset(settings),
      perDeviceBatchSize: settings.count('per_device_train_batch_size', 'batch_size') ?? libraryDefault(1, 'ms-swift 3 --per_device_train_batch_size'),
      ...(settings.count('max_steps') ? {} : { epochs: settings.positive('num_train_epochs') ?? found.epochs }),
      learningRate:
        settings.positive('learning_rate') ??
        (method?.value === 'full'
          ? libraryDefault(1e-5, 'ms-swift 3 --learning_rate')
          : method
            ? libraryDefault(1e-4, 'ms-swift 3 --learning_rate')
            : undefined),
      loraRank: method && /lora/.test(method.value) ? (settings.count('lora_rank') ?? libraryDefault(8, 'ms-swift 3 --lora_rank')) : undefined,
      // accumulates to a batch of 16 where nothing is stated
      gradientAccumulation: settings.count('gradient_accumulation_steps'),
      sequenceLength: settings.count('max_length'),
      precision: undefinedUnless(settings, found),
      gradientCheckpointing: settings.flag('gradient_checkpointing') ?? libraryDefault(true, 'ms-swift 3 --gradient_checkpointing'),
    };
  },
};

/** Without --torch_dtype the model's own type decides. */
const undefinedUnless = (settings: Settings, found: ReturnType<typeof trainingArguments.facts>) =>
  settings.has('bf16') || settings.has('fp16') ? found.precision : precisionOf(settings);

const precisionOf = (settings: Settings) => {
  const type = settings.text('torch_dtype', 'dtype');
  if (!type) return undefined;
  return /bfloat16|bf16/.test(type.value)
    ? reading(type, 'bf16' as const)
    : /float16|fp16/.test(type.value)
      ? reading(type, 'fp16' as const)
      : reading(type, 'fp32' as const);
};
