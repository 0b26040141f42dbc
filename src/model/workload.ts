// One training run made complete: every input of the estimate in figures, each with its interval, what backs it and whether anyone stated it.
import type { ModelSizes } from './architecture';
import type { Assumption } from './estimate';
import type { Accelerator, Grid } from './hardware';
import type { Interval } from './interval';
import type { Calibration } from './measurement';
import type { Method, Objective, Padding, Precision, Sharding } from './run';
import type { Sourced } from './source';

/** An input with its backing. `assumed`: nobody stated it; `editable`: the setting, directive key or fact that changes it. */
export interface Input<T> extends Sourced<T> {
  readonly assumed: boolean;
  readonly editable?: string;
}

/** How much of the run is spent beside training on the samples. */
export interface SideWork {
  /** samples of all evaluation passes together */
  readonly evaluationSamples: Input<Interval> | null;
  /** tokens generated for each sample that is trained on (reinforcement learning), 0 without */
  readonly generatedTokensPerSample: number;
}

/** What a preference, reward, reinforcement or distillation run does for each sample beside one forward and backward pass. */
export interface ObjectiveWork {
  readonly name: Objective;
  /** sequences in each sample of a batch: 2 where the chosen and the rejected answer both go through the model */
  readonly sequences: number;
  /** samples that each row of the data set makes: the answers to one prompt */
  readonly samplesPerRow: number;
  /** the batch of a step counts rows, not the samples that they make */
  readonly stepCountsRows: boolean;
  /** times that an answer is trained on once it is scored */
  readonly updates: Interval;
  /** gradient-free forward passes of each sequence (reference, reward, teacher), in units of one of the trained model's */
  readonly frozenPasses: Interval;
  /** weights that these take beside the trained model's, in units of them */
  readonly frozenCopies: number;
}

/** The complete input of `estimateWorkload`. Sizes in the unit of their name; intervals at 90 %. */
export interface Workload {
  readonly framework?: string;
  readonly model: Input<ModelSizes>;
  readonly method: Input<Method>;
  readonly loraRank: number;
  readonly precision: Input<Precision>;
  /** fp32 matrix products run in TF32 on cards that have it */
  readonly productsInTf32?: boolean;
  /** how the weights are kept in memory */
  readonly weightsPrecision: Input<'fp32' | 'bf16' | 'fp16'>;
  /** whether trained 16-bit weights have fp32 masters is left open, and tools differ */
  readonly openWeights?: boolean;
  readonly optimizer: Input<string>;
  readonly gradientCheckpointing: Input<boolean>;
  readonly flashAttention: Input<boolean>;
  readonly compile: boolean;

  /** samples of one pass over the data; null where the total is stated otherwise or is unknown */
  readonly datasetSamples: Input<Interval> | null;
  readonly epochs: Input<Interval> | null;
  /** runs that a loop over seeds, folds or a grid makes of this one */
  readonly repeats: number;
  /** what decides the duration: tokens stated for the run, optimizer steps, or a data set and epochs; null where nothing does */
  readonly durationBy: 'tokens' | 'steps' | 'samples' | null;
  readonly statedTokens: number | null;
  readonly maxSteps: number | null;
  /** training samples of the whole run, repeats included; null where nothing decides the duration */
  readonly samples: Input<Interval> | null;
  /** positions computed for a sample, padding included; null for models that count no tokens */
  readonly tokensPerSample: Input<Interval> | null;
  /** of these, real ones; null where unknown */
  readonly realTokensPerSample: Input<Interval> | null;
  /** with packing: real tokens of a data-set row; rows are joined and cut into samples of `tokensPerSample`. Absent or null where samples are not packed, or counted as packed ones */
  readonly rowTokens?: Input<Interval> | null;
  /** samples are packed: each is full, whatever its rows hold */
  readonly packed?: boolean;
  /** the longest sample of a step, which sets the peak of memory */
  readonly longestSample: number | null;
  readonly padding: Padding | null;
  readonly imageSize: number | null;

  /** samples a device meets in one forward pass */
  readonly perDeviceBatchSize: Input<Interval>;
  readonly gradientAccumulation: Input<number>;
  readonly globalBatchSize: Interval;

  readonly accelerator: Input<Accelerator>;
  /** where no accelerator is named: a faster and a slower one that it may well be; times and energies span them, memory is the assumed one's */
  readonly otherAccelerators?: { readonly low: Accelerator; readonly high: Accelerator };
  readonly gpuCount: Input<number>;
  readonly sharding: Input<Sharding>;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly offload: 'none' | 'optimizer' | 'parameters';

  readonly side: SideWork;
  /** absent where the run learns from its samples as they stand */
  readonly objective?: Input<ObjectiveWork>;

  /** how far off earlier estimates on this accelerator were; absent where nothing was measured */
  readonly calibration?: Calibration;

  /** the grid's name as shown */
  readonly place: string;
  readonly gridKgPerKwh: Input<Interval>;
  /** the grid whose figure that is; absent where the user states an intensity */
  readonly grid?: Grid;
  readonly pue: Input<Interval>;
  /** manufacture of one device with its share of the server */
  readonly embodiedKgPerDevice: Input<Interval>;
  readonly lifetimeYears: Input<Interval>;
  readonly waterLitresPerKwh: Input<Interval> | null;
  readonly usdPerGpuHour: Input<Interval> | null;

  readonly assumptions: readonly Assumption[];
  /** fact names that must be supplied before there is a duration, most decisive first */
  readonly missing: readonly string[];
}

/** What `resolve` makes of a run or a spec. `workload` is null where not even the model is known. */
export interface Resolved {
  readonly spec: import('./spec').TrainingSpec;
  readonly workload: Workload | null;
  readonly assumptions: readonly Assumption[];
  readonly missing: readonly string[];
}
