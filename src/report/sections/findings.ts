// Avoidable waste with strong evidence, for the editor's problems and code scanning: nothing here rests on an assumption about the hardware.
import type { Alternative } from '../../model/alternative';
import type { Span } from '../../model/source';
import { shareOfCompute } from '../effects/comparison';
import { exact, percent, rounded } from '../figures/number';
import type { Report } from '../reportModel';
import { keyOf, writePercentage } from './savings';
import type { ReportInput } from './reportInput';

/** Below these shares a remark would annoy more than it saves. */
const LEAST_PADDING_SHARE = 0.25;
const LEAST_PRECISION_SAVING_PERCENT = 20;

export function findingsOf(input: ReportInput, capacityGiB: number | undefined): Report['findings'] {
  return [padding(input), fullPrecision(input), tooLarge(input, capacityGiB)].filter((finding) => finding !== undefined);
}

type Finding = Report['findings'][number];

/** Every sample is brought to the full length, and a good part of it is filler. */
function padding({ run, estimate, alternatives, translate }: ReportInput): Finding | undefined {
  const place = run.facts.padding?.span;
  if (run.facts.padding?.value !== 'max_length' || !place) return undefined;
  const saved = alternatives.find(({ id }) => id === 'dynamic-padding')?.saves.gpuHoursPercent;
  // Where nobody knows the texts' lengths, even the low end of what could be saved has to be worth a remark.
  const share = shareOfCompute(estimate, 'padding') ?? (saved && saved.low >= LEAST_PADDING_SHARE * 100 ? saved.mid / 100 : 0);
  if (share < LEAST_PADDING_SHARE) return undefined;
  return {
    id: 'padding',
    message: translate('About {0} of the compute goes into padding.', percent(share)),
    place,
    ...remedy('dynamic-padding', alternatives),
  };
}

/** fp32 on a GPU that the user named and whose tensor cores could do far more. */
function fullPrecision({ run, estimate, alternatives, translate }: ReportInput): Finding | undefined {
  const better = alternatives.find(({ id }) => id === 'mixed-precision');
  const gpu = estimate.chain.find(({ id }) => id === 'gpu');
  if (run.facts.precision?.value !== 'fp32' || !better || !gpu || gpu.assumed || typeof gpu.value !== 'string') return undefined;
  const { mid } = better.saves.gpuHoursPercent;
  if (mid < LEAST_PRECISION_SAVING_PERCENT) return undefined;
  return {
    id: 'mixed-precision',
    message: translate(
      'fp32 uses the tensor cores of the {0} little or not at all: mixed precision would save about {1} % of the GPU-hours.',
      gpu.value,
      writePercentage(mid),
    ),
    place: placeOf(better, run.anchor),
    ...remedy('mixed-precision', alternatives),
  };
}

/** The peak does not fit a GPU that the user named. */
function tooLarge({ run, estimate, translate }: ReportInput, capacityGiB: number | undefined): Finding | undefined {
  const gpu = estimate.chain.find(({ id }) => id === 'gpu');
  if (estimate.fitsMemory !== false || !estimate.peakMemoryGiB || !capacityGiB || !gpu || gpu.assumed) return undefined;
  const needs = translate('Needs about {0} GiB on each GPU, which has {1}.', rounded(estimate.peakMemoryGiB.mid), exact(Math.round(capacityGiB)));
  const most = estimate.largestBatchThatFits;
  return {
    id: 'memory',
    message: most ? `${needs} ${translate('A batch of {0} fits.', exact(most))}` : needs,
    place: (run.facts.perDeviceBatchSize ?? run.facts.globalBatchSize)?.span ?? run.anchor,
  };
}

const placeOf = ({ edits }: Alternative, anchor: Span): Span =>
  edits.find(({ span }) => span.line !== span.endLine || span.column !== span.endColumn)?.span ?? anchor;

/** The alternative that would mend it, where it is an edit. */
function remedy(rule: string, alternatives: readonly Alternative[]): { readonly alternative?: string } {
  const found = alternatives.find(({ id, edits }) => id === rule && edits.length > 0);
  return found ? { alternative: keyOf(found) } : {};
}
