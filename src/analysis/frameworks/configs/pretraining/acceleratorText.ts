// Pre-training projects on JAX and on plain PyTorch whose YAML is a flat list of sizes: MaxText, Levanter, Lingua.
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { precisionName } from '../names';
import { implied, reading, type Settings } from '../settings';

/** https://github.com/AI-Hypercomputer/maxtext/blob/main/MaxText/configs/base.yml */
export const maxText = defineConfigFormat({
  framework: 'maxtext',
  recognise: (settings) =>
    settings.has('per_device_batch_size') &&
    presentOf(settings, 'max_target_length', 'base_emb_dim', 'base_num_decoder_layers', 'ici_fsdp_parallelism', 'base_output_directory', 'remat_policy') >= 3,
  facts: (settings) => ({
    ...factsOfKeys(settings, {
      perDeviceBatchSize: 'per_device_batch_size',
      gradientAccumulation: 'gradient_accumulation_steps',
      maxSteps: 'steps',
      sequenceLength: 'max_target_length',
      learningRate: 'learning_rate',
      optimizer: 'opt_type',
      precision: 'dtype',
    }),
    method: startOf(settings, ['load_parameters_path']),
  }),
});

/** `p=f32,c=bfloat16`: parameters and computation. */
function computation(settings: Settings) {
  const policy = settings.text('trainer.mp');
  const type = policy && precisionName(/\bc(?:ompute)?=(\w+)/.exec(policy.value)?.[1] ?? '');
  return policy && type ? reading(policy, type) : undefined;
}

/** https://levanter.readthedocs.io/en/latest/reference/Configuration/ */
export const levanter = defineConfigFormat({
  framework: 'levanter',
  recognise: (settings) =>
    presentOf(settings, 'trainer.train_batch_size', 'trainer.num_train_steps', 'trainer.mp') >= 2 && presentOf(settings, 'model', 'data', 'optimizer') >= 2,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        model: ['initialize_from_hf', 'model_name_or_path'],
        globalBatchSize: 'trainer.train_batch_size',
        maxSteps: 'trainer.num_train_steps',
        sequenceLength: ['max_train_length', 'train_seq_len', 'model.seq_len'],
        learningRate: 'optimizer.learning_rate',
        optimizer: 'optimizer.type',
      },
      'levanter 1.2',
      { optimizer: 'adamw' },
    ),
    precision: computation(settings),
    method:
      presentOf(settings, 'lora', 'peft_save_path') > 0
        ? implied('lora', 'an adapter is trained')
        : startOf(settings, ['initialize_from_hf', 'model_name_or_path']),
    loraRank: settings.count('lora.r'),
  }),
});

/** https://github.com/facebookresearch/lingua/tree/main/apps/main/configs */
export const lingua = defineConfigFormat({
  framework: 'lingua',
  recognise: (settings) =>
    settings.has('steps') &&
    presentOf(settings, 'data.batch_size', 'data.seq_len', 'optim.lr', 'model.dim') >= 3 &&
    presentOf(settings, 'distributed', 'dump_dir', 'data.root_dir', 'grad_acc_steps') >= 1,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'data.batch_size',
        gradientAccumulation: 'grad_acc_steps',
        maxSteps: 'steps',
        sequenceLength: 'data.seq_len',
        learningRate: 'optim.lr',
        precision: 'distributed.model_dtype',
      },
      'lingua',
      { gradientAccumulation: 1, precision: 'bf16', optimizer: 'adamw' },
    ),
    method: startOf(settings, ['checkpoint.init_ckpt_path']),
  }),
});
