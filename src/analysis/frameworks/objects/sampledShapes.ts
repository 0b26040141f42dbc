// Shapes of what a training loop takes from its loader: a batch of one of the data set's tensors, followed through its own `__getitem__` where it has one.
import type { Sizes } from '../../architecture/torch/indexing';
import type { TensorShape } from '../../architecture/torch/shapes';
import { callMethod } from '../../evaluate/calls/calls';
import type { Machine } from '../../evaluate/machine';
import type { CallEvent } from '../../evaluate/state/events';
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import type { Reading } from '../reading';
import { loaderOf } from './loaders';

/** Steps from a tensor back to the loader that it comes from. */
const longestWay = 8;

/** What a value is taken from, and the positions on the way, outermost first: the second part of a loader's batch. */
function originOf(value: Instance): { readonly root: Instance; readonly path: readonly (number | undefined)[] } | undefined {
  const path: (number | undefined)[] = [];
  let current: Value | undefined = value;
  for (let step = 0; step < longestWay && current?.kind === 'instance'; step++) {
    if (current.role === 'element' || current.role === 'item') {
      path.unshift(knownNumber(current.call.positional[0]));
      current = current.receiver;
    } else if (!current.role && /^(next|iter)$/.test(current.callee)) {
      // `next(iter(loader))` is one round of a loop
      if (current.callee === 'next') path.unshift(undefined);
      current = optionsOf(current.call.positional[0])[0];
    } else return path.length > 0 ? { root: current, path } : undefined;
  }
  return undefined;
}

/** The whole data set behind its parts: `Subset(data, indices)`, `train, test = random_split(data, lengths)`. */
function wholeOf(dataset: Value | undefined): Instance | undefined {
  let current = optionsOf(dataset)[0];
  for (let step = 0; step < longestWay && current?.kind === 'instance'; step++) {
    const isPart = /^torch\.utils\.data\.(\w+\.)*(random_split|Subset)$/.test(current.callee);
    if (!isPart) return current;
    current = current.role ? current.receiver : optionsOf(current.call.positional[0] ?? current.call.keywords.get('dataset'))[0];
  }
  return undefined;
}

/** https://pytorch.org/vision/stable/datasets.html: what the images are; those of other data sets, and of folders, may be either. */
const grey = /^torchvision\.datasets\.(\w+\.)*(\w*MNIST|Omniglot|USPS|FER2013)$/;
const coloured =
  /^torchvision\.datasets\.(\w+\.)*(CIFAR10|CIFAR100|SVHN|STL10|CelebA|LSUN|Places365|Flowers102|Food101|OxfordIIITPet|StanfordCars|FGVCAircraft|GTSRB|EuroSAT|VOC\w+|ImageNet)$/;
const colours = 3;
const isImages = ({ callee, role }: Instance): boolean => !role && /^torchvision\.datasets\./.test(callee);

/** Tells the shape of parts of the batches that loops take, with one sample a batch. `image` is the shape of an image, where the data are images. */
export class SampledShapes {
  private readonly samples = new Map<Instance, Value | undefined>();

  constructor(
    private readonly machine: Machine,
    private readonly event: CallEvent,
    private readonly reading: Reading,
    private readonly image: TensorShape | undefined,
  ) {}

  /** Undefined for what is taken from no loader, and where the data set doesn't tell. */
  shapeOf(value: Instance, sizes: Sizes): TensorShape | undefined {
    const origin = value.role === 'element' || value.role === 'item' ? originOf(value) : undefined;
    if (!origin) return undefined;
    // one of a library's samples, as a data set of the program's own takes it
    if (isImages(origin.root)) return origin.path.length === 2 ? this.partOfImage(origin.path[1], origin.root) : undefined;
    const loader = loaderOf(origin.root, this.reading);
    if (loader?.object !== origin.root || origin.path[0] !== undefined) return undefined;
    const [, position, ...deeper] = origin.path;
    if (deeper.length > 0 || (origin.path.length > 1 && position === undefined)) return undefined;
    const dataset = wholeOf(loader.dataset);
    const sample = dataset && this.sampleOf(dataset, position, sizes);
    const part = sample ?? (!dataset || isImages(dataset) || position === undefined || position === 0 ? this.partOfImage(position, dataset) : undefined);
    return part && [1, ...part];
  }

  /** Of an image and its class. */
  private partOfImage(position: number | undefined, dataset: Instance | undefined): TensorShape | undefined {
    if (!this.image || position === 1) return this.image && [];
    const channels = grey.test(dataset?.callee ?? '') ? 1 : coloured.test(dataset?.callee ?? '') ? colours : this.image[0];
    return (position ?? 0) === 0 && channels === this.image[0] ? this.image : undefined;
  }

  private sampleOf(dataset: Instance, position: number | undefined, sizes: Sizes): TensorShape | undefined {
    if (/\.TensorDataset$/.test(dataset.callee) && !dataset.role) {
      const tensor = dataset.call.positional[position ?? Number.NaN];
      return tensor && sizes.shape(tensor)?.slice(1);
    }
    // a tensor or an array is a data set too: its rows are the samples
    if (!dataset.classTarget) return position === undefined && !dataset.role ? sizes.shape(dataset)?.slice(1) : undefined;
    if (!this.samples.has(dataset)) this.samples.set(dataset, this.fetched(dataset));
    const sample = this.samples.get(dataset);
    const part = sample?.kind === 'sequence' ? sample.items[position ?? Number.NaN] : position === undefined ? sample : undefined;
    return part && (part.kind === 'known' ? [] : sizes.shape(part));
  }

  private fetched(dataset: Instance): Value | undefined {
    let sample: Value | undefined;
    this.machine.quietly(() => {
      sample = callMethod(this.machine, this.event.frame, dataset, '__getitem__', this.event.place, [known(0)]);
    });
    return sample;
  }
}
