// LLaMA-Factory's second configuration format (src/llamafactory/v1): https://github.com/hiyouga/LLaMA-Factory/tree/main/examples/v1
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { implied, libraryDefault, reading } from '../settings';

/** Defaults of `src/llamafactory/v1/config/training_args.py` as of July 2026. */
const library = 'LLaMA-Factory v1';

export const llamaFactoryNext = defineConfigFormat({
  framework: 'llama-factory',
  recognise: (settings) =>
    settings.has('model') &&
    settings.has('model_class') &&
    settings.has('train_dataset') &&
    presentOf(settings, 'micro_batch_size', 'learning_rate', 'max_steps', 'num_train_epochs') >= 2,
  facts: (settings) => {
    const adapter = settings.text('peft_config.name');
    const fourBit = settings.number('quant_config.quantization_bit', 'quantization_config.quantization_bit')?.value === 4;
    const maxSteps = settings.count('max_steps');
    return {
      model: settings.text('model'),
      method: adapter
        ? adapter.value === 'lora'
          ? reading(adapter, fourBit ? ('qlora' as const) : ('lora' as const))
          : adapter.value === 'freeze'
            ? reading(adapter, 'frozen' as const)
            : undefined
        : implied('full' as const, 'no adapter is named'),
      dataset: namedDataset(settings.text('train_dataset')),
      perDeviceBatchSize: settings.count('micro_batch_size') ?? libraryDefault(1, `${library} micro_batch_size`),
      globalBatchSize: settings.count('global_batch_size'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('num_train_epochs') ?? libraryDefault(3, `${library} num_train_epochs`) }),
      sequenceLength: settings.count('cutoff_len') ?? libraryDefault(2048, `${library} cutoff_len`),
      learningRate: settings.positive('learning_rate') ?? libraryDefault(1e-4, `${library} learning_rate`),
      optimizer: settings.has('optim_config') ? undefined : libraryDefault('adamw', `${library} optim_config`),
      // left to its default it follows the plugin that distributes the model
      precision: settings.isOn('bf16') ? reading(settings.flag('bf16')!, 'bf16' as const) : undefined,
      gradientCheckpointing: settings.flag('enable_activation_checkpointing') ?? libraryDefault(true, `${library} enable_activation_checkpointing`),
      loraRank: adapter?.value === 'lora' ? settings.count('peft_config.r') : undefined,
    };
  },
});
