// Megatron-LM's command lines: https://github.com/NVIDIA/Megatron-LM/blob/main/megatron/training/arguments.py
import { presentOf } from '../../../frameworks/configs/configFormat';
import { optimizerFact } from '../../../frameworks/configs/names';
import { derived, implied, libraryDefault, reading } from '../../../frameworks/configs/settings';
import { program, type Trainer } from './trainer';

/** Flags that Megatron's trainers alone have, and of which its command lines state many. */
const ownFlags = [
  'micro_batch_size',
  'train_iters',
  'train_samples',
  'tensor_model_parallel_size',
  'pipeline_model_parallel_size',
  'num_layers',
  'num_attention_heads',
  'max_position_embeddings',
  'seq_length',
  'split',
  'eval_iters',
  'lr_decay_style',
  'use_mcore_models',
];
const enoughFlags = 4;

export const megatron: Trainer = {
  framework: 'megatron',
  starts: (launch, settings) =>
    // `megatron sft` is ms-swift's name for it
    (launch.kind !== 'program' || program(launch, 'megatron')) &&
    presentOf(settings, 'micro_batch_size', 'train_iters', 'train_samples', 'tensor_model_parallel_size') >= 1 &&
    presentOf(settings, ...ownFlags) >= (/(^|[/.])pretrain_\w+(\.py)?$/.test(launch.target) ? 2 : enoughFlags),
  facts: (settings) => {
    const global = settings.count('global_batch_size');
    const samples = settings.count('train_samples');
    const brain = settings.flag('bf16');
    const half = settings.flag('fp16');
    const recompute = settings.text('recompute_granularity') ?? undefined;
    const flag = settings.flag('recompute_activations', 'checkpoint_activations');
    return {
      method:
        settings.isOn('finetune') || settings.has('pretrained_checkpoint')
          ? implied('full', 'training goes on from a checkpoint')
          : implied('pretrain', 'no checkpoint to start from'),
      perDeviceBatchSize: settings.count('micro_batch_size'),
      globalBatchSize: global,
      maxSteps:
        settings.count('train_iters') ??
        (samples && global
          ? derived(Math.ceil(samples.value / global.value), [
              ['train-samples', samples],
              ['global-batch-size', global],
            ])
          : undefined),
      sequenceLength: settings.count('seq_length', 'encoder_seq_length'),
      learningRate: settings.positive('lr'),
      optimizer: optimizerFact(settings.text('optimizer')) ?? libraryDefault('adam', 'Megatron-LM --optimizer'),
      precision: brain?.value ? reading(brain, 'bf16') : half?.value ? reading(half, 'fp16') : libraryDefault('fp32', 'Megatron-LM without --fp16 and --bf16'),
      gradientCheckpointing: flag ?? (recompute ? reading(recompute, true) : libraryDefault(false, 'Megatron-LM without recomputation')),
      tensorParallel: settings.count('tensor_model_parallel_size'),
      pipelineParallel: settings.count('pipeline_model_parallel_size'),
    };
  },
};
