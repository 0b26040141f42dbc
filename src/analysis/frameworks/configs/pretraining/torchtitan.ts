// torchtitan's TOML: https://github.com/pytorch/torchtitan/blob/main/torchtitan/config_manager.py
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { optimizerFact, precisionFact } from '../names';
import { derived, implied, libraryDefault, reading } from '../settings';

export const torchtitan = defineConfigFormat({
  framework: 'torchtitan',
  recognise: (settings) =>
    settings.has('training.steps') &&
    settings.has('training.seq_len') &&
    presentOf(
      settings,
      'model.flavor',
      'optimizer.name',
      'training.batch_size',
      'training.local_batch_size',
      'training.data_parallel_degree',
      'activation_checkpoint.mode',
    ) >= 2,
  facts: (settings) => {
    const name = settings.text('model.name');
    const flavor = settings.text('model.flavor');
    const mode = settings.text('activation_checkpoint.mode');
    return {
      model:
        name && flavor
          ? derived(`${name.value}-${flavor.value}`, [
              ['model.name', name],
              ['model.flavor', flavor],
            ])
          : name,
      method: settings.value('checkpoint.initial_load_path')
        ? implied('full' as const, 'training goes on from a checkpoint')
        : implied('pretrain' as const, 'no initial checkpoint is loaded'),
      dataset: namedDataset(settings.text('training.dataset')),
      perDeviceBatchSize: settings.count('training.local_batch_size', 'training.batch_size'),
      globalBatchSize: settings.count('training.global_batch_size'),
      gradientAccumulation:
        settings.count('training.grad_accumulation_steps', 'training.gradient_accumulation_steps') ??
        (settings.count('training.global_batch_size') ? undefined : libraryDefault(1, 'torchtitan: no accumulation unless a global batch size asks for it')),
      maxSteps: settings.count('training.steps'),
      sequenceLength: settings.count('training.seq_len'),
      learningRate: settings.positive('optimizer.lr'),
      optimizer: optimizerFact(settings.text('optimizer.name')),
      precision: precisionFact(settings.text('training.mixed_precision_param')) ?? libraryDefault('bf16' as const, 'torchtitan training.mixed_precision_param'),
      gradientCheckpointing: mode && reading(mode, mode.value !== 'none'),
      compile: settings.flag('training.compile', 'compile.enable'),
      tensorParallel: settings.count('training.tensor_parallel_degree', 'parallelism.tensor_parallel_degree'),
      pipelineParallel: settings.count('experimental.pipeline_parallel_degree', 'parallelism.pipeline_parallel_degree'),
    };
  },
});
