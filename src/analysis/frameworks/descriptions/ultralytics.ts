// Ultralytics: `YOLO(weights).train(data=..., epochs=...)`.
import { isNone, known, knownBoolean, knownString, type Value } from '../../evaluate/values';
import { sharedBatch } from '../configs/images/ultralytics';
import { optimizerName } from '../configs/names';
import { asText, derived, factOf, libraryDefault, type Draft } from '../draft';
import { defineFramework, type StartHandler } from '../framework';
import { isBefore } from '../../project/pins/versions';
import type { Reading } from '../reading';
import { draftAt } from '../transformers/trainerRun';

/** Settings a training starts with (ultralytics cfg/default.yaml at 8.4). */
const version = 'ultralytics 8.4 train';
const defaults = { epochs: 100, batch: 16, imgsz: 640 } as const;
/** Data sets that come with the library; other YAML files describe the user's own images. */
const bundled =
  /^(coco|coco8|coco128|coco8-seg|coco128-seg|coco8-pose|coco-pose|voc|imagenet|imagenet10|imagenette|cifar10|cifar100|mnist|fashion-mnist|caltech101|caltech256|dota8|dotav1|lvis|objects365|open-images-v7|visdrone|argoverse|globalwheat2020|sku-110k|xview|tiger-pose|african-wildlife|brain-tumor|crack-seg|package-seg|carparts-seg)$/i;

/** What `YOLO()` loads, the oldest releases first. Source: models/yolo/model.py of ultralytics 8.2, 8.3 and 8.4. */
const earlierModels = [
  { before: '8.3', model: 'yolov8n.pt' },
  { before: '8.4', model: 'yolo11n.pt' },
] as const;

function defaultModel(reading: Reading): Value {
  const pin = reading.pins?.of('ultralytics');
  const model = (pin && earlierModels.find(({ before }) => isBefore(pin, before))?.model) ?? 'yolo26n.pt';
  const source = pin ? `ultralytics ${pin.text} YOLO.model (release from ${pin.where})` : 'ultralytics 8.4 YOLO.model';
  return { ...known(model, undefined, 'library-default'), source };
}

function setOr(
  draft: Draft,
  name: 'epochs' | 'perDeviceBatchSize' | 'imageSize',
  value: Value | undefined,
  key: keyof typeof defaults,
  complete: boolean,
): void {
  if (value && !isNone(value)) draft.number(name, value);
  else if (complete) draft.set(name, libraryDefault(defaults[key], `${version} ${key}`));
}

const train: StartHandler = (event, reading, machine) => {
  const model = event.instance.receiver;
  if (model?.kind !== 'instance' || model.role) return undefined;
  const { call } = event.instance;
  const draft = draftAt('ultralytics', event, machine, model);
  const weights = reading.argument(model, 'model', 0) ?? (model.call.complete && /YOLO$/.test(model.callee) ? defaultModel(reading) : undefined);
  const name = factOf(weights, asText);
  if (name) draft.set('model', name);
  else draft.doubt('model', weights);
  const loaded = model.attributes.has('#loaded') || knownString(call.keywords.get('pretrained')) !== undefined;
  if (name) draft.set('method', derived(/\.ya?ml$/.test(name.value) && !loaded ? 'pretrain' : 'full', model.span));
  setOr(draft, 'epochs', call.keywords.get('epochs'), 'epochs', call.complete);
  setOr(draft, 'perDeviceBatchSize', call.keywords.get('batch'), 'batch', call.complete);
  setOr(draft, 'imageSize', call.keywords.get('imgsz'), 'imgsz', call.complete);
  const data = call.keywords.get('data');
  const dataset = factOf(data, (raw) =>
    typeof raw === 'string' && bundled.test(raw.replace(/\.ya?ml$/, '')) ? raw.replace(/\.ya?ml$/, '').toLowerCase() : undefined,
  );
  if (dataset) draft.set('dataset', dataset);
  optimizer(draft, call.keywords.get('optimizer'), call.keywords.get('lr0'), call.complete);
  const amp = call.keywords.get('amp');
  if (amp && knownBoolean(amp) === undefined) draft.doubt('precision', amp);
  else
    draft.set(
      'precision',
      knownBoolean(amp) === false ? derived('fp32', amp?.span) : amp ? derived('fp16', amp.span) : libraryDefault('fp16', `${version} amp`),
    );
  devices(draft, call.keywords.get('device'));
  const batch = draft.facts.perDeviceBatchSize;
  if (batch) {
    delete draft.facts.perDeviceBatchSize;
    const { perDeviceBatchSize, globalBatchSize } = sharedBatch(batch, draft.facts.gpuCount);
    draft.set('perDeviceBatchSize', perDeviceBatchSize);
    draft.set('globalBatchSize', globalBatchSize);
  }
  return draft;
};

/** `optimizer=auto` chooses name and rate by the number of iterations, which no file tells; `lr0` counts only beside a named one. */
function optimizer(draft: Draft, given: Value | undefined, rate: Value | undefined, complete: boolean): void {
  const written = knownString(given);
  const name = written && written !== 'auto' ? optimizerName(written) : undefined;
  if (!name) {
    if (given && written !== 'auto') draft.doubt('optimizer', given);
    return;
  }
  draft.set(
    'optimizer',
    factOf(given, () => name),
  );
  if (rate) draft.number('learningRate', rate);
  else if (complete) draft.set('learningRate', libraryDefault(0.01, `${version} lr0`));
}

function devices(draft: Draft, device: Value | undefined): void {
  const text = knownString(device);
  if (device?.kind === 'sequence' && device.complete && device.items.length > 0) draft.set('gpuCount', derived(device.items.length, device.span));
  else if (text && /^\d+(,\s*\d+)*$/.test(text)) draft.set('gpuCount', derived(text.split(',').length, device?.span));
  else if (device?.kind === 'known' && typeof device.value === 'number' && device.value >= 0) draft.set('gpuCount', derived(1, device.span));
}

export const ultralytics = defineFramework({
  name: 'ultralytics',
  results: {
    'ultralytics.YOLO.load': (event, _reading, machine) => {
      if (event.instance.receiver?.kind === 'instance') machine.trail.set(event.instance.receiver.attributes, '#loaded', event.instance);
      return event.instance.receiver;
    },
  },
  starts: {
    'ultralytics.YOLO.train': train,
    'ultralytics.RTDETR.train': train,
    'ultralytics.YOLOWorld.train': train,
    'ultralytics.YOLOE.train': train,
    'ultralytics.NAS.train': train,
  },
});
