// Specs and workloads for the estimator's tests.
import assert from 'node:assert/strict';
import { estimateWorkload } from '../../../src/estimate/estimate';
import { fittedConstants } from '../../../src/estimate/physics/constants';
import { noSpreads, pointOf, shapeOf, type Point } from '../../../src/estimate/physics/point';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Estimate } from '../../../src/model/estimate';
import type { Settings } from '../../../src/model/settings';
import type { TrainingSpec } from '../../../src/model/spec';
import type { Workload } from '../../../src/model/workload';
import { resolveSpec } from '../../../src/resolve/resolveSpec';

export const knowledge = createKnowledge();
export const constants = fittedConstants;

export function workloadOf(spec: TrainingSpec, settings: Settings = {}): Workload {
  const { workload } = resolveSpec(spec, knowledge, settings);
  assert.ok(workload, `no workload for ${JSON.stringify(spec)}`);
  return workload;
}

export const estimateOf = (spec: TrainingSpec, settings: Settings = {}): Estimate => estimateWorkload(workloadOf(spec, settings));

/** The middle case, without any error of the model's own. */
export function pointFor(spec: TrainingSpec): Point {
  const workload = workloadOf(spec);
  return pointOf(workload, shapeOf(workload.model.value), noSpreads);
}

export const bert: TrainingSpec = {
  model: { id: 'bert-base-uncased' },
  method: 'full',
  precision: 'fp32',
  samples: 25_000,
  epochs: 3,
  sequenceLength: 512,
  padding: 'max_length',
  perDeviceBatchSize: 16,
  optimizer: 'adamw',
  gpu: 'A100-SXM4-80GB',
  gpuCount: 1,
  gridIntensity: 0.4,
  pue: 1.1,
};
export const llama: TrainingSpec = {
  model: { id: 'meta-llama/Llama-2-7b-hf' },
  method: 'pretrain',
  precision: 'bf16',
  tokens: 2e12,
  sequenceLength: 4096,
  globalBatchSize: 1024,
  gpu: 'A100-SXM4-80GB',
  gpuCount: 1024,
  gridIntensity: 0.4,
  pue: 1.1,
  optimizer: 'adamw',
};
export const resnet: TrainingSpec = {
  model: { id: 'timm/resnet50' },
  method: 'pretrain',
  precision: 'fp16',
  samples: 1_281_167,
  epochs: 90,
  imageSize: 224,
  perDeviceBatchSize: 256,
  optimizer: 'sgd',
  gpu: 'A100-SXM4-80GB',
  gpuCount: 8,
  gridIntensity: 0.4,
  pue: 1.1,
};
