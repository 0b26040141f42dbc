// The arguments of an Ultralytics or YOLOv5 training, as `args.yaml`, `opt.yaml` or a file handed to `yolo cfg=`: https://docs.ultralytics.com/usage/cfg/
import type { Fact } from '../../../../model/run';
import { defineConfigFormat, presentOf, type FoundFacts } from '../configFormat';
import { isOwnFiles } from '../datasets';
import { optimizerFact } from '../names';
import { derived, factOf, libraryDefault, reading, type Settings } from '../settings';

/** Defaults of ultralytics 8.x, cfg/default.yaml. */
const defaults = { epochs: 100, batch: 16, imgsz: 640 } as const;

/** `0,1` and `[0, 1]` name the cards; one number is one card, `cpu` and `mps` none. */
function devices(settings: Settings): Fact<number> | undefined {
  const listed = settings.value('device');
  if (listed?.kind === 'sequence') return factOf(listed, listed.items.length);
  const named = settings.text('device');
  return named && /^\d+(\s*,\s*\d+)*$/.test(named.value) ? reading(named, named.value.split(',').length) : undefined;
}

/** The library's batch is that of all cards together, each of which takes its share. */
export function sharedBatch(batch: Fact<number>, cards: Fact<number> | undefined): Pick<FoundFacts, 'perDeviceBatchSize' | 'globalBatchSize'> {
  if (!cards || cards.value <= 1) return { perDeviceBatchSize: batch };
  const share = batch.value / cards.value;
  const perDeviceBatchSize = Number.isInteger(share)
    ? derived(share, [
        ['batch', batch],
        ['device', cards],
      ])
    : undefined;
  return { globalBatchSize: batch, perDeviceBatchSize };
}

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
      ...sharedBatch(settings.count('batch', 'batch_size') ?? libraryDefault(defaults.batch, 'ultralytics batch'), devices(settings)),
      epochs: settings.positive('epochs') ?? libraryDefault(defaults.epochs, 'ultralytics epochs'),
      imageSize: settings.count('imgsz') ?? libraryDefault(defaults.imgsz, 'ultralytics imgsz'),
      // under `optimizer: auto` the stated rate is replaced by a computed one
      learningRate: decided ? settings.positive('lr0') : undefined,
      optimizer: decided,
      gpuCount: devices(settings),
      precision: amp ? reading(amp, amp.value ? ('fp16' as const) : ('fp32' as const)) : libraryDefault('fp16' as const, 'ultralytics amp = True'),
    };
  },
});
