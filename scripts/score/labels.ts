// Hand-made labels of training files: what a careful reader says each file trains (`labels.jsonl`, one object a line, beside the files it names).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FactName } from '../../src/model/run';

export type LabelValue = string | number | boolean;
/** Several acceptable values; null among them means that saying nothing is right too. */
export type Accepted = LabelValue | null | readonly (LabelValue | null)[];

/** One run as it should be read. A key that is left out isn't compared; null says that the file does not determine the value. */
export interface RunLabel {
  readonly anchor_line?: number | readonly number[];
  readonly cell?: number;
  readonly [field: string]: Accepted | undefined;
}

export interface FileLabel {
  readonly id: string;
  /** relative to the folder of labels.jsonl */
  readonly file: string;
  readonly language: string;
  readonly is_training: boolean;
  readonly runs?: readonly RunLabel[];
  readonly notes?: string;
}

/** The names of labelled fields, and the facts they are compared with. */
export const FIELDS: Readonly<Record<string, FactName | 'framework'>> = {
  model: 'model',
  dataset: 'dataset',
  per_device_batch_size: 'perDeviceBatchSize',
  global_batch_size: 'globalBatchSize',
  gradient_accumulation: 'gradientAccumulation',
  epochs: 'epochs',
  max_steps: 'maxSteps',
  seq_len: 'sequenceLength',
  image_size: 'imageSize',
  learning_rate: 'learningRate',
  optimizer: 'optimizer',
  precision: 'precision',
  method: 'method',
  lora_r: 'loraRank',
  gradient_checkpointing: 'gradientCheckpointing',
  num_gpus: 'gpuCount',
  parameters: 'parameters',
  framework: 'framework',
  gpu: 'gpu',
};

/** Where the label is null, a value given all the same was invented. */
export const NEVER_INVENTED: ReadonlySet<string> = new Set([
  'model',
  'dataset',
  'per_device_batch_size',
  'epochs',
  'max_steps',
  'seq_len',
  'image_size',
  'learning_rate',
  'optimizer',
  'num_gpus',
  'gpu',
  'lora_r',
]);

/** The labels of one folder, in file order. @throws Error when a line is no JSON or a labelled file is missing */
export function readLabels(folder: string): readonly FileLabel[] {
  const lines = readFileSync(join(folder, 'labels.jsonl'), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const label = parsed(line, `${folder}/labels.jsonl:${index + 1}`);
    if (!existsSync(join(folder, label.file))) throw new Error(`${folder}/labels.jsonl:${index + 1}: no file ${label.file}`);
    return [label];
  });
}

function parsed(line: string, place: string): FileLabel {
  try {
    return JSON.parse(line) as FileLabel;
  } catch (error) {
    throw new Error(`${place}: ${String(error)}`, { cause: error });
  }
}

/** What a field may be: the labelled values without null, and whether nothing is right as well. */
export function acceptedValues(label: Accepted | undefined): { readonly values: readonly LabelValue[]; readonly orNothing: boolean } {
  const all = (Array.isArray(label) ? label : [label]) as readonly (LabelValue | null | undefined)[];
  const values = all.filter((value): value is LabelValue => value !== null && value !== undefined && value !== 'null').map(asNumber);
  return { values, orNothing: values.length < all.length };
}

const asNumber = (value: LabelValue): LabelValue =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
