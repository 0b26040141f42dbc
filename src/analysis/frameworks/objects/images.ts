// The size of images after the training transform.
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { asPositive, factOf, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';

const searchLimit = 200;
const cropping = /^(RandomResizedCrop|RandomCrop|CenterCrop|RandomResizedCropAndInterpolation|RandomSizedCrop)$/;
const resizing = /^(Resize|Scale)$/;
/** Sides of images that come in one size. */
const nativeSides: Readonly<Record<string, number>> = {
  mnist: 28,
  fashionmnist: 28,
  kmnist: 28,
  qmnist: 28,
  emnist: 28,
  cifar10: 32,
  cifar100: 32,
  svhn: 32,
  stl10: 96,
};

/** `EfficientNet_B0_Weights.DEFAULT.transforms()`: what the weights were evaluated with. */
const weightsTransforms = /^torchvision\.models\.(?:\w+\.)?(\w+)_Weights\.(?:DEFAULT|IMAGENET1K_V[12])\.transforms$/;
/** Crops of torchvision's ImageNet weights that aren't 224 pixels: https://pytorch.org/vision/stable/models.html#classification */
const crops: Readonly<Record<string, number>> = {
  EfficientNet_B1: 240,
  EfficientNet_B2: 288,
  EfficientNet_B3: 300,
  EfficientNet_B4: 380,
  EfficientNet_B5: 456,
  EfficientNet_B6: 528,
  EfficientNet_B7: 600,
  EfficientNet_V2_S: 384,
  EfficientNet_V2_M: 480,
  EfficientNet_V2_L: 480,
  Inception_V3: 299,
  Swin_V2_T: 256,
  Swin_V2_S: 256,
  Swin_V2_B: 256,
};
const usualCrop = 224;
const cropOf = (weights: string): number => crops[weights] ?? usualCrop;

/** The last crop or resize of the data set's transform, or the data set's own size where nothing changes it. */
export function describeImages(draft: Draft, dataset: Value | undefined, _reading: Reading): void {
  const found = transformsOf(dataset);
  const sizes = found.map(sideOf);
  const distinct = [...new Set(sizes.map((size) => (size === undefined ? 'open' : (knownNumber(size) ?? 'open'))))];
  if (distinct.length === 1 && distinct[0] !== 'open') draft.set('imageSize', factOf(sizes[0], asPositive));
  else if (found.length === 0) {
    const side = nativeSide(dataset);
    if (side) draft.set('imageSize', factOf(side, asPositive));
  } else for (const size of sizes) if (size && knownNumber(size) === undefined) draft.doubt('imageSize', size);
}

/** Transform pipelines reachable from a data set. */
function transformsOf(dataset: Value | undefined): readonly (readonly Instance[])[] {
  const pipelines: (readonly Instance[])[] = [];
  const seen = new Set<Value>();
  const pending: Value[] = dataset ? [dataset] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'instance') {
      if (weightsTransforms.test(current.callee)) {
        pipelines.push([current]);
        continue;
      }
      if (shortName(current.callee) === 'Compose') {
        const list = current.call.positional[0] ?? current.call.keywords.get('transforms');
        const steps = list?.kind === 'sequence' ? list.items.flatMap(optionsOf).filter((item): item is Instance => item.kind === 'instance') : [];
        if (steps.some((step) => cropping.test(shortName(step.callee)) || resizing.test(shortName(step.callee)))) pipelines.push(steps);
        continue;
      }
      if (current.receiver) pending.push(current.receiver);
      pending.push(...current.call.positional, ...current.call.keywords.values(), ...(current.role ? [] : current.attributes.values()));
    } else if (current.kind === 'sequence') pending.push(...current.items.slice(0, 8));
    else if (current.kind === 'mapping')
      pending.push(...(current.entries.has('train') ? [current.entries.get('train')!] : [...current.entries.values()].slice(0, 8)));
    else if (current.kind === 'choice') pending.push(...current.options);
  }
  return pipelines;
}

/** The side that the pipeline's last crop or resize leaves, where it is square. */
function sideOf(steps: readonly Instance[]): Value | undefined {
  const weights = steps.length === 1 ? weightsTransforms.exec(steps[0]!.callee)?.[1] : undefined;
  if (weights) return known(cropOf(weights), steps[0]!.span, 'knowledge');
  const last = steps.filter((step) => cropping.test(shortName(step.callee)) || resizing.test(shortName(step.callee))).at(-1);
  const size = last?.call.positional[0] ?? last?.call.keywords.get('size') ?? last?.call.keywords.get('height');
  if (size?.kind === 'sequence') return size.items.length === 2 && knownNumber(size.items[0]) === knownNumber(size.items[1]) ? size.items[0] : undefined;
  return size;
}

function nativeSide(dataset: Value | undefined): Value | undefined {
  for (const option of optionsOf(dataset)) {
    if (option.kind !== 'instance') continue;
    const name = [option.callee, ...option.bases].find((one) => /^torchvision\.datasets\./.test(one));
    const side = name && nativeSides[shortName(name).toLowerCase()];
    if (side) return { ...known(side, option.span, 'knowledge') };
  }
  return undefined;
}
