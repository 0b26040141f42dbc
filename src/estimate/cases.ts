// Every case that one estimate needs: all inputs at their middle, and each uncertain one at its ends.
import { isExact, type Interval } from '../model/interval';
import type { Workload } from '../model/workload';
import { combined } from './intervals';
import type { Constants } from './physics/constants';
import { outcomeOf, type Outcome } from './physics/outcome';
import { withNeededRecomputation } from './physics/recomputation';
import { noSpreads, pointOf, shapeOf, type Uncertain } from './physics/point';
import { spreadsOf } from './spreads';

/** Everything that was worked out for one workload: its middle case, and each uncertain input at its ends. */
export interface Cases {
  readonly workload: Workload;
  /** recomputation was assumed because the activations would not fit without */
  readonly recomputes: boolean;
  readonly mid: Outcome;
  readonly tilted: readonly { readonly input: Uncertain; readonly low: Outcome; readonly high: Outcome }[];
}

/** The model's own errors and what a table always leaves open. */
const alwaysOpen: readonly Uncertain[] = ['modelFlops', 'time', 'memory', 'power', 'host', 'embodied', 'lifetime'];

/** The inputs that carry an interval in this workload; exact ones have no ends to try. */
function openInputs(workload: Workload): Uncertain[] {
  const carried: readonly (readonly [Uncertain, Interval | undefined])[] = [
    ['datasetSamples', workload.datasetSamples?.value],
    ['epochs', workload.epochs?.value],
    ['tokensPerSample', (workload.rowTokens ?? workload.tokensPerSample)?.value],
    ['perDeviceBatchSize', workload.perDeviceBatchSize.value],
    ['pue', workload.pue.value],
    ['region', workload.gridKgPerKwh.value],
    ['water', workload.waterLitresPerKwh?.value],
    ['price', workload.usdPerGpuHour?.value],
  ];
  return [
    ...carried.flatMap(([input, interval]) => (interval && !isExact(interval) ? [input] : [])),
    ...(workload.openWeights ? (['weightsPrecision'] as const) : []),
    ...alwaysOpen,
  ];
}

/** Works out the middle case and the two ends of every uncertain input. */
export function casesOf(workload: Workload, constants: Constants): Cases {
  const shape = shapeOf(workload.model.value);
  const { assumed, value } = workload.gradientCheckpointing;
  const middle = withNeededRecomputation(pointOf(workload, shape, noSpreads), assumed, constants);
  const mid = outcomeOf(middle, constants);
  const spreads = spreadsOf(workload, constants, mid.step);
  // Whether to recompute is decided once: an end of an interval must not change how the run is made.
  const outcome = (input: Uncertain, end: 'low' | 'high'): Outcome =>
    outcomeOf({ ...pointOf(workload, shape, spreads, { input, end }), checkpointing: middle.checkpointing }, constants);
  return {
    workload,
    recomputes: middle.checkpointing && !value,
    mid,
    tilted: openInputs(workload).map((input) => ({ input, low: outcome(input, 'low'), high: outcome(input, 'high') })),
  };
}

/** The interval of one figure over all inputs, or over all but one. */
export function figureOf(cases: Cases, read: (outcome: Outcome) => number, without?: Uncertain): Interval {
  const effects = cases.tilted.filter(({ input }) => input !== without).map(({ input, low, high }) => ({ input, atLow: read(low), atHigh: read(high) }));
  return combined(read(cases.mid), effects);
}
