// PaddlePaddle's optimizers and rate schedules. https://www.paddlepaddle.org.cn/documentation/docs/en/api/paddle/optimizer/Overview_en.html
import { known, knownNumber, optionsOf, type Instance, type Value } from '../../evaluate/values';
import { optimizerName } from '../configs/names';
import { derived, type Draft } from '../draft';
import { shortName } from '../reading';

const optimizer = /^paddle\.(fluid\.)?optimizer\.[A-Z]\w*$/;
const schedule = /^(paddle\.(fluid\.)?optimizer\.lr\.[A-Z]\w*|paddlenlp\.[\w.]*WithWarmup)$/;

export const isPaddleOptimizer = (value: Value | undefined): value is Instance => value?.kind === 'instance' && !value.role && optimizer.test(value.callee);

/** paddle 3.0: these start at 0.001 where nothing is given; the others have to be told. */
const withDefaultRate = /\.(SGD|Momentum|Adam|AdamW|Adamax|Adadelta|Lamb|NAdam|RAdam)$/;
const defaultRate = 0.001;

/** A schedule's peak: what it decays from, or rises to. */
function peakOf(rate: Value | undefined, depth = 0): Value | undefined {
  if (rate?.kind !== 'instance' || !schedule.test(rate.callee) || depth > 2) return rate;
  const { keywords, positional } = rate.call;
  switch (shortName(rate.callee)) {
    case 'PiecewiseDecay':
      return largest(keywords.get('values') ?? positional[1]);
    case 'OneCycleLR':
      return keywords.get('max_learning_rate') ?? positional[0];
    case 'CyclicLR':
      return keywords.get('max_learning_rate') ?? positional[1];
    // its rate is scaled by the width of the model and the warm-up
    case 'NoamDecay':
      return undefined;
    default:
      return peakOf(keywords.get('learning_rate') ?? positional[0], depth + 1);
  }
}

const largest = (values: Value | undefined): Value | undefined =>
  values?.kind === 'sequence' && values.complete && values.items.every((item) => knownNumber(item) !== undefined)
    ? [...values.items].sort((a, b) => knownNumber(b)! - knownNumber(a)!)[0]
    : undefined;

function rateOf(value: Instance): Value | undefined {
  const given = value.call.keywords.get('learning_rate') ?? value.call.positional[0];
  if (given) return peakOf(given);
  return value.call.complete && withDefaultRate.test(value.callee)
    ? { ...known(defaultRate, undefined, 'library-default'), source: `paddle 3.0 optimizer.${shortName(value.callee)}.learning_rate` }
    : undefined;
}

export function describePaddleOptimizer(draft: Draft, value: Value | undefined): void {
  const option = optionsOf(value).find(isPaddleOptimizer);
  if (!option || optionsOf(value).length > 1) {
    draft.doubt('optimizer', value);
    return;
  }
  const name = optimizerName(shortName(option.callee));
  if (name) draft.set('optimizer', { ...derived(name, option.span), origin: 'literal' });
  const rate = rateOf(option);
  if (rate) draft.number('learningRate', rate);
}
