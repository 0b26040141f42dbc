// ParallelWaveGAN's YAML (vocoders of a generator and a discriminator): https://github.com/kan-bayashi/ParallelWaveGAN/blob/master/parallel_wavegan/bin/train.py
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys } from '../keyTable';
import { implied, libraryDefault } from '../settings';

export const parallelWaveGan = defineConfigFormat({
  framework: 'pytorch',
  recognise: (settings) =>
    settings.has('train_max_steps') &&
    settings.has('batch_size') &&
    presentOf(settings, 'generator_params', 'discriminator_params', 'generator_optimizer_params') >= 2,
  facts: (settings) => ({
    ...factsOfKeys(
      settings,
      {
        perDeviceBatchSize: 'batch_size',
        maxSteps: 'train_max_steps',
        learningRate: 'generator_optimizer_params.lr',
        optimizer: 'generator_optimizer_type',
      },
      'ParallelWaveGAN 0.6',
      { optimizer: 'radam' },
    ),
    precision: libraryDefault('fp32' as const, 'ParallelWaveGAN trains in float32'),
    method: implied('pretrain', 'the networks start from random weights'),
  }),
});
