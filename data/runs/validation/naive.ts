// What calculators without a model of time would say, for comparison.
import { readRuns, type MeasuredRun } from '../measuredRun';

export interface Naive {
  readonly fixedUtilisation?: number;
  readonly medianUtilisation?: number;
}

/** The utilisation that rules of thumb assume. */
const assumedUtilisation = 0.4;

/** 6 N D for language models, three forward passes for others; undefined where neither follows from the row. */
function naiveFlops({ spec }: MeasuredRun): number | undefined {
  const { model, tokens, samples, sequenceLength } = spec;
  if (model.flopsPerSample && samples) return 3 * model.flopsPerSample * samples;
  const size = model.activeParameters ?? model.parameters;
  const counted = tokens ?? (samples && sequenceLength ? samples * sequenceLength : undefined);
  return size && counted ? 6 * size * counted : undefined;
}

const utilisations = new Map<string, number[]>();
let collected = false;

/** Hours by a fixed utilisation, and by the median utilisation that fitted rows of the same kind turned out to have. */
export function naiveHours(row: MeasuredRun, peakFlopsPerSecond: number): Naive {
  const flops = naiveFlops(row);
  if (!flops) return {};
  const atPeak = flops / peakFlopsPerSecond / 3600;
  const median = medianUtilisation(row.kind);
  return { fixedUtilisation: atPeak / assumedUtilisation, medianUtilisation: median ? atPeak / median : undefined };
}

/** Registers one fitted row's utilisation; call for all rows before asking for a median. */
export function collectUtilisations(peakOf: (row: MeasuredRun) => number | undefined): void {
  if (collected) return;
  collected = true;
  for (const row of readRuns()) {
    const [flops, peak, hours] = [naiveFlops(row), peakOf(row), row.truth.gpuHours];
    if (row.use === 'fit' && flops && peak && hours) utilisations.set(row.kind, [...(utilisations.get(row.kind) ?? []), flops / peak / 3600 / hours]);
  }
}

function medianUtilisation(kind: string): number | undefined {
  const values = [...(utilisations.get(kind) ?? [])].sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}
