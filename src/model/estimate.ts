// The result of an estimate: figures with intervals, the chain they came by, and what is behind them.
import type { Interval } from './interval';
import type { Provenance } from './source';

/** Something that nobody stated and that the figures rest on. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly why: string;
  readonly source: string;
}

/** One row of the chain from facts to CO2e, in order. Numbers only; `report` words them. */
export interface ChainFactor {
  /** stable id: model, samples, epochs, tokensPerSample, trainFlops, gpu, utilization, gpuHours, power, pue, grid, embodied ... */
  readonly id: string;
  readonly value: Interval | string;
  readonly unit?: string;
  /** extra figures shown beside the value (`109 M`, `about 230 real`) as numbers under stable keys */
  readonly details?: Readonly<Record<string, number | string | Interval>>;
  readonly provenance: readonly Provenance[];
  readonly assumed: boolean;
  /** the setting, directive key or fact that changes it, if the user may */
  readonly editable?: string;
}

/** Shares of CO2e that add up to 1. */
export interface Share {
  readonly id: 'training' | 'padding' | 'evaluation' | 'generation' | 'host' | 'overhead' | 'embodied';
  readonly fraction: number;
}

/** How the device's work on a training sample divides; fractions that add up to 1. */
export interface Passes {
  readonly forward: number;
  readonly backward: number;
  /** forward again, where activations are recomputed */
  readonly recomputation: number;
}

/** Files of the run, in bytes. */
export interface Storage {
  /** the weights it starts from; null where it starts from none */
  readonly downloadBytes: Interval | null;
  /** what it leaves behind: the model, or the adapters alone */
  readonly modelBytes: number;
  /** one checkpoint to go on from: the model with the optimizer's state */
  readonly checkpointBytes: number;
}

/** Per-device peak memory by part, GiB. */
export interface MemoryParts {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  readonly logits: number;
  readonly context: number;
}

/** What the engine says in one sentence each; `report` words them, tests assert the codes. */
export interface Insights {
  /** what dominates the footprint */
  readonly dominant?: {
    readonly id: 'padding' | 'grid' | 'embodied' | 'evaluation' | 'model' | 'precision' | 'launch' | 'training';
    readonly fraction?: number;
    readonly detail?: string | number;
  };
  /** the input that the range of CO2e comes from most, and its share of it */
  readonly rangeFrom?: { readonly input: string; readonly fraction: number };
  /** what the user could state to narrow the range most: high/low now and then */
  readonly narrowing?: { readonly input: string; readonly widthNow: number; readonly widthThen: number };
}

/** What answering requests with the trained model takes, on the accelerator of the run. */
export interface Serving {
  /** energy of machines and building for 1,000 requests */
  readonly kwhPerThousandRequests: Interval;
  readonly co2eKgPerThousandRequests: Interval;
  /** requests after which serving has used as much energy as the training; null where the training has no figure */
  readonly requestsToMatchTraining: Interval | null;
  /** what a request was taken to be */
  readonly request: {
    readonly inputTokens?: number;
    readonly outputTokens?: number;
    /** denoising passes of an image */
    readonly passes?: number;
    readonly batch: number;
    readonly gpu: string;
    readonly gpuCount: number;
  };
  readonly provenance: readonly Provenance[];
}

/** All quantities in the unit of their name; null where one cannot be estimated, with the reason among `assumptions`. */
export interface Estimate {
  readonly workload: {
    readonly tokens: Interval | null;
    readonly samples: Interval | null;
    readonly optimizerSteps: Interval | null;
    readonly trainFlops: Interval | null;
  };
  /** device-hours of all devices together */
  readonly gpuHours: Interval | null;
  readonly wallClockHours: Interval | null;
  /** per device */
  readonly peakMemoryGiB: Interval | null;
  readonly fitsMemory: boolean | null;
  readonly energyKwh: Interval | null;
  readonly co2eKg: Interval | null;
  readonly operationalCo2eKg: Interval | null;
  readonly embodiedCo2eKg: Interval | null;
  readonly waterLitres: Interval | null;
  readonly costUsd: Interval | null;
  /** model FLOP utilisation, 0..1 */
  readonly utilization: Interval | null;
  readonly assumptions: readonly Assumption[];
  readonly chain: readonly ChainFactor[];
  readonly shares: readonly Share[];
  /** absent where the model is unknown */
  readonly passes?: Passes;
  readonly storage?: Storage;
  readonly memory: MemoryParts | null;
  /** the largest per-device batch whose peak fits the device, null where unknown */
  readonly largestBatchThatFits: number | null;
  readonly insights: Insights;
  /** absent or null where the model is unknown */
  readonly serving?: Serving | null;
  /** what must be supplied before there is a figure at all: fact names, most decisive first */
  readonly missing: readonly string[];
}
