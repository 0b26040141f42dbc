// When a fact and a label say the same: spellings of models, data sets, optimizers and cards, and a tolerance for numbers.
import type { Run } from '../../src/model/run';
import { FIELDS, type LabelValue } from './labels';

type Same = (read: LabelValue, labelled: LabelValue) => boolean;

/** Labels round (1e-5 for 0.00001, 30.5 million for 30,512,384); reading the value is what counts. */
const TOLERANCE = 0.011;
/** A parameter count may differ by a task head. */
const PARAMETERS_TOLERANCE = 0.02;

const near =
  (tolerance: number): Same =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' && (a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)));
const lower = (value: LabelValue): string =>
  String(value)
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
const letters = (value: LabelValue): string => lower(value).replace(/[^a-z0-9]/g, '');

const sameText: Same = (a, b) => lower(a) === lower(b);
const sameOptimizer: Same = (a, b) => optimizerName(a) === optimizerName(b);
const sameModel: Same = (a, b) => modelName(a) === modelName(b);
const sameCard: Same = (a, b) => letters(a).includes(letters(b)) || letters(b).includes(letters(a));

/** `torch.optim.AdamW`, `adamw_torch_fused` and `AdamWeightDecay` are one optimizer. */
function optimizerName(value: LabelValue): string {
  const name = letters(value).replace(/^torchoptim|^optim|^kerasoptimizers/, '');
  if (name.includes('8bit') || (name.includes('bnb') && name.includes('adam')))
    return name.includes('adamw') || name.includes('bnb') ? 'adamw8bit' : 'adam8bit';
  if (/adamw|weightdecayadam/.test(name)) return 'adamw';
  return name.replace(/(torch|fused|hf|optimizer)$/g, '');
}

/** The last part of a path or hub id, without a weight file's ending. */
const modelName = (value: LabelValue): string =>
  letters(
    lower(value)
      .split('/')
      .at(-1)!
      .replace(/\.(pt|pth|yaml|safetensors|bin)$/, ''),
  );

const datasetName = (value: LabelValue): string =>
  lower(value)
    .replace(/^(datasets?|torchvision)\b[./-]*/, '')
    .replace(/[^a-z0-9/,]+/g, '');

/** The name, with or without its owner, its configuration or a suffix. */
const sameDataset: Same = (a, b) => {
  const [x, y] = [datasetName(a), datasetName(b)];
  if (x === y || x.endsWith(`/${y}`) || y.endsWith(`/${x}`) || x.replace(/[/,]/g, '') === y.replace(/[/,]/g, '')) return true;
  return Math.min(x.length, y.length) > 3 && (x.startsWith(y) || y.startsWith(x));
};

const COMPARISONS: Readonly<Record<string, Same>> = {
  model: sameModel,
  dataset: sameDataset,
  optimizer: sameOptimizer,
  precision: sameText,
  method: sameText,
  framework: sameText,
  gpu: sameCard,
  gradient_checkpointing: (a, b) => a === b,
  parameters: near(PARAMETERS_TOLERANCE),
};

export const sameValue = (field: string, read: LabelValue, labelled: LabelValue): boolean => (COMPARISONS[field] ?? near(TOLERANCE))(read, labelled);

/** What a run says about a labelled field; undefined where it says nothing. */
export function readValue(run: Run, field: string): LabelValue | undefined {
  const name = FIELDS[field]!;
  return name === 'framework' ? run.framework : (run.facts[name]?.value as LabelValue | undefined);
}
