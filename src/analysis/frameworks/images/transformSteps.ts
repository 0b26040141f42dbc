// What one step of an image transform does to the side of an image: sets it, adds a border, leaves it, or leaves it open.
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { constructorArgument } from '../objects/constructorArguments';
import { shortName } from '../reading';
import { cropOf, weightsTransforms } from './nativeSides';

/** A side in pixels, `undefined` for one that isn't known or not square. */
export type Effect =
  { readonly kind: 'sets'; readonly side: Value | undefined } | { readonly kind: 'adds'; readonly pixels: number | undefined } | { readonly kind: 'keeps' };

const keeps: Effect = { kind: 'keeps' };
const open: Effect = { kind: 'sets', side: undefined };

/** Steps that leave an image of the size that they are given: torchvision, albumentations and kornia share most names. */
const sizing =
  /^(Random|Center|Five|Ten|Crop)?\w*(Crop|CropAndInterpolation|SizedCrop|SizedBBoxSafeCrop|RandomCropNearBBox)$|^(Resize|Scale|Rescale|SmallestMaxSize|LongestMaxSize|PadIfNeeded|ResizeWithPad\w*|Resized|LetterBox|RandomResize\w*|ScaleJitter|FixedSizeCrop)$/;
/** Those that keep the proportions: the image is square only where it was. */
const proportional = /^(SmallestMaxSize|LongestMaxSize|RandomResize|ScaleJitter|RandomShortestSize)$/;
/** Steps that pick among, or apply by chance, the steps that they hold. */
const holders = /^(Compose|Sequential|RandomApply|OneOf|SomeOf|RandomChoice|RandomOrder|AugmentationSequential|ImageSequential)$/;

export const isHolder = (step: Instance): boolean => holders.test(shortName(step.callee));

/** Steps of a video's own that cut it in time: `TemporalRandomCrop(16)`. */
const temporal = /^Temporal|Temporal(Crop|Sampl)/;
const setsSide = (name: string): boolean => sizing.test(name) && !temporal.test(name);

/** Whether a step has a say in the size at all. */
export const changesSize = (step: Instance): boolean =>
  weightsTransforms.test(step.callee) ||
  isTimmTransform(step) ||
  setsSide(shortName(step.callee)) ||
  shortName(step.callee) === 'Pad' ||
  (isHolder(step) && stepsOf(step).some(changesSize));

/** timm's `create_transform(input_size)` and `create_loader(dataset, input_size, ...)`. */
export const isTimmTransform = (step: Instance): boolean => /^timm\.(\w+\.)*create_(transform|loader)$/.test(step.callee);

export function stepsOf(holder: Instance): readonly Instance[] {
  const list = holder.call.positional[0] ?? holder.call.keywords.get('transforms');
  const items = list?.kind === 'sequence' ? list.items : holder.call.positional;
  return items.flatMap(optionsOf).filter((item): item is Instance => item.kind === 'instance');
}

export function effectOf(step: Instance): Effect {
  const weights = weightsTransforms.exec(step.callee)?.[1];
  if (weights) return { kind: 'sets', side: known(cropOf(weights), step.span, 'knowledge') };
  const name = shortName(step.callee);
  if (isTimmTransform(step))
    return { kind: 'sets', side: square(step.call.keywords.get('input_size') ?? step.call.positional[step.callee.endsWith('loader') ? 1 : 0]) };
  if (isHolder(step)) return effectOfHeld(step);
  if (name === 'Pad') return { kind: 'adds', pixels: border(step.call.positional[0] ?? step.call.keywords.get('padding')) };
  if (!setsSide(name)) return keeps;
  if (proportional.test(name)) return open;
  return { kind: 'sets', side: sideGiven(step) };
}

/** All steps of a sequence in turn; of a choice of steps only what they agree on. */
function effectOfHeld(holder: Instance): Effect {
  const effects = stepsOf(holder).map(effectOf);
  const changing = effects.filter((effect) => effect.kind !== 'keeps');
  if (changing.length === 0) return keeps;
  if (/^(Compose|Sequential|AugmentationSequential|ImageSequential)$/.test(shortName(holder.callee))) return changing.at(-1)!;
  const sides = new Set(effects.map((effect) => (effect.kind === 'sets' ? knownNumber(effect.side) : undefined)));
  return sides.size === 1 && !sides.has(undefined) ? changing[0]! : open;
}

/** `Resize(224)`, `Resize((224, 224))`, albumentations' `Resize(224, 224)` and `height=224, width=224`, a workspace transform's own attribute. */
function sideGiven(step: Instance): Value | undefined {
  const { positional, keywords } = step.call;
  const height = keywords.get('height') ?? keywords.get('min_height');
  if (height) return same(height, keywords.get('width') ?? keywords.get('min_width'));
  const size = keywords.get('size') ?? keywords.get('crop_size') ?? keywords.get('output_size') ?? keywords.get('spatial_size');
  if (size) return square(size);
  if (step.classTarget) {
    const names = ['crop_size', 'output_size', 'size'];
    const kept = [...names.map((name) => step.attributes.get(name)), ...names.map((name) => constructorArgument(step, name))].find(
      (value) => value !== undefined,
    );
    return kept ? square(kept) : undefined;
  }
  const [first, second] = positional;
  if (/^albumentations\./.test(step.callee) && first && second && first.kind !== 'sequence') return same(first, second);
  return first && square(first);
}

/** A number, or the two equal numbers of a tuple; of `(3, 224, 224)` the last two. */
export function square(size: Value | undefined): Value | undefined {
  if (size?.kind === 'choice') {
    const sides = size.options.map(square);
    return sides.every((side) => side && knownNumber(side) !== undefined && knownNumber(side) === knownNumber(sides[0])) ? sides[0] : size;
  }
  if (size?.kind !== 'sequence') return size;
  return size.items.length >= 2 ? same(size.items.at(-2)!, size.items.at(-1)!) : size.items[0];
}

/** Equal sides are one; two that aren't known may differ. */
const same = (height: Value, width: Value | undefined): Value | undefined => {
  if (width === undefined) return undefined;
  const [a, b] = [knownNumber(height), knownNumber(width)];
  return a !== undefined && a === b ? height : a === undefined && height === width ? height : undefined;
};

const border = (padding: Value | undefined): number | undefined => {
  const sides = padding?.kind === 'sequence' ? padding.items : padding ? [padding] : [];
  const first = knownNumber(sides[0]);
  return first !== undefined && sides.every((side) => knownNumber(side) === first) ? first : undefined;
};
