// Megatron-LM's command lines: https://github.com/NVIDIA/Megatron-LM/blob/main/megatron/training/arguments.py
import { presentOf } from '../../../frameworks/configs/configFormat';
import { optimizerFact } from '../../../frameworks/configs/names';
import { derived, implied, libraryDefault, reading } from '../../../frameworks/configs/settings';
import type { Fact, Method } from '../../../../model/run';
import type { Settings } from '../../../frameworks/configs/settings';
import type { Launch } from '../commands/launch';
import { program, word, type Trainer } from './trainer';

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

function maxStepsOf(settings: Settings): Fact<number> | undefined {
  const [samples, global] = [settings.count('train_samples'), settings.count('global_batch_size')];
  const fromSamples = (): Fact<number> | undefined =>
    samples && global
      ? derived(Math.ceil(samples.value / global.value), [
          ['train-samples', samples],
          ['global-batch-size', global],
        ])
      : undefined;
  return settings.count('train_iters') ?? fromSamples();
}

/** ms-swift's name for it. */
const isSwift = (launch: Launch): boolean => program(launch, 'megatron') && /^(sft|pt|rlhf)$/.test(word(launch, 0));

const ownMethod = (settings: Settings): Fact<Method> =>
  settings.isOn('finetune') || settings.has('pretrained_checkpoint')
    ? implied('full', 'training goes on from a checkpoint')
    : implied('pretrain', 'no checkpoint to start from');

/** `megatron sft` and `megatron rlhf` of ms-swift start from a model. */
function swiftMethod(settings: Settings): Fact<Method> | undefined {
  const adapter = settings.text('train_type', 'tuner_type');
  if (!adapter) return implied('full', 'ms-swift trains all weights where no --train_type is given');
  return adapter.value === 'full' || adapter.value === 'lora' ? reading(adapter, adapter.value) : undefined;
}

export const megatron: Trainer = {
  framework: 'megatron',
  starts: (launch, settings) =>
    isSwift(launch) ||
    (launch.kind !== 'program' &&
      presentOf(settings, 'micro_batch_size', 'train_iters', 'train_samples', 'tensor_model_parallel_size') >= 1 &&
      presentOf(settings, ...ownFlags) >= (/(^|[/.])pretrain_\w+(\.py)?$/.test(launch.target) ? 2 : enoughFlags)),
  facts: (settings, launch) => {
    const swift = isSwift(launch);
    const maxSteps = maxStepsOf(settings);
    const global = settings.count('global_batch_size');
    const brain = settings.flag('bf16');
    const half = settings.flag('fp16');
    const recompute = settings.text('recompute_granularity') ?? undefined;
    const flag = settings.flag('recompute_activations', 'checkpoint_activations');
    return {
      ...(swift && { model: settings.text('model', 'load') }),
      method: swift && word(launch, 0) !== 'pt' ? swiftMethod(settings) : ownMethod(settings),
      perDeviceBatchSize: settings.count('micro_batch_size'),
      globalBatchSize: global,
      ...(swift && !maxSteps ? { epochs: settings.positive('max_epochs', 'num_train_epochs') } : { maxSteps }),
      sequenceLength: settings.count('seq_length', 'encoder_seq_length') ?? (swift ? settings.count('max_length') : undefined),
      learningRate: settings.positive('lr'),
      optimizer: optimizerFact(settings.text('optimizer')) ?? libraryDefault('adam', 'Megatron-LM --optimizer'),
      precision: brain?.value ? reading(brain, 'bf16') : half?.value ? reading(half, 'fp16') : libraryDefault('fp32', 'Megatron-LM without --fp16 and --bf16'),
      gradientCheckpointing: flag ?? (recompute ? reading(recompute, true) : libraryDefault(false, 'Megatron-LM without recomputation')),
      tensorParallel: settings.count('tensor_model_parallel_size'),
      pipelineParallel: settings.count('pipeline_model_parallel_size'),
    };
  },
};
