// The plain sentences under the headline: what dominates, and what would narrow the range.
import type { Estimate, Insights } from '../../model/estimate';
import { percent, rounded } from '../figures/number';
import { writeWidth } from '../figures/quantity';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { inputFor, inputLabel } from './questions';

/** First part in bold, then the rest; `{0}` is the share, `{1}` the detail. */
const DOMINANT: Readonly<Record<NonNullable<Insights['dominant']>['id'], { readonly emphasis: string; readonly rest: string }>> = {
  padding: { emphasis: 'Padding causes {0} of this', rest: ': most of each sample is filler that the GPU computes like text.' },
  grid: { emphasis: 'The grid decides this', rest: ': the same run emits several times less where electricity is cleaner.' },
  embodied: {
    emphasis: 'Making the hardware accounts for {0} of this',
    rest: ': the electricity is clean, so what is left is the share of the GPU’s manufacture.',
  },
  evaluation: { emphasis: 'Evaluation causes {0} of this', rest: ': fewer passes or fewer samples would do.' },
  model: { emphasis: 'The model’s size decides this', rest: ': nearly everything is the training itself.' },
  precision: { emphasis: 'Full fp32 arithmetic decides this', rest: ': the GPU’s tensor cores stay idle.' },
  launch: {
    emphasis: 'The GPU mostly waits',
    rest: ': its steps are so small that starting them takes longer than computing them; larger batches would help.',
  },
  training: { emphasis: 'The training itself causes {0} of this', rest: '.' },
};

export function sentenceOf(estimate: Estimate, translate: Translate): Report['sentence'] {
  const { dominant } = estimate.insights;
  if (!dominant || !estimate.co2eKg) return null;
  const words = DOMINANT[dominant.id];
  const share = dominant.fraction === undefined ? translate('most') : percent(dominant.fraction);
  if (dominant.id === 'padding') return paddingSentence(estimate, share, translate);
  return { emphasis: translate(words.emphasis, share), rest: translate(words.rest) };
}

/** "Padding to 512 tokens causes 52 % of this: the texts are likely near 230." */
function paddingSentence(estimate: Estimate, share: string, translate: Translate): Report['sentence'] {
  const tokens = estimate.chain.find(({ id }) => id === 'tokensPerSample');
  const padded = tokens && typeof tokens.value !== 'string' ? tokens.value.mid : undefined;
  const real = tokens?.details?.realTokens;
  const realTokens = typeof real === 'number' ? real : typeof real === 'object' ? real.mid : undefined;
  if (padded === undefined || realTokens === undefined)
    return { emphasis: translate(DOMINANT.padding.emphasis, share), rest: translate(DOMINANT.padding.rest) };
  return {
    emphasis: translate('Padding to {0} tokens causes {1} of this', Math.round(padded), share),
    rest: translate(': the texts are likely near {0} tokens.', rounded(realTokens)),
  };
}

/** A range that narrows by less than this is not worth a sentence. */
const WORTHWHILE_NARROWING = 0.95;

/** What a range comes from, in words that finish "Most of the range comes from ...". */
const RANGE_FROM: Readonly<Record<string, string>> = {
  gpu: 'the GPU, which is not named',
  time: 'how fast hardware and code like these turn out to be',
  datasetSamples: 'the size of the data set',
  epochs: 'the number of epochs',
  tokensPerSample: 'the length of the samples',
  perDeviceBatchSize: 'the batch size',
  loader: 'how fast images are read and prepared',
  startup: 'what starting and saving take',
  objective: 'how answers are generated, scored and learnt from',
  region: 'the electricity grid',
  pue: 'the building',
  power: 'the power draw',
  host: 'the machine around the GPU',
  embodied: 'the making of the hardware',
  lifetime: 'how long the hardware is used',
};
/** A source of the range is worth naming when it is about half of it. */
const MOST = 0.45;

/** "Most of the range comes from the electricity grid." */
function rangeFromOf({ insights }: Estimate, translate: Translate): string | undefined {
  const from = insights.rangeFrom;
  const words = from && from.fraction >= MOST ? RANGE_FROM[from.input] : undefined;
  return words && translate('Most of the range comes from {0}.', translate(words));
}

/** What the range comes from, and what would narrow it; null where neither is worth a sentence. */
export function narrowingOf(estimate: Estimate, translate: Translate): string | null {
  if (!estimate.co2eKg) return null;
  return [rangeFromOf(estimate, translate), statingOf(estimate, translate)].filter(Boolean).join(' ') || null;
}

/** "Stating the GPU would narrow the range from 3.2× to 1.6×." */
function statingOf(estimate: Estimate, translate: Translate): string | null {
  const { narrowing } = estimate.insights;
  if (!narrowing || !estimate.co2eKg || narrowing.widthThen > narrowing.widthNow * WORTHWHILE_NARROWING) return null;
  const input = inputFor(narrowing.input);
  // What is stated already still has a range of its own, which stating it again would not narrow.
  const open = estimate.chain.some(({ assumed, editable }) => assumed && editable !== undefined && inputFor(editable) === input);
  if (!open) return null;
  const label = input ? translate(inputLabel(input)).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) : narrowing.input;
  return translate('Stating the {0} would narrow the range from {1} to {2}.', label, writeWidth(narrowing.widthNow), writeWidth(narrowing.widthThen));
}
