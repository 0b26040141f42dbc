// Settings lie over what was stated: a what-if of the panel, the command line, or the workspace's choice.
import type { Settings } from '../model/settings';
import type { TrainingSpec } from '../model/spec';
import type { Method, Precision } from '../model/run';
import type { Provenance } from '../model/source';
import type { Stated } from './stated';

/** Settings that each stand for one input. */
type InputSetting = Exclude<keyof Settings, 'partitions' | 'measured'>;

/** Which spec key each setting decides. */
const specKeyOf: Readonly<Record<InputSetting, keyof TrainingSpec>> = {
  gpu: 'gpu',
  gpuCount: 'gpuCount',
  region: 'region',
  gridIntensityKgPerKwh: 'gridIntensity',
  pue: 'pue',
  datasetSamples: 'samples',
  epochs: 'epochs',
  precision: 'precision',
  perDeviceBatchSize: 'perDeviceBatchSize',
  method: 'method',
  meanTokensPerSample: 'meanTokensPerSample',
};
const methods: readonly string[] = ['pretrain', 'full', 'lora', 'qlora', 'frozen'];
const precisions: readonly string[] = ['fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'int8', 'nf4'];

/** Settings that are words; all others are numbers, and what a settings file says otherwise is left out. */
const inWords: readonly InputSetting[] = ['gpu', 'region', 'method', 'precision'];

/** A number that makes sense as a setting; anything else is left out rather than carried into the figures. */
const usable = (key: InputSetting, value: unknown): boolean => {
  if (typeof value === 'number' && !inWords.includes(key))
    return (
      Number.isFinite(value) &&
      (key === 'gridIntensityKgPerKwh' ? value >= 0 && value <= 3 : key === 'pue' ? value >= 1 && value <= 5 : value > 0 && value < 1e16)
    );
  if (key === 'method') return methods.includes(value as Method);
  if (key === 'precision') return precisions.includes(value as Precision);
  return (key === 'gpu' || key === 'region') && typeof value === 'string' && value.trim() !== '';
};

/** The order of precedence is: settings, then `# footprint:` directives (already among the facts), code, knowledge, assumption. */
export function withSettings(stated: Stated, settings: Settings): Stated {
  const spec: Record<string, unknown> = { ...stated.spec };
  const backing: Record<string, readonly Provenance[] | undefined> = { ...stated.backing };
  let lengthIsCap = stated.lengthIsCap;
  for (const key of Object.keys(specKeyOf) as InputSetting[]) {
    const value = settings[key];
    if (value === undefined || value === null || !usable(key, value)) continue;
    const specKey = specKeyOf[key];
    spec[specKey] = value;
    backing[specKey] = [{ kind: 'setting', key }];
    // A figure that the setting replaces must not contradict it.
    if (key === 'datasetSamples') [spec.tokens, spec.maxSteps] = [null, spec.epochs ? null : spec.maxSteps];
    if (key === 'epochs') spec.maxSteps = null;
    if (key === 'perDeviceBatchSize' || key === 'gpuCount') spec.globalBatchSize = null;
    if (key === 'region') spec.gridIntensity = settings.gridIntensityKgPerKwh ?? null;
    if (key === 'method' && (value === 'lora' || value === 'qlora')) spec.loraRank ??= 16;
    if (key === 'meanTokensPerSample') lengthIsCap = stated.spec.padding !== 'max_length' && stated.spec.packing !== true;
  }
  return { ...stated, spec: spec as unknown as TrainingSpec, backing, lengthIsCap };
}
