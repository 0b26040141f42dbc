// BasicSR's option files, and those of the restoration projects built on it: https://github.com/XPixelGroup/BasicSR/blob/master/docs/Config.md
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { libraryDefault } from '../settings';

export const basicSr = defineConfigFormat({
  framework: 'basicsr',
  recognise: (settings) =>
    settings.has('datasets.train') &&
    settings.has('network_g') &&
    presentOf(settings, 'train.total_iter', 'train.optim_g', 'train.scheduler', 'train.pixel_opt') >= 2,
  facts: (settings) => ({
    ...factsOfKeys(settings, {
      perDeviceBatchSize: ['datasets.train.batch_size_per_gpu', 'datasets.train.dataloader_batch_size'],
      maxSteps: 'train.total_iter',
      imageSize: 'datasets.train.gt_size',
      learningRate: 'train.optim_g.lr',
      optimizer: 'train.optim_g.type',
      gpuCount: 'num_gpu',
    }),
    precision: libraryDefault('fp32' as const, 'BasicSR trains in float32'),
    method: startOf(settings, ['path.pretrain_network_g']),
  }),
});
