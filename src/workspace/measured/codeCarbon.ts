// CodeCarbon's emissions.csv: a row a tracked run (docs.codecarbon.io, "Output"; version 3).
import type { Measurement } from '../../model/measurement';
import { readCsv } from './csv';

const SECONDS_PER_HOUR = 3600;

/** Columns that only this tracker writes together. */
const MARKS = ['duration', 'emissions', 'energy_consumed'] as const;

/** @returns a measurement a row, oldest first; none for a file that is no such log. */
export function readCodeCarbon(path: string, text: string): readonly Measurement[] {
  const [head, ...rows] = readCsv(text);
  if (!head || MARKS.some((mark) => !head.cells.includes(mark))) return [];
  return rows.flatMap(({ line, cells }): readonly Measurement[] => {
    const column = (name: string): string => cells[head.cells.indexOf(name)]?.trim() ?? '';
    const number = (name: string): number | undefined => positive(column(name));
    const seconds = number('duration');
    const energyKwh = number('energy_consumed');
    if (seconds === undefined || energyKwh === undefined) return [];
    // With an overhead given, the tracker has multiplied by it; what the machine drew is wanted.
    const overhead = Math.max(1, number('pue') ?? 1);
    const devices = devicesIn(column('gpu_model'));
    const gpuCount = number('gpu_count') ?? devices?.count;
    return [
      {
        kind: 'codecarbon',
        path,
        line,
        wallClockHours: seconds / SECONDS_PER_HOUR,
        energyKwh: energyKwh / overhead,
        ...defined({
          name: column('project_name') || undefined,
          measuredAt: column('timestamp') || undefined,
          co2eKg: number('emissions'),
          gpu: devices?.name,
          gpuCount: gpuCount !== undefined && Number.isInteger(gpuCount) ? gpuCount : undefined,
          country: column('country_iso_code') || undefined,
        }),
      },
    ];
  });
}

/** "2 x NVIDIA A100-SXM4-80GB"; with unlike devices ("1 x A, 1 x B") nothing is said. */
function devicesIn(model: string): { readonly count: number; readonly name: string } | undefined {
  const [, count, name] = /^(\d+)\s*x\s*([^,]+)$/.exec(model) ?? [];
  return count && name ? { count: Number(count), name: name.trim() } : undefined;
}

function positive(text: string): number | undefined {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

const defined = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
