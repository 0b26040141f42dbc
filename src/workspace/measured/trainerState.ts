// What the Hugging Face Trainer leaves behind: trainer_state.json, train_results.json and all_results.json (transformers, trainer_callback.py and
// trainer_pt_utils.py: `train_runtime` in seconds, `total_flos` in FLOPs, the latter without recomputation).
import type { Measurement } from '../../model/measurement';
import { isRecord, parseRecord, type JsonRecord } from '../../model/json';

const SECONDS_PER_HOUR = 3600;

/** @returns one measurement, none where the file states neither time nor work. */
export function readTrainerState(path: string, text: string): readonly Measurement[] {
  const state = parseRecord(text);
  if (!state) return [];
  const history = Array.isArray(state['log_history']) ? (state['log_history'] as unknown[]) : [];
  const last = history.findLast((entry): entry is JsonRecord => isRecord(entry) && positive(entry['train_runtime']) !== undefined);
  const seconds = positive(state['train_runtime']) ?? positive(last?.['train_runtime']);
  if (seconds === undefined) return [];
  const trainFlops = positive(state['total_flos']) ?? positive(last?.['total_flos']);
  const completed = share(state['global_step'], state['max_steps']);
  return [
    {
      kind: 'trainer',
      path,
      line: lineOf(text, '"train_runtime"'),
      wallClockHours: seconds / SECONDS_PER_HOUR,
      ...(trainFlops === undefined ? {} : { trainFlops }),
      ...(completed === undefined ? {} : { completed }),
    },
  ];
}

/** W&B's wandb-summary.json: the last value of everything that a run logged, with its own runtime in seconds. */
export function readWandbSummary(path: string, text: string): readonly Measurement[] {
  const summary = parseRecord(text);
  if (!summary) return [];
  const own = isRecord(summary['_wandb']) ? positive(summary['_wandb']['runtime']) : undefined;
  const trained = positive(summary['train_runtime']) ?? positive(summary['train/train_runtime']);
  const seconds = trained ?? own ?? positive(summary['_runtime']);
  if (seconds === undefined) return [];
  const trainFlops = positive(summary['total_flos']) ?? positive(summary['train/total_flos']);
  const key = trained !== undefined ? 'train_runtime"' : 'runtime"';
  return [{ kind: 'wandb', path, line: lineOf(text, key), wallClockHours: seconds / SECONDS_PER_HOUR, ...(trainFlops === undefined ? {} : { trainFlops }) }];
}

const positive = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined);

function share(done: unknown, planned: unknown): number | undefined {
  const [steps, all] = [positive(done), positive(planned)];
  return steps !== undefined && all !== undefined ? Math.min(1, steps / all) : undefined;
}

/** 1-based; the first where the text does not hold the key. */
const lineOf = (text: string, key: string): number => text.slice(0, Math.max(0, text.lastIndexOf(key))).split('\n').length;
