// Detectron2's YAML (tools/train_net.py --config-file): https://detectron2.readthedocs.io/en/latest/modules/config.html
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf } from '../configFormat';
import { optimizerName } from '../names';
import { implied, libraryDefault, reading, type Settings } from '../settings';

/** Data sets that the library registers itself; other names are the user's own. */
const registered = /^(coco|lvis|cityscapes|voc|ade20k|keypoints_coco)_/;

/** `("coco_2017_train",)` is text to a YAML reader; more than one name is a mixture of the user's making. */
function trainingSet(settings: Settings): Fact<string> | undefined {
  const text = settings.text('DATASETS.TRAIN', 'DATASETS.TRAIN.0');
  const names = text?.value.match(/[\w-]+/g) ?? [];
  return text && names.length === 1 && registered.test(names[0]!) && settings.items('DATASETS.TRAIN').length <= 1 ? reading(text, names[0]!) : undefined;
}

/** Projects on detectron2 that build other optimizers name them in a key of their own (`SOLVER.OPTIMIZER: ADAMW`). */
function optimizerOf(settings: Settings): Fact<string> | undefined {
  const stated = settings.text(
    'SOLVER.OPTIMIZER',
    'SOLVER.OPTIMIZER_NAME',
    'SOLVER.OPTIM',
    'SOLVER.OPTIM.NAME',
    'SOLVER.TYPE',
    'SOLVER.OPT_TYPE',
    'SOLVER.OPT',
  );
  if (!stated) return libraryDefault('sgd', 'detectron2 0.6 build_optimizer');
  const name = optimizerName(stated.value);
  return name ? reading(stated, name) : undefined;
}

export const detectron2 = defineConfigFormat({
  framework: 'detectron2',
  recognise: (settings) =>
    settings.has('MODEL.WEIGHTS') &&
    settings.has('DATASETS.TRAIN') &&
    presentOf(settings, 'SOLVER.MAX_ITER', 'SOLVER.BASE_LR', 'SOLVER.IMS_PER_BATCH', 'SOLVER.STEPS') >= 2 &&
    presentOf(settings, 'MODEL.META_ARCHITECTURE', 'MODEL.BACKBONE', 'MODEL.RESNETS', 'MODEL.ROI_HEADS', 'MODEL.MASK_ON') >= 1,
  facts: (settings) => {
    const mixed = settings.flag('SOLVER.AMP.ENABLED');
    const weights = settings.text('MODEL.WEIGHTS');
    return {
      dataset: trainingSet(settings),
      globalBatchSize: settings.count('SOLVER.IMS_PER_BATCH') ?? libraryDefault(16, 'detectron2 0.6 SOLVER.IMS_PER_BATCH'),
      maxSteps: settings.count('SOLVER.MAX_ITER') ?? libraryDefault(40000, 'detectron2 0.6 SOLVER.MAX_ITER'),
      learningRate: settings.positive('SOLVER.BASE_LR') ?? libraryDefault(0.001, 'detectron2 0.6 SOLVER.BASE_LR'),
      optimizer: optimizerOf(settings),
      precision: mixed?.value ? reading(mixed, 'fp16' as const) : libraryDefault('fp32' as const, 'detectron2 0.6 SOLVER.AMP.ENABLED'),
      // a command line's, beside the settings of the file that it names; the count is that of each machine
      gpuCount: (settings.count('num_machines')?.value ?? 1) === 1 ? settings.count('num_gpus') : undefined,
      method: weights ? reading(weights, 'full' as const) : implied('pretrain' as const, 'MODEL.WEIGHTS is empty'),
    };
  },
});
