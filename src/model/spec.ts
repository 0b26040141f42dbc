// The estimator's input as an outside caller writes it: `estimate --spec` of the JSON contract.
import type { Method, Objective, Padding, Precision, Sharding } from './run';

/** The model by name, or by the sizes themselves. `flopsPerSample`: forward, one sample, 2 per multiply-add. */
export interface ModelSpec {
  id?: string | null;
  parameters?: number | null;
  activeParameters?: number | null;
  layers?: number | null;
  hiddenSize?: number | null;
  attentionHeads?: number | null;
  vocabularySize?: number | null;
  flopsPerSample?: number | null;
}

/** One training run in figures; null or absent where not stated. `tokens` and `samples` are totals over one epoch times nothing: `epochs` multiplies them. */
export interface TrainingSpec {
  model: ModelSpec;
  method?: Method | null;
  precision?: Precision | null;
  tokens?: number | null;
  samples?: number | null;
  sequenceLength?: number | null;
  imageSize?: number | null;
  epochs?: number | null;
  maxSteps?: number | null;
  globalBatchSize?: number | null;
  perDeviceBatchSize?: number | null;
  gradientAccumulation?: number | null;
  gradientCheckpointing?: boolean | null;
  activationCheckpointing?: boolean | null;
  optimizer?: string | null;
  loraRank?: number | null;
  gpu?: string | null;
  gpuCount?: number | null;
  region?: string | null;
  /** kg CO2e per kWh */
  gridIntensity?: number | null;
  pue?: number | null;
  weightsPrecision?: 'fp32' | 'bf16' | 'fp16' | null;
  meanTokensPerSample?: number | null;
  packing?: boolean | null;
  padding?: Padding | null;
  sharding?: Sharding | null;
  tensorParallel?: number | null;
  pipelineParallel?: number | null;
  offload?: 'none' | 'optimizer' | 'parameters' | null;
  flashAttention?: boolean | null;
  compile?: boolean | null;
  framework?: string | null;
  generation?: { tokensPerSample?: number | null; samplesPerPrompt?: number | null } | null;
  /** preference, reward, reinforcement and distillation runs: samples are pairs, prompts, or texts that a teacher reads too */
  objective?: Objective | null;
  teacher?: ModelSpec | null;
  evaluation?: { samples?: number | null; passes?: number | null } | null;
}
