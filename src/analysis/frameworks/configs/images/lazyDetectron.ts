// Detectron2's lazy configurations, also detrex's: modules with `model`, `dataloader`, `optimizer` and `train`, read by tools/lazyconfig_train_net.py.
// https://detectron2.readthedocs.io/en/latest/tutorials/lazyconfigs.html
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { squareSide } from '../keyTable';
import { optimizerFact, optimizerName } from '../names';
import { reading, Settings } from '../settings';

/** Data sets that the library registers itself; other names are the user's own. */
const registered = /^(coco|lvis|cityscapes|voc|ade20k|keypoints_coco)_/;

function dataset(settings: Settings): Fact<string> | undefined {
  const names = settings.text('dataloader.train.dataset.names', 'dataloader.train.dataset.names.0');
  return names && registered.test(names.value) && settings.items('dataloader.train.dataset.names').length <= 1 ? names : undefined;
}

/** The crop that every image leaves with; other steps only bound its sides. */
function imageSize(settings: Settings): Fact<number> | undefined {
  for (const step of settings.items('dataloader.train.mapper.augmentations', 'dataloader.train.mapper.augmentation')) {
    const crop = step.kind === 'mapping' ? new Settings(step) : undefined;
    if (!/\.FixedSizeCrop$/.test(crop?.text('_target_')?.value ?? '')) continue;
    return squareSide(crop!, ['crop_size']);
  }
  return undefined;
}

/** Weights that training starts from; a model may also load its own. */
function method(settings: Settings): FoundFacts['method'] {
  const start = settings.text('train.init_checkpoint');
  if (start) return reading(start, 'full');
  const empty = settings.root.entries.get('train');
  const written = empty?.kind === 'mapping' ? empty.entries.get('init_checkpoint') : undefined;
  const model = settings.section('model');
  return written?.kind === 'known' && written.value === '' && model?.root.complete && !model.searchText(['pretrained', 'weights', 'checkpoint'])
    ? { value: 'pretrain', origin: written.origin, ...(written.span && { span: written.span }) }
    : undefined;
}

export const lazyDetectron = defineConfigFormat({
  framework: 'detectron2',
  recognise: (settings) =>
    presentOf(settings, 'train.max_iter', 'train.init_checkpoint') >= 1 &&
    presentOf(settings, 'dataloader.train.total_batch_size', 'dataloader.train', 'optimizer.lr', 'lr_multiplier') >= 2 &&
    optimizerName(settings.text('optimizer._target_')?.value ?? '') !== undefined,
  facts: (settings) => {
    const amp = settings.flag('train.amp.enabled');
    return {
      dataset: dataset(settings),
      globalBatchSize: settings.count('dataloader.train.total_batch_size'),
      maxSteps: settings.count('train.max_iter'),
      learningRate: settings.positive('optimizer.lr'),
      optimizer: optimizerFact(settings.text('optimizer._target_')),
      precision: amp && reading(amp, amp.value ? ('fp16' as const) : ('fp32' as const)),
      imageSize: imageSize(settings),
      method: method(settings),
    };
  },
});
