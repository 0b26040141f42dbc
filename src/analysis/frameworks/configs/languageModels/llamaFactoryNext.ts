// LLaMA-Factory's second configuration format (src/llamafactory/v1): https://github.com/hiyouga/LLaMA-Factory/tree/main/examples/v1
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { implied, reading } from '../settings';

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
      perDeviceBatchSize: settings.count('micro_batch_size'),
      globalBatchSize: settings.count('global_batch_size'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('num_train_epochs') }),
      sequenceLength: settings.count('cutoff_len'),
      learningRate: settings.positive('learning_rate'),
      loraRank: adapter?.value === 'lora' ? settings.count('peft_config.r') : undefined,
    };
  },
});
