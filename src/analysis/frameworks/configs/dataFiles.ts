// Files of the user's own that a configuration names as training data.
import type { DataFile, Fact } from '../../../model/run';
import type { Value } from '../../evaluate/values';
import { Settings } from './settings';

/** Files whose rows are samples. */
const rowFile = /\.(csv|tsv|jsonl|ndjson|json|txt|parquet|arrow)$/i;

/** Keys of one file, or of a list of them: transformers' example scripts, verl, ms-swift, TRL's scripts, FLAME. */
const fileKeys = ['train_file', 'train_files', 'data.train_files', 'train_dataset', 'train_data', 'train_data_path', 'train_path', 'data_path', 'dataset'];
/** Keys of lists of data sets with a path each: Axolotl, TRL. */
const listKeys = ['datasets', 'dataset_mixture.datasets', 'pretraining_dataset'];

/** @returns undefined where some of the data is no such file, or is taken by a part that isn't known. */
export function dataFilesOf(settings: Settings): readonly DataFile[] | undefined {
  const share = trainedShare(settings);
  const lists = settings.items(...listKeys);
  const named = lists.length > 0 ? lists.map(pathOfEntry) : textsAt(settings);
  if (share === undefined || named.length === 0) return undefined;
  const files = named.flatMap((path) => (path && rowFile.test(path.value) ? [{ path: path.value, holds: 'rows', share, span: path.span } as const] : []));
  return files.length === named.length ? files : undefined;
}

/** What is left beside the part that is kept back: Axolotl's `val_set_size`, LLaMA-Factory's `val_size`. A number of samples is no share. */
function trainedShare(settings: Settings): number | undefined {
  const kept = settings.positive('val_set_size', 'val_size');
  return kept === undefined ? 1 : kept.value < 1 ? 1 - kept.value : undefined;
}

/** An entry's file; parts of it, or rows of several, are left. */
function pathOfEntry(entry: Value): Fact<string> | undefined {
  if (entry.kind === 'mapping') {
    const settings = new Settings(entry);
    const changes = ['shards', 'split', 'num_samples', 'repeats', 'fraction', 'max_samples', 'weight'];
    const split = settings.text('split')?.value;
    if (changes.some((key) => key !== 'split' && settings.has(key)) || (split !== undefined && split !== 'train')) return undefined;
    return settings.text('data_files') ?? settings.text('path');
  }
  return entry.kind === 'known' && typeof entry.value === 'string' ? { value: entry.value, origin: entry.origin, span: entry.span } : undefined;
}

function textsAt(settings: Settings): readonly (Fact<string> | undefined)[] {
  for (const key of fileKeys) {
    const items = settings.items(key);
    if (items.length > 0) return items.map(pathOfEntry);
    const text = settings.text(key);
    if (text) return [text];
  }
  return [];
}
