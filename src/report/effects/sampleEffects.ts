// What one sample costs: the model that computes it, its length or its size, and the filler in it.
import { percent, rounded, short } from '../figures/number';
import { differenceOf, shareOfCompute } from './comparison';
import type { Effect } from './effectOf';

/** Image sides are multiples of this in nearly every network (five halvings). */
const IMAGE_STEP_PIXELS = 32;

/** Floating-point operations in the unit that fits them, from the largest down. */
const FLOP_UNITS = [
  { from: 1e15, symbol: 'PFLOP' },
  { from: 1e12, symbol: 'TFLOP' },
  { from: 1e9, symbol: 'GFLOP' },
  { from: 1e6, symbol: 'MFLOP' },
  { from: 0, symbol: 'FLOP' },
] as const;

function writeFlops(flops: number): string {
  const { from, symbol } = FLOP_UNITS.find((unit) => flops >= unit.from) ?? FLOP_UNITS[FLOP_UNITS.length - 1]!;
  return `${rounded(flops / (from || 1))} ${symbol}`;
}

/** "109 M parameters; training on one token takes 0.66 GFLOP." */
export const modelEffect: Effect = ({ estimate, translate }) => {
  const parameters = estimate.chain.find(({ id }) => id === 'model')?.details?.parameters;
  const size = typeof parameters === 'number' ? translate('{0} parameters', short(parameters)) : undefined;
  const { trainFlops, tokens, samples } = estimate.workload;
  const each = tokens ?? samples;
  const flops = trainFlops && each && each.mid > 0 ? writeFlops(trainFlops.mid / each.mid) : undefined;
  const work = flops && (tokens ? translate('training on one token takes {0}', flops) : translate('training on one sample takes {0}', flops));
  const said = [size, work].filter((part) => part !== undefined);
  return said.length > 0 ? translate('{0}.', said.join('; ')) : undefined;
};

/** "Padding: 52 % of the compute."; from what padding to each batch's longest would save where nobody knows the texts' lengths. */
export const paddingEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  if (run.facts.padding?.value !== 'max_length') return undefined;
  const [padded, tight] = [estimate.workload.trainFlops?.mid, estimateWith({ padding: 'longest' }).workload.trainFlops?.mid];
  const share = shareOfCompute(estimate, 'padding') ?? (padded && tight ? 1 - tight / padded : 0);
  return share > 0 ? translate('Padding: {0} of the compute.', percent(share)) : undefined;
};

/** What half the length would save; that it would save nothing is worth saying too. */
export const lengthEffect: Effect = (input) => {
  const { run, estimate, estimateWith, translate } = input;
  const length = run.facts.sequenceLength?.value;
  if (!length || length < 2 || !estimate.gpuHours) return undefined;
  const half = Math.round(length / 2);
  const change = differenceOf(estimate.gpuHours, estimateWith({ sequenceLength: half }).gpuHours);
  const halved = change ? translate('At {0} tokens: {1} GPU-hours.', half, change) : translate('At {0} tokens nearly the same: few texts are longer.', half);
  return [paddingEffect(input), halved].filter(Boolean).join(' ');
};

export const imageSizeEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  const side = run.facts.imageSize?.value;
  if (!side || side < 2 * IMAGE_STEP_PIXELS) return undefined;
  const half = Math.max(IMAGE_STEP_PIXELS, Math.round(side / 2 / IMAGE_STEP_PIXELS) * IMAGE_STEP_PIXELS);
  const change = differenceOf(estimate.gpuHours, estimateWith({ imageSize: half }).gpuHours);
  return change && translate('At {0} × {0} pixels: {1} GPU-hours.', half, change);
};
