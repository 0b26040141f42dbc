// Optimizers: their common name and peak learning rate.
import { knownNumber, optionsOf, unknown, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, factOf, type Draft } from '../draft';
import { shortName, type Reading } from '../reading';

const classNames =
  /^(Adam|AdamW|SGD|RMSprop|RMSProp|Adagrad|Adadelta|Adamax|NAdam|Nadam|RAdam|ASGD|LBFGS|Rprop|SparseAdam|Adafactor|Lion|LAMB|Lamb|LARS|Lars|Muon|Prodigy|Shampoo|Sophia\w*|AdaBelief|Ranger\w*|FusedAdam|FusedSGD|FusedLAMB|DeepSpeedCPUAdam|CPUAdam|ZeroRedundancyOptimizer|AdamW8bit|Adam8bit|PagedAdamW\w*|PagedAdam\w*|Lion8bit|BertAdam|AdaBound|AdamP|SGDP|Yogi|MADGRAD|SAM|AdamWScheduleFree|StochasticAdamW|HybridAdam|AdamWFp8|Ftrl|AdamWeightDecay)$/;

export const isOptimizerName = (callee: string): boolean => classNames.test(shortName(callee));

/** Whether an object is an optimizer by its class, that of a base, or a factory's name. */
export function isOptimizer(value: Value | undefined): value is Instance {
  if (value?.kind !== 'instance' || value.role) return false;
  return [value.callee, ...value.bases].some((name) => isOptimizerName(name) || /(^|\.)(Optimizer|create_optimizer\w*)$/.test(name));
}

const defaultRates: Readonly<Record<string, number>> = {
  Adam: 1e-3,
  AdamW: 1e-3,
  RMSprop: 1e-2,
  Adagrad: 1e-2,
  Adadelta: 1,
  Adamax: 2e-3,
  NAdam: 2e-3,
  RAdam: 1e-3,
  SGD: 1e-3,
  LBFGS: 1,
  ASGD: 1e-2,
  Rprop: 1e-2,
};

/** The optimizer's name and learning rate; a schedule's own maximum is read elsewhere. */
export function describeOptimizer(draft: Draft, value: Value | undefined, reading: Reading): void {
  const options = optionsOf(value).filter((option): option is Instance => option.kind === 'instance');
  if (options.length === 0) {
    if (value) draft.doubt('optimizer', value);
    return;
  }
  const names = new Set(options.map(nameOf));
  const name = names.size === 1 ? [...names][0] : undefined;
  if (name) draft.set('optimizer', { ...derived(name, options[0]!.span), origin: 'literal' });
  else draft.doubt('optimizer', value);
  const rates = options.map((option) => rateOf(option, reading));
  if (
    rates.every((rate) => rate !== undefined && rate.kind === 'known' && rates[0]?.kind === 'known' && rate.value === rates[0].value) &&
    !isPlaceholder(name, rates[0], options[0]!)
  )
    draft.number('learningRate', rates[0]);
  else draft.doubt('learningRate', rates.find((rate) => rate?.kind !== 'known') ?? rates[0]);
}

/** A rate of one stands for "the schedule sets it" where there is one that does, and with optimizers that would not survive it. */
const isPlaceholder = (name: string | undefined, rate: Value | undefined, optimizer: Instance): boolean => {
  const number = knownNumber(rate) ?? 0;
  if (number < 1 || name === 'adadelta' || name === 'lbfgs') return false;
  // Plain descent does go by rates above one; word language models are trained so.
  return name !== 'sgd' || (number === 1 && (optimizer.attributes.has('#scheduled') || optimizer.attributes.has('#lambda')));
};

function nameOf(optimizer: Instance): string | undefined {
  const chosen = optimizer.call.keywords.get('opt');
  if (/(^|\.)create_optimizer_v2$/.test(optimizer.callee)) return optimizerText(chosen)?.value;
  const own = [optimizer.callee, ...optimizer.bases].find((name) => isOptimizerName(name));
  if (!own) return undefined;
  if (/ZeroRedundancyOptimizer$/.test(own)) {
    const sharded = optimizer.call.keywords.get('optimizer_class') ?? optimizer.call.positional[1];
    return sharded?.kind === 'reference' ? optimizerName(shortName(sharded.name)) : undefined;
  }
  return (
    optimizerName(shortName(own)) ??
    shortName(own)
      .toLowerCase()
      .replace(/^fused/, '')
  );
}

