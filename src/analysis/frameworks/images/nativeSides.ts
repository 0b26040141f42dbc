// Sides of images that come in one size, and of the crops that published weights were evaluated with.
import { known, optionsOf, type Value } from '../../evaluate/values';
import { shortName } from '../reading';

/** Sides in pixels of data sets whose images all have one size (their papers' and torchvision's documentation). */
const nativeSides: Readonly<Record<string, number>> = {
  mnist: 28,
  fashionmnist: 28,
  kmnist: 28,
  qmnist: 28,
  emnist: 28,
  cifar10: 32,
  cifar100: 32,
  svhn: 32,
  gtsrb: 32,
  stl10: 96,
  pcam: 96,
  omniglot: 105,
  usps: 16,
  semeion: 16,
};

/** Calls that give a part or a union of a data set, its images as they are. */
const partsOfDatasets = /^torch\.utils\.data\.(\w+\.)*(Subset|random_split|ConcatDataset)$|^sklearn\.model_selection\.train_test_split$/;
const searchLimit = 40;

/** The side of a torchvision data set's own images; undefined where something of the program's stands between it and the loader. */
export function nativeSide(dataset: Value | undefined): Value | undefined {
  const pending: Value[] = dataset ? [...optionsOf(dataset)] : [];
  let found: Value | undefined;
  for (let looked = 0; pending.length > 0 && looked < searchLimit; looked++) {
    const current = pending.shift()!;
    if (current.kind === 'choice' || current.kind === 'sequence') {
      pending.push(...(current.kind === 'choice' ? current.options : current.items.slice(0, 8)));
      continue;
    }
    if (current.kind !== 'instance') return undefined;
    const name = [current.callee, ...current.bases].find((one) => /^(torchvision\.datasets|lightning\.demos|pl_bolts\.datasets)\./.test(one));
    const own = name && !current.role ? nativeSides[shortName(name).toLowerCase()] : undefined;
    if (own) {
      const side = known(own, current.span, 'knowledge');
      if (found?.kind === 'known' && found.value !== own) return undefined;
      found = side;
    } else if (partsOfDatasets.test(current.callee))
      pending.push(...(current.role && current.receiver ? [current.receiver] : current.call.positional.slice(0, 1)));
    else if (current.role && current.receiver) pending.push(current.receiver);
    else return undefined;
  }
  return found;
}

/** `EfficientNet_B0_Weights.DEFAULT.transforms()`: what the weights were evaluated with. */
export const weightsTransforms = /^torchvision\.models\.(?:\w+\.)?(\w+)_Weights\.(?:DEFAULT|IMAGENET1K_V[12])\.transforms$/;

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
export const cropOf = (weights: string): number => crops[weights] ?? usualCrop;
