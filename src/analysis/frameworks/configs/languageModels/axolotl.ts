// Axolotl's YAML: https://docs.axolotl.ai/docs/config-reference.html
import { defineConfigFormat, presentOf } from '../configFormat';
import { datasetMixture } from '../datasets';
import { optimizerFact } from '../names';
import { objectiveIn } from '../objectives';
import { implied, libraryDefault, reading, type Settings } from '../settings';
import { statedPrecision } from './trainingArguments';

const ownKeys = [
  'micro_batch_size',
  'sequence_len',
  'datasets',
  'sample_packing',
  'num_epochs',
  'adapter',
  'gradient_accumulation_steps',
  'val_set_size',
  'lora_target_linear',
  'pad_to_sequence_len',
  'dataset_prepared_path',
];

function method(settings: Settings) {
  const adapter = settings.text('adapter');
  if (!adapter) return implied('full' as const, 'no adapter is named');
  if (adapter.value === 'qlora') return reading(adapter, 'qlora' as const);
  return /lora/.test(adapter.value) ? reading(adapter, settings.isOn('load_in_4bit') ? ('qlora' as const) : ('lora' as const)) : undefined;
}

export const axolotl = defineConfigFormat({
  framework: 'axolotl',
  recognise: (settings) =>
    settings.has('base_model') &&
    !settings.has('input_features') &&
    presentOf(settings, ...ownKeys) >= 3 &&
    (settings.has('datasets') || settings.has('pretraining_dataset')),
  facts: (settings) => {
    const optimizer = settings.text('optimizer');
    const maxSteps = settings.count('max_steps');
    const automatic = ['bf16', 'fp16', 'tf32'].some((key) => settings.text(key)?.value === 'auto') || (!settings.has('bf16') && !settings.has('bfloat16'));
    const checkpointing = settings.value('gradient_checkpointing');
    return {
      model: settings.text('base_model'),
      method: method(settings),
      dataset: datasetMixture(settings.items('datasets', 'pretraining_dataset'), 'path'),
      perDeviceBatchSize: settings.count('micro_batch_size') ?? libraryDefault(1, 'axolotl micro_batch_size'),
      gradientAccumulation: settings.count('gradient_accumulation_steps') ?? libraryDefault(1, 'axolotl gradient_accumulation_steps'),
      ...(maxSteps ? { maxSteps } : { epochs: settings.positive('num_epochs') ?? libraryDefault(1, 'axolotl num_epochs') }),
      sequenceLength: settings.count('sequence_len') ?? libraryDefault(512, 'axolotl sequence_len'),
      learningRate: settings.positive('learning_rate'),
      optimizer: optimizer ? optimizerFact(optimizer) : libraryDefault('adamw', 'axolotl optimizer (adamw_torch or its fused form)'),
      // `auto`, also the default, is decided by the GPU at run time
      precision:
        automatic && !settings.isOn('bf16', 'bfloat16') && !settings.isOn('fp16', 'float16')
          ? undefined
          : (statedPrecision(settings) ?? implied('fp32', 'every mixed-precision type is switched off')),
      loraRank: settings.text('adapter') ? settings.count('lora_r') : undefined,
      gradientCheckpointing:
        checkpointing?.kind === 'known' && typeof checkpointing.value === 'string' && /unsloth|offload/.test(checkpointing.value)
          ? { value: true, origin: checkpointing.origin, span: checkpointing.span }
          : (settings.flag('gradient_checkpointing') ?? libraryDefault(false, 'axolotl gradient_checkpointing')),
      packing: settings.flag('sample_packing'),
      padding: settings.isOn('pad_to_sequence_len') ? reading(settings.flag('pad_to_sequence_len')!, 'max_length' as const) : undefined,
      flashAttention: settings.flag('flash_attention'),
      objective: objectiveIn(settings.text('rl')) ?? (settings.isOn('reward_model') ? reading(settings.flag('reward_model')!, 'reward' as const) : undefined),
      answersPerPrompt: settings.count('trl.num_generations'),
      answerTokens: settings.count('trl.max_completion_length'),
    };
  },
});