/** The argument, the largest of the parameter groups' own rates, or PyTorch's default. */
export function rateOf(optimizer: Instance, _reading?: Reading): Value | undefined {
  const peak = optimizer.attributes.get('#peak');
  if (peak) return peak;
  const own = givenRate(optimizer);
  const multiplier = optimizer.attributes.get('#multiplier');
  if (!multiplier || knownNumber(multiplier) === 1) return own;
  const [rate, factor] = [knownNumber(own), knownNumber(multiplier)];
  return rate === undefined || factor === undefined
    ? multiplier
    : { kind: 'known', value: rate * factor, origin: 'derived', span: own?.span, inputs: [own!, multiplier] };
}

function givenRate(optimizer: Instance): Value | undefined {
  const { call } = optimizer;
  // An optimizer of the program's own hands its rate to the base in a dictionary of defaults.
  const defaults = optimizer.classTarget ? (call.positional[1] ?? call.keywords.get('defaults')) : undefined;
  if (defaults?.kind === 'mapping') return groupRates(call.positional[0])[0] ?? rateUnless0(defaults.entries.get('lr'), optimizer);
  const given = call.keywords.get('lr') ?? call.keywords.get('learning_rate') ?? (call.positional.length > 1 ? call.positional[1] : undefined);
  const groups = groupRates(call.positional[0] ?? call.keywords.get('params'));
  const all = [...groups, ...(given ? [given] : [])];
  // Groups at multiples of one rate (biases at twice, a head at ten times) go by that one.
  const base = groups.length > 0 && given && call.positional[0]?.kind === 'sequence' && groups.length < call.positional[0].items.length ? given : baseOf(all);
  if (groups.length > 0 && base) return base;
  // What the optimizer itself is given is the rate of the groups that say the same; a new head's own is beside it.
  if (given?.kind === 'known' && groups.some((rate) => knownNumber(rate) === knownNumber(given))) return given;
  if (groups.length > 0 && all.every((rate) => rate.kind === 'known' && typeof rate.value === 'number'))
    return all.reduce((best, rate) => ((rate as { value: number }).value > (best as { value: number }).value ? rate : best));
  if (groups.length > 0 && !given) return groups.find((rate) => rate.kind !== 'known') ?? groups[0];
  if (given) return given;
  if (!call.complete) return undefined;
  // The program sets the rates itself: the library's own is never used.
  if (optimizer.attributes.has('#scheduled')) return undefined;
  const standard = /^torch\.optim\./.test(optimizer.callee) ? defaultRates[shortName(optimizer.callee)] : undefined;
  return standard === undefined
    ? undefined
    : { kind: 'known', value: standard, origin: 'library-default', source: `torch 2 optim.${shortName(optimizer.callee)}.lr` };
}

/** A rate of nothing is one that the program sets before it steps. */
const rateUnless0 = (rate: Value | undefined, optimizer: Instance): Value | undefined =>
  rate && knownNumber(rate) === 0 ? (optimizer.attributes.get('#scheduled') ?? unknown('run-time', rate.span)) : rate;

/** The rate that all others were computed from. */
const baseOf = (rates: readonly Value[]): Value | undefined => {
  const differing = new Set(rates.map(knownNumber));
  if (differing.size < 2) return undefined;
  return rates.find((rate) =>
    rates.every((other) => knownNumber(other) === knownNumber(rate) || other.inputs?.some((input) => knownNumber(input) === knownNumber(rate))),
  );
};

const groupRates = (groups: Value | undefined): Value[] =>
  groups?.kind === 'sequence' ? groups.items.flatMap(optionsOf).flatMap((group) => (group.kind === 'mapping' ? optionsOf(group.entries.get('lr')) : [])) : [];

export const optimizerText = (value: Value | undefined): ReturnType<typeof factOf<string>> =>
  factOf(value, (raw) => (typeof raw === 'string' ? optimizerName(raw) : undefined));
