// Keras optimizers as `compile` takes them: a name, an object, or one wrapped around it; the peak of their learning-rate schedule.
import type { Fact } from '../../../model/run';
import { known, knownNumber, knownString, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { isBefore } from '../../project/pins/versions';
import { optimizerName } from '../configs/names';
import { derived, factOf, libraryDefault, type Draft } from '../draft';
import { describeOptimizer, isOptimizerName } from '../objects/optimizers';
import { shortName, type Reading } from '../reading';
import { describeGraphOptimizer, isGraphOptimizer } from '../tensorflow/graphs';

/** Learning rates that Keras's optimizers start with (keras 3.15, optimizers/*.py). */
const defaultRates: Readonly<Record<string, number>> = {
  sgd: 0.01,
  adam: 0.001,
  adamw: 0.001,
  rmsprop: 0.001,
  adagrad: 0.001,
  adadelta: 0.001,
  adamax: 0.001,
  nadam: 0.001,
  ftrl: 0.001,
  lion: 0.001,
  adafactor: 0.001,
  lamb: 0.001,
  muon: 0.001,
};
const wrappers = /\.(LossScaleOptimizer|DistributedOptimizer|MovingAverage|SWA|Lookahead|enable_mixed_precision_graph_rewrite)$/;

/** Sets optimizer and learning rate from `compile`'s argument. */
export function describeKerasOptimizer(draft: Draft, value: Value | undefined, reading: Reading): void {
  const options = optionsOf(value);
  const first = options[0];
  if (options.length !== 1 || !first) {
    draft.doubt('optimizer', value);
    draft.doubt('learningRate', value);
    return;
  }
  const written = knownString(first);
  if (written !== undefined) {
    const name = optimizerName(written);
    draft.set(
      'optimizer',
      factOf(first, () => name),
    );
    draft.set('learningRate', usualRate(written.toLowerCase(), written, reading));
    return;
  }
  if (first.kind === 'instance') describeObject(draft, first, reading);
  else draft.doubt('optimizer', first);
}

function describeObject(draft: Draft, optimizer: Instance, reading: Reading): void {
  if (wrappers.test(optimizer.callee)) {
    describeKerasOptimizer(
      draft,
      optimizer.call.positional[0] ?? optimizer.call.keywords.get('optimizer') ?? optimizer.call.keywords.get('inner_optimizer'),
      reading,
    );
    return;
  }
  // `optimizer, schedule = transformers.create_optimizer(...)`
  const maker = optimizer.role === 'element' && optimizer.receiver?.kind === 'instance' ? optimizer.receiver : optimizer;
  if (/(^|\.)create_optimizer$/.test(maker.callee)) {
    draft.set('optimizer', derived('adamw', maker.span));
    draft.number('learningRate', maker.call.keywords.get('init_lr') ?? maker.call.positional[0]);
    return;
  }
  if (/^tensorflow\.(\w+\.)*train\./.test(optimizer.callee) && isGraphOptimizer(optimizer)) {
    describeGraphOptimizer(draft, optimizer);
    return;
  }
  if (/^keras\.optimizers\.(get|deserialize)$/.test(optimizer.callee)) {
    describeKerasOptimizer(draft, optimizer.call.positional[0], reading);
    return;
  }
  const own = [optimizer.callee, ...optimizer.bases].find((name) => isOptimizerName(name));
  if (!own || optimizer.role) {
    if (/^(keras|tensorflow)/.test(optimizer.callee)) draft.doubt('optimizer', optimizer);
    else describeOptimizer(draft, optimizer, reading);
    return;
  }
  const name = shortName(own);
  const common = optimizerName(name);
  if (common) draft.set('optimizer', { ...derived(common, optimizer.span), origin: 'literal' });
  const stated = optimizer.attributes.get('learning_rate') ?? optimizer.attributes.get('lr') ?? rateArgument(optimizer, name);
  const rate = peakOf(stated, reading);
  if (rate) draft.number('learningRate', rate);
  else if (stated) draft.doubt('learningRate', stated);
  else if (optimizer.call.complete && common) draft.set('learningRate', usualRate(common, name, reading));
}

/** Keras before it was a part of TensorFlow took the papers' rates. Source: keras 2.3.1 optimizers.py. */
const ratesBefore2_4: Readonly<Record<string, number>> = { adagrad: 0.01, adadelta: 1, adamax: 0.002, nadam: 0.002 };

/** The optimizer's own learning rate in the release that the workspace pins, else the newest. */
function usualRate(common: string, name: string, reading: Reading): Fact<number> | undefined {
  const argument = `optimizers.${name}.learning_rate`;
  const pin = reading.pins?.of('keras');
  if (pin && isBefore(pin, '2.4') && ratesBefore2_4[common] !== undefined)
    return libraryDefault(ratesBefore2_4[common], `keras ${pin.text} ${argument} (release from ${pin.where})`);
  return defaultRates[common] === undefined ? undefined : libraryDefault(defaultRates[common], `keras 3.15 ${argument}`);
}

/** TensorFlow Addons' AdamW takes the weight decay first. */
function rateArgument(optimizer: Instance, name: string): Value | undefined {
  const { keywords, positional } = optimizer.call;
  const position = name === 'AdamW' && optimizer.callee.startsWith('tensorflow_addons') ? 1 : 0;
  return keywords.get('learning_rate') ?? keywords.get('lr') ?? positional[position];
}

/** A rate, or the largest one of a schedule. */
function peakOf(rate: Value | undefined, reading: Reading): Value | undefined {
  if (rate?.kind !== 'instance' || rate.role) return rate?.kind === 'known' ? rate : undefined;
  const name = shortName(rate.callee);
  const argument = (key: string, position: number): Value | undefined => reading.argument(rate, key, position);
  if (/^tensorflow\.(constant|Variable|convert_to_tensor|cast)$|^keras\.backend\.(variable|constant)$/.test(rate.callee))
    return peakOf(argument('value', 0) ?? argument('initial_value', 0), reading);
  if (/^(ExponentialDecay|InverseTimeDecay|PolynomialDecay|CosineDecay|CosineDecayRestarts|LinearCosineDecay|NoisyLinearCosineDecay)$/.test(name)) {
    const warm = rate.call.keywords.get('warmup_target');
    return warm && knownNumber(warm) !== undefined ? warm : argument('initial_learning_rate', 0);
  }
  if (/^PiecewiseConstantDecay$/.test(name)) {
    const values = argument('values', 1);
    if (values?.kind !== 'sequence' || !values.complete) return undefined;
    const rates = values.items.map(knownNumber).filter((value) => value !== undefined);
    return rates.length > 0 && rates.length === values.items.length ? known(Math.max(...rates), values.span, 'derived', values.items) : undefined;
  }
  return undefined;
}
