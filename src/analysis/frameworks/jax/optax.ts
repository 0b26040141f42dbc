// Optax transformations: the optimizer inside chains and wrappers, and the peak of its learning-rate schedule.
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';
import { peakRate } from './schedules';

const optimizers =
  /^(adam|adamw|adamax|adamaxw|nadam|nadamw|sgd|rmsprop|lion|adafactor|lamb|lars|adagrad|adadelta|radam|amsgrad|novograd|yogi|adabelief|fromage|noisy_sgd|sm3|optimistic_gradient_descent|muon|sophia|prodigy|schedule_free_adamw|schedule_free_sgd|Adam|Momentum|GradientDescent|LAMB|Adafactor|WeightDecay|RMSProp|momentum|nesterov)$/;
const wrappers =
  /^(apply_if_finite|masked|MultiSteps|lookahead|inject_hyperparams|flatten|with_extra_args_support|freeze|contrib|schedule_free|create|Optimizer|OptaxOptimizer|optax_to_keras)$/;
const searchLimit = 60;

const isOptax = (callee: string): boolean => /^(optax|flax\.optim|jax\.(example_libraries|experimental)\.optimizers)\b/.test(callee);

/** The optax object behind an update: what `updates`, a train state or an nnx optimizer were made with. */
export function optaxOptimizer(values: readonly (Value | undefined)[]): Instance | undefined {
  const seen = new Set<Value>();
  const pending = values.filter((value) => value !== undefined);
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'choice') pending.push(...current.options);
    else if (current.kind === 'unknown') pending.push(...(current.inputs ?? []));
    if (current.kind !== 'instance') continue;
    if (!current.role && isOptax(current.callee) && isTransformation(current)) return current;
    const tx = current.call.keywords.get('tx');
    if (tx) pending.unshift(tx);
    if (current.receiver) pending.push(current.receiver);
    pending.push(...current.call.positional, ...[...current.attributes].filter(([name]) => /^(tx|optimi[sz]er|opt)$/.test(name)).map(([, value]) => value));
  }
  return undefined;
}

const isTransformation = (object: Instance): boolean => {
  const name = shortName(object.callee);
  return (
    optimizers.test(name) ||
    name === 'chain' ||
    name === 'multi_transform' ||
    /^scale_by_/.test(name) ||
    wrappers.test(name) ||
    (name === '__call__' && object.receiver?.kind === 'instance' && shortName(object.receiver.callee) === 'inject_hyperparams')
  );
};

/** Sets optimizer, learning rate and accumulation. */
export function describeOptax(draft: Draft, value: Value | undefined, reading: Reading): void {
  const first = optionsOf(value).find((option): option is Instance => option.kind === 'instance');
  if (!first) {
    draft.doubt('optimizer', value);
    return;
  }
  describeTransformation(draft, first, reading, 0);
}

function describeTransformation(draft: Draft, object: Instance, reading: Reading, depth: number): void {
  if (depth > 8) return;
  const name = shortName(object.callee);
  const inner = (part: Value | undefined): void => {
    if (part?.kind === 'instance') describeTransformation(draft, part, reading, depth + 1);
  };
  if (name === 'chain') {
    describeChain(
      draft,
      object.call.positional.flatMap((part) => (part.kind === 'sequence' ? part.items : [part])),
      reading,
      depth,
    );
    return;
  }
  if (name === '__call__' && object.receiver?.kind === 'instance') {
    const made = object.receiver.call.positional[0];
    if (made?.kind === 'reference') describeTransformation(draft, { ...object, callee: made.name, receiver: undefined }, reading, depth + 1);
    return;
  }
  if (wrappers.test(name)) {
    if (name === 'MultiSteps') draft.number('gradientAccumulation', reading.argument(object, 'every_k_schedule', 1));
    inner(object.call.keywords.get('tx') ?? object.receiver ?? object.call.positional.find((part) => part.kind === 'instance'));
    return;
  }
  if (!optimizers.test(name)) return;
  const common = optimizerName(
    name
      .replace(/^(GradientDescent|Momentum|nesterov|noisy_sgd|optimistic_gradient_descent)$/, 'sgd')
      .replace(/^adamaxw$/, 'adamax')
      .replace(/^nadamw$/, 'nadam'),
  );
  if (common) draft.set('optimizer', { ...derived(common, object.span), origin: 'literal' });
  const rate = reading.argument(object, 'learning_rate', 0) ?? reading.argument(object, 'step_size', 0);
  rateOf(draft, rate, reading);
}

/** What a chain scales by may be negative: that is the descent. */
function rateOf(draft: Draft, rate: Value | undefined, reading: Reading): void {
  const peak = peakRate(rate, reading);
  const number = knownNumber(peak);
  if (peak && number !== undefined && number < 0)
    draft.number('learningRate', {
      ...known(-number, peak.span, peak.origin, peak.inputs),
      ...(peak.kind === 'known' && peak.source && { source: peak.source }),
    });
  else if (peak) draft.number('learningRate', peak);
  else draft.doubt('learningRate', rate);
}

/** The parts of a chain: a whole optimizer, or scaling by Adam's moments, weight decay and a rate one after another. */
function describeChain(draft: Draft, parts: readonly Value[], reading: Reading, depth: number): void {
  const instances = parts.filter((part): part is Instance => part.kind === 'instance');
  const every = instances.find((part) => shortName(part.callee) === 'apply_every');
  const steps = every && reading.argument(every, 'k', 0);
  if (steps) draft.number('gradientAccumulation', steps);
  const whole = instances.find(
    (part) => optimizers.test(shortName(part.callee)) || shortName(part.callee) === 'chain' || wrappers.test(shortName(part.callee)),
  );
  if (whole) {
    describeTransformation(draft, whole, reading, depth + 1);
    return;
  }
  const scaling = instances.find((part) => /^scale_by_(adam|rms|lion|adafactor|belief|radam|yogi|amsgrad|trust_ratio)$/.test(shortName(part.callee)));
  if (scaling) {
    const decays = instances.some((part) => /^(add_decayed_weights|additive_weight_decay)$/.test(shortName(part.callee)));
    const name = shortName(scaling.callee).replace('scale_by_', '');
    const common = name === 'adam' && decays ? 'adamw' : optimizerName(name === 'rms' ? 'rmsprop' : name);
    if (common) draft.set('optimizer', { ...derived(common, scaling.span), origin: 'literal' });
  }
  const rates = instances.find((part) => /^(scale|scale_by_learning_rate|scale_by_schedule)$/.test(shortName(part.callee)));
  const rate = rates && (reading.argument(rates, 'learning_rate', 0) ?? reading.argument(rates, 'step_size', 0) ?? reading.argument(rates, 'step_size_fn', 0));
  if (rate) rateOf(draft, rate, reading);
}
