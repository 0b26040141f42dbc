// The side of the images that leave a training pipeline.
import type { Fact } from '../../../../model/run';
import type { Value } from '../../../evaluate/values';
import { squareSide } from '../keyTable';
import { Settings } from '../settings';

/** Transforms that set the size of what passes, with the keys that hold it (MMEngine's and the older names). */
const sizing: Readonly<Record<string, readonly string[]>> = {
  RandomResizedCrop: ['scale', 'size', 'crop_size'],
  EfficientNetRandomCrop: ['scale', 'size'],
  RandomCrop: ['crop_size', 'size'],
  CenterCrop: ['crop_size'],
  Resize: ['scale', 'size', 'img_scale'],
  YOLOv5KeepRatioResize: ['scale'],
  LetterResize: ['scale'],
  Mosaic: ['img_scale'],
  YOLOXMosaic: ['img_scale'],
};
/** These keep the picture's own proportions, so that their scale is a bound and no side. */
const keepsProportions = (step: Settings, type: string): boolean => type === 'Resize' && step.isOn('keep_ratio');

const pipelinePaths = [
  'train_dataloader.dataset.pipeline',
  'train_dataloader.dataset.dataset.pipeline',
  'data.train.pipeline',
  'data.train.dataset.pipeline',
  'train_pipeline',
];

/** The last size that is set; undefined where it isn't square, or where the last step is one that keeps proportions. */
export function imageSide(settings: Settings): Fact<number> | undefined {
  let side: Fact<number> | undefined;
  for (const step of settings.items(...pipelinePaths)) {
    const own = stepOf(step);
    const type = own?.text('type')?.value.split('.').pop();
    const keys = type !== undefined ? sizing[type] : undefined;
    if (!own || type === undefined || !keys || !keys.some((key) => own.has(key))) continue;
    side = keepsProportions(own, type) ? undefined : squareSide(own, keys);
  }
  return side;
}

const stepOf = (step: Value): Settings | undefined => (step.kind === 'mapping' ? new Settings(step) : undefined);
