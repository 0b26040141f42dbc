// Reads an outside caller's spec: every key known, every value in range, or refused by name.
import type { ModelSpec, TrainingSpec } from '../model/spec';
import { objectives } from './complete/objective';

type Check = (value: unknown) => string | undefined;

const numberBetween =
  (low: number, high: number): Check =>
  (value) =>
    typeof value !== 'number' || !Number.isFinite(value)
      ? 'must be a finite number'
      : value < low || value > high
        ? `must lie between ${low} and ${high}`
        : undefined;
const wholeBetween =
  (low: number, high: number): Check =>
  (value) =>
    numberBetween(low, high)(value) ?? (Number.isInteger(value) ? undefined : 'must be a whole number');
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? undefined : `must be one of ${words.join(', ')}`;
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const text: Check = (value) =>
  typeof value === 'string' && value.trim().length > 0 && value.length <= 500 ? undefined : 'must be a text of at most 500 characters';

/** A value passes when it is null or absent, or its check says nothing. */
function refusal(record: unknown, checks: Readonly<Record<string, Check>>, prefix: string): string | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return prefix ? 'must be an object' : 'spec: must be an object';
  for (const [key, value] of Object.entries(record)) {
    const path = prefix ? `${prefix}.${key}` : key;
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) return `${path}: unknown key`;
    if (value === null || value === undefined) continue;
    const wrong = check(value);
    if (wrong) return wrong.startsWith(`${path}.`) ? wrong : `${path}: ${wrong}`;
  }
  return undefined;
}
const nested =
  (name: string, checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    refusal(value, checks, name);

// The ranges are wide enough for anything ever trained and narrow enough to catch a slip of the keyboard or a unit.
const modelChecks: Readonly<Record<string, Check>> = {
  id: text,
  parameters: numberBetween(1, 1e15),
  activeParameters: numberBetween(1, 1e15),
  layers: wholeBetween(1, 1e5),
  hiddenSize: wholeBetween(1, 1e6),
  attentionHeads: wholeBetween(1, 1e5),
  vocabularySize: wholeBetween(1, 1e8),
  flopsPerSample: numberBetween(1, 1e20),
};
const specChecks: Readonly<Record<string, Check>> = {
  model: nested('model', modelChecks),
  method: oneOf('pretrain', 'full', 'lora', 'qlora', 'frozen'),
  precision: oneOf('fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'int8', 'nf4'),
  tokens: numberBetween(1, 1e18),
  samples: numberBetween(1, 1e16),
  sequenceLength: numberBetween(1, 1e8),
  imageSize: numberBetween(1, 1e5),
  epochs: numberBetween(1e-6, 1e7),
  maxSteps: numberBetween(1, 1e12),
  globalBatchSize: numberBetween(1, 1e9),
  perDeviceBatchSize: numberBetween(1, 1e9),
  gradientAccumulation: wholeBetween(1, 1e6),
  gradientCheckpointing: flag,
  activationCheckpointing: flag,
  optimizer: text,
  loraRank: wholeBetween(1, 1e5),
  gpu: text,
  gpuCount: wholeBetween(1, 1e7),
  region: text,
  gridIntensity: numberBetween(0, 3),
  pue: numberBetween(1, 5),
  weightsPrecision: oneOf('fp32', 'bf16', 'fp16'),
  meanTokensPerSample: numberBetween(1, 1e8),
  packing: flag,
  padding: oneOf('max_length', 'longest', 'none'),
  sharding: oneOf('none', 'zero1', 'zero2', 'zero3'),
  tensorParallel: wholeBetween(1, 1e4),
  pipelineParallel: wholeBetween(1, 1e4),
  offload: oneOf('none', 'optimizer', 'parameters'),
  flashAttention: flag,
  compile: flag,
  framework: text,
  generation: nested('generation', { tokensPerSample: numberBetween(1, 1e7), samplesPerPrompt: numberBetween(1, 1e5) }),
  objective: oneOf(...objectives),
  teacher: nested('teacher', modelChecks),
  evaluation: nested('evaluation', { samples: numberBetween(0, 1e15), passes: numberBetween(0, 1e7) }),
};

/** Whether anything of the model is stated. */
const namesAModel = (model: ModelSpec | undefined): boolean =>
  !!model && (!!model.id || !!model.parameters || !!model.flopsPerSample || !!(model.layers && model.hiddenSize));

/**
 * Checks a spec of the JSON contract key by key.
 * @returns the spec, or one line that names the first key that is wrong and says why.
 */
export function parseSpec(json: unknown): { readonly spec: TrainingSpec } | { readonly error: string } {
  const error = refusal(json, specChecks, '');
  if (error) return { error };
  const spec = json as TrainingSpec;
  if (!namesAModel(spec.model)) return { error: 'model: state an id, or parameters, flopsPerSample, or layers and hiddenSize' };
  const { parameters, activeParameters } = spec.model;
  if (parameters && activeParameters && activeParameters > parameters) return { error: 'model.activeParameters: must not exceed parameters' };
  return { spec };
}
