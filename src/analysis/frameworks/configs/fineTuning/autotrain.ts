// AutoTrain Advanced's YAML: https://huggingface.co/docs/autotrain/config
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { implied, reading, type Settings } from '../settings';

function method(settings: Settings) {
  const adapter = settings.flag('params.peft');
  if (!adapter) return undefined;
  if (!adapter.value) return reading(adapter, 'full' as const);
  return reading(adapter, /int4|nf4/.test(settings.text('params.quantization')?.value ?? '') ? ('qlora' as const) : ('lora' as const));
}

export const autotrain = defineConfigFormat({
  framework: 'autotrain',
  recognise: (settings) =>
    settings.has('task') && settings.has('base_model') && settings.has('params') && presentOf(settings, 'project_name', 'data.path', 'backend', 'log') >= 2,
  facts: (settings) => ({
    ...factsOfKeys(settings, {
      model: 'base_model',
      dataset: 'data.path',
      perDeviceBatchSize: 'params.batch_size',
      gradientAccumulation: ['params.gradient_accumulation', 'params.gradient_accumulation_steps'],
      epochs: ['params.epochs', 'params.num_train_epochs'],
      sequenceLength: ['params.block_size', 'params.max_seq_length'],
      imageSize: 'params.image_square_size',
      learningRate: 'params.lr',
      optimizer: 'params.optimizer',
      precision: 'params.mixed_precision',
      loraRank: 'params.lora_r',
    }),
    method:
      method(settings) ?? (/^llm/.test(settings.text('task')?.value ?? '') ? undefined : implied('full' as const, 'a pre-trained model without an adapter')),
  }),
});
