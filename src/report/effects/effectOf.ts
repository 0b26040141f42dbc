// What one value of a run does to its footprint, in a sentence: the cost of one more of it, or what another choice would change. Never what the value is.
import type { Estimate } from '../../model/estimate';
import type { Accelerator } from '../../model/hardware';
import type { FactName, Run } from '../../model/run';
import type { Translate } from '../translate';
import { batchEffect, checkpointingEffect, methodEffect, optimizerEffect, shardingEffect } from './memoryEffects';
import { evaluationEffect, earlyStoppingEffect, epochEffect, samplesEffect, stepsEffect } from './passEffects';
import { imageSizeEffect, lengthEffect, modelEffect, paddingEffect } from './sampleEffects';
import { compileEffect, flashAttentionEffect, gpuCountEffect, gpuEffect, precisionEffect } from './machineEffects';

/** What an effect is worked out from. */
export interface EffectInput {
  readonly run: Run;
  /** the run as it stands */
  readonly estimate: Estimate;
  /** false where only the data set's size is unknown: shares and ratios hold then, kilograms do not */
  readonly isMeasured: boolean;
  /** the device that the estimate is for */
  readonly device: Accelerator | undefined;
  /** the run with these facts changed (null: no longer stated) */
  readonly estimateWith: (facts: Readonly<Partial<Record<FactName, string | number | boolean | null>>>) => Estimate;
  readonly translate: Translate;
}

/** @returns a sentence, or undefined where the value leaves the footprint as it is. */
export type Effect = (input: EffectInput) => string | undefined;

const EFFECTS: Readonly<Partial<Record<FactName, Effect>>> = {
  model: modelEffect,
  parameters: modelEffect,
  configuration: modelEffect,
  flopsPerSample: modelEffect,
  epochs: epochEffect,
  maxSteps: stepsEffect,
  dataset: samplesEffect,
  datasetSamples: samplesEffect,
  evaluationPasses: evaluationEffect,
  evaluationSamples: evaluationEffect,
  earlyStopping: earlyStoppingEffect,
  perDeviceBatchSize: batchEffect,
  globalBatchSize: batchEffect,
  gradientCheckpointing: checkpointingEffect,
  method: methodEffect,
  loraRank: methodEffect,
  optimizer: optimizerEffect,
  sharding: shardingEffect,
  padding: paddingEffect,
  sequenceLength: lengthEffect,
  imageSize: imageSizeEffect,
  precision: precisionEffect,
  compile: compileEffect,
  flashAttention: flashAttentionEffect,
  gpu: gpuEffect,
  gpuCount: gpuCountEffect,
};

/** @returns what this fact does to the footprint, or undefined where it does nothing or that can't be told. */
export const effectOf = (name: FactName, input: EffectInput): string | undefined => (input.run.facts[name] ? EFFECTS[name]?.(input) : undefined);
