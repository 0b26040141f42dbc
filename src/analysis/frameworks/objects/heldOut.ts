// What splitting samples leaves for training: one half of `train_test_split`, one part of `random_split`.
import { knownNumber, type Instance, type Value } from '../../evaluate/values';

/** A share below one, the first so many, or all but so many. */
export type Portion = { readonly kind: 'share' | 'first' | 'without'; readonly amount: number };

/** A quarter is held out where nothing is said. Sources: `train_test_split` of scikit-learn 1.7 and of `Dataset`, datasets 3.x. */
const usualTestShare = 0.25;

/**
 * One half of `train_test_split`: sizes below one are shares, whole ones counts.
 * The method of a data set takes the sizes by position too; the function of scikit-learn has the arrays there.
 */
export function halfOfSplit({ call, receiver }: Instance, half: 'train' | 'test'): Portion | undefined {
  if (!call.complete) return undefined;
  const stated = (name: string, position: number): Value | undefined => call.keywords.get(name) ?? (receiver ? call.positional[position] : undefined);
  const [test, train] = [stated('test_size', 0), stated('train_size', 1)];
  const [testSize, trainSize] = [knownNumber(test), knownNumber(train)];
  if ((test && testSize === undefined) || (train && trainSize === undefined)) return undefined;
  const [own, other] = half === 'train' ? [trainSize, testSize] : [testSize, trainSize];
  if (own !== undefined) return portionOf(own);
  if (other !== undefined) return other < 1 ? portionOf(1 - other) : count('without', other);
  return portionOf(half === 'train' ? 1 - usualTestShare : usualTestShare);
}

/** Part `index` of `random_split(data, lengths)`; lengths are shares, counts, or such as `int(0.9 * len(data))`. */
export function partOfRandomSplit({ call }: Instance, index: number): Portion | undefined {
  const lengths = call.keywords.get('lengths') ?? call.positional[1];
  const length = lengths?.kind === 'sequence' ? lengths.items[index] : undefined;
  const number = knownNumber(length);
  if (number !== undefined) return portionOf(number);
  const share = shareOfLength(length);
  return share !== undefined && share < 1 ? portionOf(share) : undefined;
}

/** The data that either function or method splits. */
export const splitData = ({ call, receiver }: Instance): Value | undefined => receiver ?? call.keywords.get('dataset') ?? call.positional[0];

const portionOf = (size: number): Portion | undefined =>
  size > 0 && size < 1 ? { kind: 'share', amount: Number(size.toFixed(6)) } : size >= 1 ? count('first', size) : undefined;

const count = (kind: 'first' | 'without', amount: number): Portion | undefined => (Number.isInteger(amount) && amount > 0 ? { kind, amount } : undefined);

/** 0.9 of `0.9 * len(ds)`, through `int(…)`. */
function shareOfLength(value: Value | undefined): number | undefined {
  if (value?.kind !== 'unknown') return undefined;
  const parts = value.factors ?? (value.inputs?.length === 2 ? value.inputs : undefined);
  if (!parts) return value.inputs?.length === 1 ? shareOfLength(value.inputs[0]) : undefined;
  const [share] = parts.map(knownNumber).filter((one) => one !== undefined);
  return share !== undefined && parts.some((part) => part.kind === 'unknown' && part.detail === 'len') ? share : undefined;
}
