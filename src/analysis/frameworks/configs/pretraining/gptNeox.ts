// GPT-NeoX's YAML (keys with dashes or underscores): https://github.com/EleutherAI/gpt-neox/blob/main/configs/README.md
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { implied, libraryDefault, reading, Settings } from '../settings';

/** The same settings with underscores for the dashes of the top-level keys. */
function underscored(settings: Settings): Settings {
  const entries = new Map([...settings.root.entries].map(([key, value]) => [key.replace(/-/g, '_'), value]));
  return new Settings({ ...settings.root, entries });
}

export const gptNeox = defineConfigFormat({
  framework: 'gpt-neox',
  recognise: (settings) => {
    const own = underscored(settings);
    return (
      presentOf(own, 'num_layers', 'hidden_size', 'num_attention_heads') >= 2 &&
      presentOf(own, 'train_iters', 'train_micro_batch_size_per_gpu', 'pipe_parallel_size', 'model_parallel_size', 'lr_decay_iters') >= 2
    );
  },
  facts: (settings) => {
    const own = underscored(settings);
    const precision = precisionFact(own.text('precision'));
    const half = own.isOn('fp16.enabled') ? own.flag('fp16.enabled') : undefined;
    const brain = own.isOn('bf16.enabled') ? own.flag('bf16.enabled') : undefined;
    const byType = own.text('fp16.type', 'fp16.dtype');
    return {
      method: own.isOn('finetune') ? reading(own.flag('finetune')!, 'full' as const) : implied('pretrain' as const, 'finetune is not set'),
      perDeviceBatchSize: own.count('train_micro_batch_size_per_gpu'),
      globalBatchSize: own.count('train_batch_size'),
      gradientAccumulation:
        own.count('gradient_accumulation_steps') ?? (own.has('train_batch_size') ? undefined : libraryDefault(1, 'GPT-NeoX gradient_accumulation_steps')),
      maxSteps: own.count('train_iters'),
      sequenceLength: own.count('seq_length'),
      learningRate: own.positive('optimizer.params.lr'),
      optimizer: optimizerFact(own.text('optimizer.type')),
      precision:
        precision ??
        (brain ? reading(brain, 'bf16' as const) : half ? reading(half, byType && /bf/.test(byType.value) ? ('bf16' as const) : ('fp16' as const)) : undefined),
      gradientCheckpointing: own.flag('checkpoint_activations') ?? libraryDefault(false, 'GPT-NeoX checkpoint_activations'),
      gpuCount: own.count('global_num_gpus'),
      tensorParallel: own.count('model_parallel_size'),
      pipelineParallel: own.count('pipe_parallel_size'),
    };
  },
});
