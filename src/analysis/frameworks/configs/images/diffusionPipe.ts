// diffusion-pipe's TOML: https://github.com/tdrussell/diffusion-pipe/blob/main/examples/main_example.toml
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { implied, reading } from '../settings';

export const diffusionPipe = defineConfigFormat({
  framework: 'diffusion-pipe',
  recognise: (settings) =>
    settings.has('model.type') &&
    settings.has('micro_batch_size_per_gpu') &&
    presentOf(settings, 'epochs', 'pipeline_stages', 'optimizer.type', 'adapter', 'activation_checkpointing', 'dataset') >= 3,
  facts: (settings) => {
    const adapter = settings.text('adapter.type');
    return {
      ...factsOfKeys(
        settings,
        {
          model: ['model.diffusers_path', 'model.checkpoint_path', 'model.ckpt_path', 'model.transformer_path'],
          perDeviceBatchSize: 'micro_batch_size_per_gpu',
          gradientAccumulation: 'gradient_accumulation_steps',
          maxSteps: 'max_steps',
          epochs: 'epochs',
          learningRate: 'optimizer.lr',
          optimizer: 'optimizer.type',
          precision: 'model.dtype',
          loraRank: 'adapter.rank',
          gradientCheckpointing: 'activation_checkpointing',
          pipelineParallel: 'pipeline_stages',
        },
        'diffusion-pipe',
        { gradientAccumulation: 1, gradientCheckpointing: false },
      ),
      method: adapter ? (adapter.value === 'lora' ? reading(adapter, 'lora' as const) : undefined) : implied('full' as const, 'no adapter section'),
    };
  },
});
