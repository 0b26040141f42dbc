// Every case that one estimate needs: all inputs at their middle, and each uncertain one at its ends.
import { isExact, type Interval } from '../model/interval';
import type { Workload } from '../model/workload';
import { combined, type Effect } from './intervals';
import type { Constants } from './physics/constants';
import { outcomeOf, type Outcome, type Shared } from './physics/outcome';
import { asItCanRun, withBatchThatFits } from './physics/feasible';
import { noSpreads, pointOf, shapeOf, type Point, type Spreads, type Uncertain } from './physics/point';
import { spreadsOf } from './spreads';

/** Everything that was worked out for one workload: its middle case, and each uncertain input at its ends. */
export interface Cases {
  readonly workload: Workload;
  /** recomputation was assumed because the activations would not fit without */
  readonly recomputes: boolean;
  /** pure 16-bit weights were assumed because fp32 masters would not fit */
  readonly withoutMasters: boolean;
  /** the inputs of the middle case in plain numbers */
  readonly point: Point;
  /** what the model's own outputs may be off by */
  readonly spreads: Spreads;
  readonly mid: Outcome;
  readonly tilted: readonly { readonly input: Uncertain; readonly low: Outcome; readonly high: Outcome }[];
}

/** The model's own errors and what a table always leaves open. */
const alwaysOpen: readonly Uncertain[] = ['modelFlops', 'time', 'startup', 'memory', 'power', 'host', 'embodied', 'lifetime'];

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
    ...(workload.otherAccelerators ? (['gpu'] as const) : []),
    ...(isOpen(workload) ? (['objective'] as const) : []),
    ...(workload.imageSize && !workload.tokensPerSample ? (['loader'] as const) : []),
    ...(workload.openWeights ? (['weightsPrecision'] as const) : []),
    ...alwaysOpen,
  ];
}

/** Passes of an objective that tools differ in, and the speed at which answers are generated. */
const isOpen = ({ objective, side }: Workload): boolean =>
  side.generatedTokensPerSample > 0 || (objective !== undefined && !(isExact(objective.value.updates) && isExact(objective.value.frozenPasses)));

/** Inputs that neither a step nor the peak of memory depends on. */
const tail: readonly Uncertain[] = ['datasetSamples', 'epochs', 'startup', 'power', 'host', 'pue', 'region', 'embodied', 'lifetime', 'water', 'price'];
/** Of the middle case, what stays as it is when this input moves: most of the work need not be done again. */
function untouchedBy(input: Uncertain, { step, peak }: Outcome): Shared {
  if (tail.includes(input)) return { step, peak };
  return input === 'time' || input === 'gpu' || input === 'loader' ? { peak } : input === 'objective' ? { step, peak } : input === 'memory' ? { step } : {};
}

/** Works out the middle case and the two ends of every uncertain input. */
export function casesOf(workload: Workload, constants: Constants): Cases {
  const shape = shapeOf(workload.model.value);
  const middle = asItCanRun(pointOf(workload, shape, noSpreads), workload, constants);
  const mid = outcomeOf(middle, constants);
  const spreads = spreadsOf(workload, middle, constants, mid.step);
  // What had to be so for the run to fit is decided once: an end of an interval must not change how the run is made.
  const { checkpointing, weightsPrecision, perDeviceBatchSize, gradientAccumulation } = middle;
  const atEnd = (input: Uncertain, end: 'low' | 'high'): Point => {
    const point = { ...pointOf(workload, shape, spreads, { input, end }), checkpointing };
    if (input === 'weightsPrecision') return { ...point, perDeviceBatchSize, gradientAccumulation };
    if (input === 'perDeviceBatchSize') return withBatchThatFits({ ...point, weightsPrecision }, workload, constants);
    return { ...point, weightsPrecision, perDeviceBatchSize, gradientAccumulation };
  };
  const outcome = (input: Uncertain, end: 'low' | 'high'): Outcome => outcomeOf(atEnd(input, end), constants, untouchedBy(input, mid));
  return {
    workload,
    recomputes: middle.checkpointing && !workload.gradientCheckpointing.value,
    withoutMasters: middle.weightsPrecision !== workload.weightsPrecision.value,
    point: middle,
    spreads,
    mid,
    tilted: openInputs(workload).map((input) => ({ input, low: outcome(input, 'low'), high: outcome(input, 'high') })),
  };
}

/** The interval of one figure over all inputs, or over all but one. */
export function figureOf(cases: Cases, read: (outcome: Outcome) => number, without?: Uncertain): Interval {
  const effects: Effect[] = [];
  for (const { input, low, high } of cases.tilted) if (input !== without) effects.push({ input, atLow: read(low), atHigh: read(high) });
  return combined(read(cases.mid), effects);
}
