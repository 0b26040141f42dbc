// One row of our table of measured runs, and how it is read.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainingSpec } from '../../src/model/spec';

export type Quantity = 'gpuHours' | 'peakMemoryGiB' | 'energyKwh' | 'co2eKg';

export interface MeasuredRun {
  readonly id: string;
  /** rows of one family share a source or a recipe; fitting and checking never share a family */
  readonly family: string;
  readonly kind: string;
  readonly use: 'fit' | 'check';
  readonly spec: TrainingSpec;
  readonly truth: Readonly<Partial<Record<Quantity, number>>>;
  /** what the energy includes: the devices, the machine at the wall, the building */
  readonly energyScope?: 'gpu' | 'gpu+cpu+ram' | 'node' | 'facility';
  readonly basis: 'metered' | 'reported' | 'throughput' | 'derived';
  readonly confidence: string;
  readonly source: string;
  readonly licence: string;
}

export function readRuns(): MeasuredRun[] {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'runs.jsonl');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as MeasuredRun);
}
