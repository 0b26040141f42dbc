// The yacs files of projects whose train script is their own but whose keys are well known: OpenPCDet and SlowFast.
import { defineConfigFormat, presentOf } from '../configFormat';
import { factsOfKeys, startOf } from '../keyTable';
import { libraryDefault } from '../settings';

/** https://github.com/open-mmlab/OpenPCDet/tree/master/tools/cfgs */
export const openPcdet = defineConfigFormat({
  framework: 'openpcdet',
  recognise: (settings) =>
    settings.has('OPTIMIZATION') &&
    settings.has('MODEL') &&
    presentOf(settings, 'OPTIMIZATION.BATCH_SIZE_PER_GPU', 'OPTIMIZATION.NUM_EPOCHS', 'OPTIMIZATION.LR', 'OPTIMIZATION.OPTIMIZER') >= 3,
  facts: (settings) => ({
    ...factsOfKeys(settings, {
      perDeviceBatchSize: 'OPTIMIZATION.BATCH_SIZE_PER_GPU',
      epochs: 'OPTIMIZATION.NUM_EPOCHS',
      learningRate: 'OPTIMIZATION.LR',
      optimizer: 'OPTIMIZATION.OPTIMIZER',
    }),
    precision: libraryDefault('fp32' as const, 'OpenPCDet train.py without --use_amp'),
    method: libraryDefault('pretrain' as const, 'OpenPCDet train.py without --pretrained_model'),
  }),
});

/** https://github.com/facebookresearch/SlowFast/tree/main/configs */
export const slowFast = defineConfigFormat({
  framework: 'pytorch',
  recognise: (settings) =>
    presentOf(settings, 'TRAIN.BATCH_SIZE', 'SOLVER.BASE_LR', 'SOLVER.MAX_EPOCH') >= 2 &&
    presentOf(settings, 'SLOWFAST', 'DATA.NUM_FRAMES', 'MODEL.ARCH', 'NUM_GPUS', 'SOLVER.OPTIMIZING_METHOD', 'MVIT') >= 3 &&
    settings.flag('TRAIN.ENABLE')?.value !== false,
  facts: (settings) => ({
    ...factsOfKeys(settings, {
      globalBatchSize: 'TRAIN.BATCH_SIZE',
      epochs: 'SOLVER.MAX_EPOCH',
      imageSize: 'DATA.TRAIN_CROP_SIZE',
      learningRate: 'SOLVER.BASE_LR',
      optimizer: 'SOLVER.OPTIMIZING_METHOD',
      gpuCount: 'NUM_GPUS',
    }),
    precision: settings.isOn('TRAIN.MIXED_PRECISION')
      ? libraryDefault('fp16' as const, 'SlowFast TRAIN.MIXED_PRECISION')
      : libraryDefault('fp32' as const, 'SlowFast TRAIN.MIXED_PRECISION = false'),
    // how weights are to be loaded is said where they are given on the command line
    method:
      presentOf(settings, 'TRAIN.CHECKPOINT_TYPE', 'TRAIN.CHECKPOINT_EPOCH_RESET', 'TRAIN.CHECKPOINT_INFLATE', 'TRAIN.CHECKPOINT_IN_INIT') > 0
        ? undefined
        : startOf(settings, ['TRAIN.CHECKPOINT_FILE_PATH']),
  }),
});
