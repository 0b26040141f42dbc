// Which part of a named data set is trained on: the split that a loader is asked for, and the rows that are taken from it, in the order in which the code takes them.
import { knownNumber, knownString, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import { halfOfSplit, partOfRandomSplit, splitData, type Portion } from './heldOut';
import { shortName, type Reading } from '../reading';
import { keepsSamples } from './rowCounts';

/**
 * Steps from the whole set to what is trained on, in words: `split train[:10%]`, `first 500`, `without 100`, `share 0.8`.
 * Joined by `, ` they are the fact `datasetPart`; src/resolve/datasetPart.ts counts what they leave.
 */
export interface DatasetPart {
  readonly steps: readonly string[];
  /** where the last step stands */
  readonly cause: Value;
}

/** Longer ways from a loader to a trainer are not followed. */
const longestWay = 40;

/** The part that a value is, or undefined where the way back to one loader isn't clear. */
export function partOf(value: Value | undefined, reading: Reading, steps = longestWay): DatasetPart | undefined {
  if (value?.kind !== 'instance' || steps === 0) return undefined;
  if (isLoader(value, reading)) return loaded(value.call.keywords.get('split'), value);
  if (isArrays(value)) return arraysOf(value);
  if (value.role === 'element' || (value.role === 'item' && knownNumber(value.call.positional[0]) !== undefined)) return elementOf(value, reading, steps);
  if (value.role === 'item') return itemOf(value, reading, steps);
  // the arrays of scikit-learn's sets: `iris.data`
  if (value.role === 'attribute') return isArrays(value.receiver) ? arraysOf(value) : undefined;
  if (value.role) return undefined;
  if (/^(?:torchvision|torchaudio|torchtext)\.datasets\.[A-Z]/.test(value.callee)) return classOf(value);
  if (reading.is(value, 'torch.utils.data.DataLoader', 'torch.utils.data.dataloader.DataLoader'))
    return partOf(argument(value.call, 0, 'dataset'), reading, steps - 1);
  if (reading.is(value, 'torch.utils.data.Subset', 'torch.utils.data.dataset.Subset'))
    return withStep(partOf(argument(value.call, 0, 'dataset'), reading, steps - 1), firstRows(argument(value.call, 1, 'indices')), value);
  if (givesSameRows.test(value.callee)) return partOf(value.call.positional[0], reading, steps - 1);
  if (value.receiver) return methodOf(value, reading, steps);
  return wrapped(value, reading, steps);
}

/** Functions and transformers that give as many samples as the arrays that they take. */
const givesSameRows = /(?:^|\.)(?:tensor|as_tensor|from_numpy|FloatTensor|LongTensor|Tensor|array|asarray|TensorDataset|fit_transform|transform)$/;

/** scikit-learn's own sets give their arrays whole. */
const isArrays = (value: Value | undefined): boolean =>
  value?.kind === 'instance' && !value.role && /^sklearn\.datasets\.(?:load|fetch)_\w+$/.test(value.callee);

/** `subset="train"` of the sets that have one; the others are whole, and said to be, since most programs hold a part back. */
function arraysOf(value: Instance): DatasetPart | undefined {
  const loader = value.role && value.receiver?.kind === 'instance' ? value.receiver : value;
  const subset = loader.call.keywords.get('subset');
  return withStep(subset ? loaded(subset, loader) : { steps: [], cause: loader }, 'share 1', loader);
}

/** A data set of the workspace's own around a loaded one. */
function wrapped(value: Instance, reading: Reading, steps: number): DatasetPart | undefined {
  if (!value.classTarget) return undefined;
  const { positional, keywords } = value.given ?? value.call;
  const parts = [...positional, ...keywords.values()].map((each) => partOf(each, reading, steps - 1)).filter((part) => part !== undefined);
  return parts.length === 1 ? parts[0] : undefined;
}

const argument = (call: CallArguments, position: number, name: string): Value | undefined => call.keywords.get(name) ?? call.positional[position];

const isLoader = (value: Instance, reading: Reading): boolean => !value.role && reading.is(value, 'datasets.load_dataset', 'tensorflow_datasets.load');

/** `split` of `load_dataset` and `tfds.load` is written as a keyword; a list of splits is taken apart by the code that follows. */
function loaded(split: Value | undefined, call: Instance): DatasetPart | undefined {
  if (!split) return { steps: [], cause: call };
  const text = knownString(split);
  return text === undefined ? undefined : { steps: [`split ${text.replaceAll(' ', '')}`], cause: split };
}

/**
 * Arguments other than `split` and `train` by which a class of a library says which part it gives: position and default.
 * Sources: signatures in torchaudio 2.5 and torchvision 0.20 (`datasets`). EMNIST's `split` names one of six sets, each with its own `train`.
 */
const partArguments: Readonly<Record<string, { readonly name: string; readonly position: number; readonly otherwise?: string }>> = {
  LIBRISPEECH: { name: 'url', position: 1, otherwise: 'train-clean-100' },
  LIBRITTS: { name: 'url', position: 1, otherwise: 'train-clean-100' },
  LibriLightLimited: { name: 'subset', position: 1, otherwise: '10m' },
  TEDLIUM: { name: 'release', position: 1, otherwise: 'release1' },
  GTZAN: { name: 'subset', position: 4, otherwise: 'all' },
  SPEECHCOMMANDS: { name: 'subset', position: 4, otherwise: 'all' },
  EMNIST: { name: 'split', position: 1 },
  FGVCAircraft: { name: 'split', position: 1, otherwise: 'trainval' },
  VOCSegmentation: { name: 'image_set', position: 2, otherwise: 'train' },
  VOCDetection: { name: 'image_set', position: 2, otherwise: 'train' },
};
/** Years of PASCAL VOC, whose splits differ; 2012 where none is asked for. */
const usualYear = '2012';

/** Sets of the PyTorch libraries say `train=False`, `split="test"`, or have an argument of their own. */
function classOf(value: Instance): DatasetPart | undefined {
  const { call, callee } = value;
  const train = call.keywords.get('train');
  const own = partArguments[shortName(callee)];
  const asked = own && argument(call, own.position, own.name);
  if (own && !(train?.kind === 'known' && train.value === false)) {
    const name = asked ? knownString(asked) : own.otherwise;
    const year = callee.includes('.VOC') ? argument(call, 1, 'year') : undefined;
    const ofYear = year && knownString(year) !== usualYear ? `${knownString(year) ?? 'unknown'}-` : '';
    return name === undefined ? undefined : { steps: [`split ${ofYear}${name}`], cause: asked ?? value };
  }
  if (train) return train.kind === 'known' ? { steps: [`split ${train.value === false ? 'test' : 'train'}`], cause: train } : undefined;
  return loaded(call.keywords.get('split'), value);
}

/** One of several: of the splits that a loader was asked for, or of `random_split`. tfds puts the sets before what it knows of them (`with_info`). */
function elementOf(value: Instance, reading: Reading, steps: number): DatasetPart | undefined {
  const [from, index] = [value.receiver, knownNumber(value.call.positional[0])];
  if (from?.kind !== 'instance' || index === undefined) return undefined;
  const called = from.role ? undefined : shortName(from.callee);
  if (called === 'random_split') return withStep(partOf(splitData(from), reading, steps - 1), inWords(partOfRandomSplit(from, index)), from);
  // scikit-learn's gives two halves of each array that it takes
  if (called === 'train_test_split' && !from.receiver)
    return withStep(
      partOf(from.call.positional[Math.floor(index / 2)], reading, steps - 1),
      inWords(halfOfSplit(from, index % 2 === 0 ? 'train' : 'test')),
      from,
    );
  // `X, y = load_iris(return_X_y=True)`
  if (isArrays(from)) return arraysOf(from);
  const isFirstOfPair = from.role === 'element' && knownNumber(from.call.positional[0]) === 0;
  const call = isFirstOfPair ? from.receiver : from;
  if (call?.kind !== 'instance' || !isLoader(call, reading)) return undefined;
  const split = call.call.keywords.get('split');
  return loaded(split?.kind === 'sequence' ? split.items[index] : index === 0 && !isFirstOfPair ? split : undefined, call);
}

const inWords = (portion: Portion | undefined): string | undefined => portion && `${portion.kind} ${portion.amount}`;

/** `dataset["train"]`: the split, unless one was named already; for the halves of `train_test_split` the half. */
function itemOf(value: Instance, reading: Reading, steps: number): DatasetPart | undefined {
  const key = knownString(value.call.positional[0]);
  const from = value.receiver;
  if (key === undefined || from?.kind !== 'instance') return undefined;
  const halved = !from.role && from.receiver && shortName(from.callee) === 'train_test_split';
  if (halved) return key === 'train' || key === 'test' ? withStep(partOf(from.receiver, reading, steps - 1), inWords(halfOfSplit(from, key)), from) : undefined;
  const whole = partOf(from, reading, steps - 1);
  if (!whole) return undefined;
  return whole.steps.some((step) => step.startsWith('split ')) ? undefined : { steps: [`split ${key}`, ...whole.steps], cause: value };
}

function methodOf(value: Instance, reading: Reading, steps: number): DatasetPart | undefined {
  const method = shortName(value.callee);
  const before = partOf(value.receiver, reading, steps - 1);
  if (!before || keepsSamples(method)) return before;
  const number = (position: number, name: string): number | undefined => knownNumber(argument(value.call, position, name));
  switch (method) {
    case 'select':
      return withStep(before, firstRows(argument(value.call, 0, 'indices')), value);
    case 'take':
      return withStep(before, counted('first', number(0, 'n') ?? number(0, 'count')), value);
    case 'skip':
      return withStep(before, counted('without', number(0, 'n') ?? number(0, 'count')), value);
    case 'shard': {
      const shards = number(0, 'num_shards');
      return withStep(before, shards && shards >= 1 ? `share ${1 / shards}` : undefined, value);
    }
    default:
      return undefined;
  }
}

const withStep = (before: DatasetPart | undefined, step: string | undefined, cause: Value): DatasetPart | undefined =>
  before && step !== undefined ? { steps: [...before.steps, step], cause } : undefined;

const counted = (word: string, count: number | undefined): string | undefined =>
  count !== undefined && Number.isInteger(count) && count > 0 ? `${word} ${count}` : undefined;

/** How many indices there are: a range with known ends, or a list. */
function firstRows(indices: Value | undefined): string | undefined {
  if (indices?.kind === 'sequence')
    return indices.complete && indices.items.every((item) => knownNumber(item) !== undefined) ? counted('first', indices.items.length) : undefined;
  if (indices?.kind !== 'instance' || indices.role) return undefined;
  // list(range(n)), torch.arange(n)
  if (shortName(indices.callee) === 'list') return firstRows(indices.call.positional[0]);
  if (!/^(?:range|(?:numpy|torch)\.arange)$/.test(indices.callee)) return undefined;
  const [first, second, third] = indices.call.positional.map((each) => knownNumber(each));
  if (first === undefined || (indices.call.positional.length > 1 && second === undefined)) return undefined;
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const stride = indices.call.positional.length > 2 ? third : 1;
  return stride === undefined ? undefined : counted('first', Math.ceil((to - from) / stride));
}
