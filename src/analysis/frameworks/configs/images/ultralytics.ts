// The arguments of an Ultralytics or YOLOv5 training, as `args.yaml`, `opt.yaml` or a file handed to `yolo cfg=`: https://docs.ultralytics.com/usage/cfg/
import { defineConfigFormat, presentOf } from '../configFormat';
import { isOwnFiles } from '../datasets';
import { optimizerFact } from '../names';
import { libraryDefault, reading } from '../settings';

/** Defaults of ultralytics 8.x, cfg/default.yaml. */
const defaults = { epochs: 100, batch: 16, imgsz: 640 } as const;

export const ultralytics = defineConfigFormat({
  framework: 'ultralytics',
  recognise: (settings) =>
    presentOf(settings, 'epochs', 'imgsz', 'batch', 'batch_size', 'data', 'weights', 'model', 'hyp', 'mosaic', 'lr0') >= 4 &&
    settings.has('imgsz') &&
    settings.has('epochs') &&
    !settings.has('nc') &&
    (settings.text('mode')?.value ?? 'train') === 'train',
  facts: (settings) => {
    const model = settings.text('model', 'weights', 'cfg');
    const optimizer = settings.text('optimizer');
    const data = settings.text('data');
    const name = data?.value
      .split('/')
      .pop()
      ?.replace(/\.ya?ml$/, '');
    const amp = settings.flag('amp');
    const decided = optimizerFact(optimizer);
    return {
      model,
      method: model && reading(model, /\.ya?ml$/.test(model.value) ? ('pretrain' as const) : ('full' as const)),
      dataset:
        data &&
        name &&
        !isOwnFiles(name) &&
        /^(coco|voc|imagenet|xview|argoverse|lvis|visdrone|objects365|dota|african|brain|crack|open-images|sku)/i.test(name)
          ? reading(data, name)
          : undefined,
      perDeviceBatchSize: settings.count('batch', 'batch_size') ?? libraryDefault(defaults.batch, 'ultralytics batch'),
      epochs: settings.positive('epochs') ?? libraryDefault(defaults.epochs, 'ultralytics epochs'),
      imageSize: settings.count('imgsz') ?? libraryDefault(defaults.imgsz, 'ultralytics imgsz'),
      // under `optimizer: auto` the stated rate is replaced by a computed one
      learningRate: decided ? settings.positive('lr0') : undefined,
      optimizer: decided,
      precision: amp ? reading(amp, amp.value ? ('fp16' as const) : ('fp32' as const)) : libraryDefault('fp16' as const, 'ultralytics amp = True'),
    };
  },
});
