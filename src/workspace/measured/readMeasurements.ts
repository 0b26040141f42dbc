// Files beside the code that say what finished runs have cost: which ones there are, and what each says.
import type { Measurement } from '../../model/measurement';
import { readCodeCarbon } from './codeCarbon';
import { readTrainerState, readWandbSummary } from './trainerState';
import { fileNameOf } from '../../model/paths';

interface MeasurementFile {
  readonly name: RegExp;
  readonly read: (path: string, text: string) => readonly Measurement[];
}

const FILES: readonly MeasurementFile[] = [
  { name: /^emissions([_.-].*)?\.csv$/i, read: readCodeCarbon },
  { name: /^(trainer_state|train_results|all_results)\.json$/, read: readTrainerState },
  { name: /^wandb-summary\.json$/, read: readWandbSummary },
];

/** The same as globs, for editors that search by them. */
export const measurementGlob = '**/{emissions*.csv,trainer_state.json,train_results.json,all_results.json,wandb-summary.json}';

export const isMeasurementName = (name: string): boolean => FILES.some((file) => file.name.test(name));

/** @returns what a file says, whatever it is called; nothing for one that is no record of a run. */
export function readMeasurements(path: string, text: string): readonly Measurement[] {
  const name = fileNameOf(path);
  const fitting = FILES.filter((file) => file.name.test(name));
  for (const { read } of fitting.length > 0 ? fitting : FILES) {
    const found = read(path, text);
    if (found.length > 0) return found;
  }
  return [];
}

/** Two that say the same seconds are one run, written down twice (trainer_state.json and all_results.json, checkpoints of one run). */
export function withoutRepeats(measurements: readonly Measurement[]): readonly Measurement[] {
  const seen = new Map<string, Measurement>();
  for (const measurement of measurements) {
    const key = measurement.kind === 'codecarbon' ? keyOf(measurement) : `trained ${measurement.wallClockHours?.toFixed(8)}`;
    const known = seen.get(key);
    if (!known || (known.completed === undefined && measurement.completed !== undefined)) seen.set(key, measurement);
  }
  return [...seen.values()];
}

/** What a measurement is kept under. */
export const keyOf = ({ path, line }: Pick<Measurement, 'path' | 'line'>): string => `${path}:${line}`;
