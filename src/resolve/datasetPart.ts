// How many samples a part of a named data set has: its split by name, slices in counts and per cent, rows taken and left out, in the order of the code.
import type { DatasetFacts } from '../model/architecture';

/**
 * @param part steps as the analysis words them (`split train[:10%], first 500`)
 * @returns samples, or undefined where the split's size is in no table and no step says how many rows are left.
 */
export function samplesOfPart(part: string, set: DatasetFacts | undefined): number | undefined {
  let samples = set?.trainSamples;
  for (const step of part.split(', ')) {
    const [word = '', ...rest] = step.split(' ');
    samples = afterStep(word, rest.join(' '), samples, set);
  }
  return samples !== undefined && samples >= 1 ? Math.round(samples) : undefined;
}

function afterStep(word: string, operand: string, samples: number | undefined, set: DatasetFacts | undefined): number | undefined {
  if (word === 'split') return ofSplits(operand, set);
  const number = Number(operand);
  // more rows than there are cannot be selected, so that a stated count holds for a set of unknown size too
  if (word === 'first') return samples === undefined ? number : Math.min(samples, number);
  if (samples === undefined) return undefined;
  if (word === 'without') return samples - number;
  return word === 'share' ? samples * number : undefined;
}

/** `train[:10%]+validation`: splits are added up. */
function ofSplits(expression: string, set: DatasetFacts | undefined): number | undefined {
  let sum = 0;
  for (const one of expression.split('+')) {
    const [, name = '', , from, to] = /^([\w.-]+)(\[(-?\d+%?)?:(-?\d+%?)?\])?$/.exec(one) ?? [];
    const whole = name === 'all' ? undefined : sizeOfSplit(name, set);
    const sliced = one.includes('[') ? ofSlice(whole, from, to) : whole;
    if (sliced === undefined) return undefined;
    sum += sliced;
  }
  return sum;
}

/** Splits of other names (`train_sft`, `train2017`, `unsupervised`) count as what their name begins with, or as the table lists them; `train.clean.100` is only a part of it. */
function sizeOfSplit(name: string, set: DatasetFacts | undefined): number | undefined {
  const listed = new RegExp(`(?:^|;)\\s*${name.replace(/[.]/g, '\\.')}=(\\d+)`).exec(set?.otherSplits ?? '')?.[1];
  if (listed !== undefined) return Number(listed);
  // a configuration that is one split of the set (`train-clean-100`)
  if (set?.config?.toLowerCase() === name.toLowerCase()) return set.trainSamples ?? set.validationSamples ?? set.testSamples;
  if (name === 'trainval' && set?.trainSamples !== undefined) return set.trainSamples + (set.validationSamples ?? 0);
  if (/^train(?:\D*|\d{4})$/.test(name) && !/small|mini|tiny|sample|debug/.test(name)) return set?.trainSamples;
  if (/^(?:valid|dev)/.test(name)) return set?.validationSamples;
  return name.startsWith('test') ? set?.testSamples : undefined;
}

function ofSlice(whole: number | undefined, from: string | undefined, to: string | undefined): number | undefined {
  const bound = (text: string | undefined, otherwise: number | undefined): number | undefined => {
    if (text === undefined) return otherwise;
    const value = Number.parseInt(text, 10);
    const isShare = text.endsWith('%');
    if (whole === undefined) return isShare || value < 0 ? undefined : value;
    const row = isShare ? Math.round((whole * value) / 100) : value;
    return Math.max(0, Math.min(whole, row < 0 ? whole + row : row));
  };
  const [first, last] = [bound(from, 0), bound(to, whole)];
  return first === undefined || last === undefined ? undefined : Math.max(0, last - first);
}
