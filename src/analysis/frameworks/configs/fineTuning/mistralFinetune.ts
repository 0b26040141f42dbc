// mistral-finetune's YAML: https://github.com/mistralai/mistral-finetune/blob/main/finetune/args.py
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { implied, reading } from '../settings';

export const mistralFinetune = defineConfigFormat({
  framework: 'mistral-finetune',
  recognise: (settings) =>
    settings.has('model_id_or_path') && presentOf(settings, 'data.instruct_data', 'data.data', 'lora.rank', 'seq_len', 'optim.lr', 'max_steps', 'run_dir') >= 3,
  facts: (settings) => {
    const rank = settings.count('lora.rank');
    return {
      ...factsOfKeys(
        settings,
        {
          model: 'model_id_or_path',
          perDeviceBatchSize: 'batch_size',
          gradientAccumulation: 'num_microbatches',
          maxSteps: 'max_steps',
          sequenceLength: 'seq_len',
          learningRate: 'optim.lr',
          precision: 'param_dtype',
          gradientCheckpointing: 'checkpoint',
        },
        'mistral-finetune',
        {
          perDeviceBatchSize: 1,
          gradientAccumulation: 1,
          maxSteps: 100,
          sequenceLength: 2048,
          learningRate: 1e-4,
          precision: 'bf16',
          optimizer: 'adamw',
          gradientCheckpointing: true,
        },
      ),
      loraRank: rank,
      method: rank ? reading(rank, 'lora' as const) : implied('full' as const, 'no LoRA rank is set'),
    };
  },
});
