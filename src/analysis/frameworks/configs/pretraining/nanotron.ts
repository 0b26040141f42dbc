// Nanotron's YAML: https://github.com/huggingface/nanotron/blob/main/src/nanotron/config/config.py
import { defineConfigFormat, presentOf } from '../configFormat';
import { namedDataset } from '../datasets';
import { factsOfKeys, product, startOf } from '../keyTable';
import { derived, libraryDefault } from '../settings';

export const nanotron = defineConfigFormat({
  framework: 'nanotron',
  recognise: (settings) =>
    presentOf(settings, 'tokens.train_steps', 'tokens.micro_batch_size', 'tokens.sequence_length') >= 2 &&
    presentOf(settings, 'model.model_config', 'parallelism.dp', 'optimizer.optimizer_factory', 'optimizer.learning_rate_scheduler') >= 2,
  facts: (settings) => {
    const found = factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'tokens.micro_batch_size',
        gradientAccumulation: 'tokens.batch_accumulation_per_replica',
        maxSteps: 'tokens.train_steps',
        sequenceLength: 'tokens.sequence_length',
        learningRate: 'optimizer.learning_rate_scheduler.learning_rate',
        optimizer: 'optimizer.optimizer_factory.name',
        precision: 'model.dtype',
        gradientCheckpointing: 'parallelism.recompute_layer',
        tensorParallel: 'parallelism.tp',
        pipelineParallel: 'parallelism.pp',
      },
      'nanotron 0.4',
      { gradientAccumulation: 1, gradientCheckpointing: false, precision: 'bf16' },
    );
    const { perDeviceBatchSize: micro, gradientAccumulation: accumulation } = found;
    const replicas = settings.count('parallelism.dp');
    return {
      ...found,
      method: startOf(settings, ['model.init_method.path']),
      dataset: namedDataset(settings.text('data_stages.0.data.dataset.hf_dataset_or_datasets', 'data.dataset.hf_dataset_or_datasets')),
      // what the optimizer is told, for older files without a factory
      optimizer: found.optimizer ?? (settings.has('optimizer.adam_beta1') ? libraryDefault('adamw', 'nanotron 0.3 optimizer') : undefined),
      gpuCount: product(settings, 'parallelism.dp', 'parallelism.tp', 'parallelism.pp'),
      globalBatchSize:
        micro && accumulation && replicas
          ? derived(micro.value * accumulation.value * replicas.value, [
              ['tokens.micro_batch_size', micro],
              ['tokens.batch_accumulation_per_replica', accumulation],
              ['parallelism.dp', replicas],
            ])
          : undefined,
    };
  },
});
