// TensorFlow 1's graphs: the optimizers of tf.train, and whether the variables started afresh.
import { knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { derived, libraryDefault, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';

export const floatByDefault = 'TensorFlow: the default floating-point type is float32';
export const variablesMark = 'tensorflow-variables';
export const restoredMark = 'tensorflow-restored';
const optimizerNames: Readonly<Record<string, string>> = {
  GradientDescentOptimizer: 'sgd',
  MomentumOptimizer: 'sgd',
  AdamOptimizer: 'adam',
  AdamWOptimizer: 'adamw',
  RMSPropOptimizer: 'rmsprop',
  AdagradOptimizer: 'adagrad',
  AdadeltaOptimizer: 'adadelta',
  FtrlOptimizer: 'ftrl',
  LazyAdamOptimizer: 'adam',
  NadamOptimizer: 'nadam',
};
/** tensorflow 1.15 python/training: the optimizers whose learning rate has a default. */
const defaultRates: Readonly<Record<string, number>> = { AdamOptimizer: 0.001, AdadeltaOptimizer: 0.001, LazyAdamOptimizer: 0.001, NadamOptimizer: 0.001 };
/** An optimizer's common name; one of the program's own that derives from tf.train's by what it is called. */
function nameOf(optimizer: Instance): string | undefined {
  const name = shortName(optimizer.callee);
  if (optimizerNames[name]) return optimizerNames[name];
  if (!optimizer.bases.some((base) => /^tensorflow\..*Optimizer$/.test(base))) return undefined;
  if (/lamb/i.test(name)) return 'lamb';
  return /adam_?w/i.test(name) ? 'adamw' : /adam/i.test(name) ? 'adam' : undefined;
}

export const isGraphOptimizer = (value: Value | undefined): value is Instance => value?.kind === 'instance' && !value.role && nameOf(value) !== undefined;

/** Values that a rate's formula is looked through for. */
const formulaLimit = 40;
const schedules = /\.(exponential_decay|polynomial_decay|natural_exp_decay|inverse_time_decay|cosine_decay|cosine_decay_restarts)$/;

/** The peak of a schedule, also where a warm-up is written around it. */
function peakOf(rate: Value | undefined): Value | undefined {
  const pending = [...optionsOf(rate)];
  const peaks: Value[] = [];
  for (let looked = 0; pending.length > 0 && looked < formulaLimit; looked++) {
    const current = pending.shift()!;
    if (current.kind !== 'instance') continue;
    const first = current.call.keywords.get('learning_rate') ?? current.call.keywords.get('value') ?? current.call.positional[0];
    if (schedules.test(current.callee)) peaks.push(...(first ? [constantOf(first)] : []));
    else if (current.role === 'operator') pending.push(...current.call.positional.flatMap(optionsOf));
  }
  const [peak] = peaks;
  return peak && peaks.every((other) => knownNumber(other) === knownNumber(peak)) ? peak : undefined;
}

/** `tf.constant(value=rate)` is the rate. */
const constantOf = (value: Value): Value =>
  value.kind === 'instance' && /\.constant$/.test(value.callee) ? (value.call.keywords.get('value') ?? value.call.positional[0] ?? value) : value;

export function describeGraphOptimizer(draft: Draft, value: Value | undefined): void {
  if (!isGraphOptimizer(value)) return;
  const name = shortName(value.callee);
  draft.set('optimizer', { ...derived(nameOf(value)!, value.span), origin: 'literal' });
  const call = value.given ?? value.call;
  const stated = call.keywords.get('learning_rate') ?? call.positional[name === 'AdamWOptimizer' ? 1 : 0];
  const rate = stated && (peakOf(stated) ?? constantOf(stated));
  if (rate && knownNumber(rate) !== undefined) draft.number('learningRate', rate);
  else if (rate) draft.doubt('learningRate', rate);
  else if (defaultRates[name] !== undefined && value.call.complete)
    draft.set('learningRate', libraryDefault(defaultRates[name], `tensorflow 1.15 ${name}.learning_rate`));
}

/** Weights are new where the program made them and nothing that could fill them was called before it trained. */
export function methodOfGraph(draft: Draft, reading: Reading): void {
  const made = reading.settings.get(variablesMark);
  if (made && !reading.settings.has(restoredMark)) draft.set('method', derived('pretrain', made.span));
}
