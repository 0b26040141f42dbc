// NVIDIA NeMo's Hydra YAML (trainer, model, exp_manager in one file): https://docs.nvidia.com/nemo-framework/
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerFact, precisionFact } from '../names';
import { implied, libraryDefault, reading, type Settings } from '../settings';
import { lightningDevices, stepsOrEpochsOfTrainer } from '../general/lightningTrainer';

const checkpoints = [
  'model.restore_from_path',
  'model.restore_from_pretrained',
  'model.pretrained_checkpoint.checkpoint_name',
  'model.pretrained_model',
  'restore_from_path',
  'init_from_nemo_model',
  'init_from_pretrained_model',
  'init_from_ptl_ckpt',
];

function method(settings: Settings) {
  // an adapter of NeMo's own sits in a model that another script restores
  if (settings.section('model.adapter')) return undefined;
  const scheme = settings.text('model.peft.peft_scheme');
  if (scheme && /lora/.test(scheme.value)) return reading(scheme, /qlora/.test(scheme.value) ? ('qlora' as const) : ('lora' as const));
  // `???` asks for a checkpoint on the command line
  if (checkpoints.some((key) => !settings.leavesOpen(key))) return scheme ? undefined : implied('full' as const, 'training goes on from a checkpoint');
  return implied('pretrain' as const, 'no checkpoint is restored');
}

const checkpointing = (settings: Settings): Fact<boolean> | undefined => {
  const granularity = settings.value('model.activations_checkpoint_granularity', 'model.activations_checkpoint_method');
  return granularity?.kind === 'known' ? { value: true, origin: granularity.origin, span: granularity.span } : undefined;
};

export const nemo = defineConfigFormat({
  framework: 'nemo',
  recognise: (settings) =>
    settings.has('trainer') &&
    settings.has('model.optim') &&
    settings.text('mode')?.value !== 'test' &&
    presentOf(settings, 'exp_manager', 'model.train_ds', 'model.data', 'model.micro_batch_size') >= 1,
  facts: (settings) => ({
    model: settings.text('model.restore_from_path', 'init_from_pretrained_model'),
    method: method(settings),
    perDeviceBatchSize: settings.count('model.micro_batch_size', 'model.train_ds.batch_size', 'model.train_ds.micro_batch_size'),
    globalBatchSize: settings.count('model.global_batch_size', 'model.train_ds.global_batch_size'),
    gradientAccumulation: settings.has('model.global_batch_size') ? undefined : settings.count('trainer.accumulate_grad_batches'),
    ...stepsOrEpochsOfTrainer(settings),
    sequenceLength: settings.count('model.encoder_seq_length', 'model.data.seq_length', 'model.data.train_ds.max_seq_length'),
    // Noam's schedule takes the setting as a factor, not as a rate
    learningRate: /noam/i.test(settings.text('model.optim.sched.name')?.value ?? '') ? undefined : settings.positive('model.optim.lr'),
    optimizer: optimizerFact(settings.text('model.optim.name')),
    precision: settings.leavesOpen('trainer.precision')
      ? libraryDefault('fp32' as const, 'lightning Trainer.precision')
      : precisionFact(settings.text('trainer.precision')),
    loraRank:
      settings.has('model.peft.peft_scheme') && /lora/.test(settings.text('model.peft.peft_scheme')?.value ?? '')
        ? settings.count('model.peft.lora_tuning.adapter_dim')
        : undefined,
    gradientCheckpointing: checkpointing(settings),
    gpuCount: lightningDevices(settings),
    tensorParallel: settings.count('model.tensor_model_parallel_size'),
    pipelineParallel: settings.count('model.pipeline_model_parallel_size'),
  }),
});
