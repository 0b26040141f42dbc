// fastai's DataLoaders: batch size and image size, from a DataBlock, a factory method or plain loaders.
import { isNone, known, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { shortName, type Reading } from '../reading';

export interface FastaiData {
  readonly batch?: Value;
  readonly size?: Value;
  /** what the data came from, for the data set's name */
  readonly sources: readonly Value[];
}

const defaultBatch: Value = { ...known(64, undefined, 'library-default'), source: 'fastai 2.8 DataLoaders.bs' };
const makers = /^(dataloaders|databunch|from_\w+|create)$/;
const cropping = /^(RandomResizedCrop|RandomResizedCropGPU|Resize|CropPad|RandomCrop|ResizeBatch)$/;

/** Reads what a learner trains on. */
export function fastaiData(value: Value | undefined, reading: Reading): FastaiData {
  const only = optionsOf(value).length === 1 ? optionsOf(value)[0] : undefined;
  if (only?.kind !== 'instance' || only.role) return { sources: [], batch: only?.kind === 'unknown' ? only : undefined };
  const name = shortName(only.callee);
  if (name === 'DataLoaders') return fastaiDataOfLoader(only.call.positional[0], only);
  if (!makers.test(name)) return { sources: [only] };
  const batch = only.call.keywords.get('bs') ?? only.call.keywords.get('batch_size') ?? (only.call.complete ? defaultBatch : undefined);
  return { batch, size: sizeOf(only, reading), sources: [only] };
}

function fastaiDataOfLoader(loader: Value | undefined, owner: Instance): FastaiData {
  if (loader?.kind !== 'instance') return { sources: [owner] };
  const given =
    loader.call.keywords.get('bs') ?? loader.call.keywords.get('batch_size') ?? (loader.callee.startsWith('torch.') ? loader.call.positional[1] : undefined);
  return { batch: given, sources: [loader, owner] };
}

/** The size that the last transform leaves: batch transforms come after item transforms, `.new(...)` replaces what the block said. */
function sizeOf(maker: Instance, reading: Reading): Value | undefined {
  for (const name of ['batch_tfms', 'item_tfms', 'size']) {
    for (let block: Value | undefined = maker; block?.kind === 'instance'; block = block.receiver) {
      const transforms = block.call.keywords.get(name);
      if (!transforms || isNone(transforms)) continue;
      const size = name === 'size' ? transforms : lastSize(transforms, reading);
      if (size) return squareOf(size);
      // what is not seen of the later transforms may set another size
      if (optionsOf(transforms).some((option) => option.kind === 'unknown' || (option.kind === 'sequence' && !option.complete))) return undefined;
      break;
    }
  }
  return undefined;
}

function lastSize(transforms: Value, reading: Reading): Value | undefined {
  const steps = (transforms.kind === 'sequence' ? transforms.items : [transforms]).flatMap((step) => (step.kind === 'sequence' ? step.items : optionsOf(step)));
  const sizes = steps.map((step) => {
    if (step.kind !== 'instance') return undefined;
    if (cropping.test(shortName(step.callee))) return reading.argument(step, 'size', 0);
    return shortName(step.callee) === 'aug_transforms' ? step.call.keywords.get('size') : undefined;
  });
  return sizes.filter((size) => size !== undefined).at(-1);
}

function squareOf(size: Value): Value | undefined {
  if (size.kind !== 'sequence') return size;
  const [height, width] = size.items;
  return height?.kind === 'known' && width?.kind === 'known' && height.value === width.value ? height : undefined;
}
