// What a run was measured to cost beside what is estimated for it, like with like: on the measured hardware, without the data centre's overhead, and
// without what the measurement itself has since corrected.
import type { Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';
import type { Measurement } from '../../model/measurement';
import type { Settings } from '../../model/settings';
import { exactly } from '../../model/interval';
import { writeDuration } from '../figures/duration';
import { rounded, scientific } from '../figures/number';
import { co2eKg, energyKwh, write } from '../figures/quantity';
import type { Report } from '../reportModel';
import type { Translate } from '../translate';
import { linkTo } from './links';
import type { ReportInput } from './reportInput';

/** One quantity that was measured, with the estimate of the same. */
export interface MeasuredQuantity {
  readonly id: 'wallClock' | 'energy' | 'trainFlops';
  readonly measured: number;
  readonly estimated: Interval;
}

/** The settings under which an estimate says what was measured. */
export function settingsOfMeasurement(measurement: Measurement, { measured: _corrected, ...settings }: Settings, gpu = measurement.gpu): Settings {
  return { ...settings, pue: 1, ...(gpu ? { gpu } : {}), ...(measurement.gpuCount ? { gpuCount: measurement.gpuCount } : {}) };
}

/** Less than nearly all of a run says nothing about the whole. */
const MOSTLY = 0.99;
export const isWhole = ({ completed }: Measurement): boolean => completed === undefined || completed >= MOSTLY;

/** @param estimate under `settingsOfMeasurement` */
export function measuredQuantities(measurement: Measurement, estimate: Estimate): readonly MeasuredQuantity[] {
  const pairs: readonly (readonly [MeasuredQuantity['id'], number | undefined, Interval | null])[] = [
    ['wallClock', measurement.wallClockHours, estimate.wallClockHours],
    ['energy', measurement.energyKwh, estimate.energyKwh],
    ['trainFlops', measurement.trainFlops, estimate.workload.trainFlops],
  ];
  return pairs.flatMap(([id, measured, estimated]) => (measured !== undefined && estimated ? [{ id, measured, estimated }] : []));
}

const LABELS: Readonly<Record<MeasuredQuantity['id'], string>> = { wallClock: 'Wall-clock', energy: 'Energy', trainFlops: 'Training FLOPs' };

function written(id: MeasuredQuantity['id'], interval: Interval): { readonly value: string; readonly range: string } {
  if (id === 'wallClock') return writeDuration(interval);
  if (id === 'energy') return write(interval, energyKwh);
  return { value: scientific(interval.mid), range: `${scientific(interval.low)} – ${scientific(interval.high)}` };
}

const TRACKERS: Readonly<Record<Measurement['kind'], string>> = { codecarbon: 'CodeCarbon', trainer: 'Trainer', wandb: 'Weights & Biases' };

/** Measurements of the report's run, newest last; none while nothing was measured. */
export function measuredOf(input: ReportInput): Report['measured'] {
  const { settings, run, file, knowledge, translate } = input;
  return (settings.measured?.runs ?? [])
    .filter(({ runId }) => runId === run.id)
    .map(({ measurement }) => {
      // A device that no table knows cannot be estimated for; the run's own is then compared.
      const known = measurement.gpu ? knowledge.accelerator(measurement.gpu)?.name : undefined;
      const estimate = input.estimateWith(settingsOfMeasurement(measurement, settings, known));
      return writtenMeasurement(measurement, estimate, file.path, translate);
    });
}

type ReportMeasurement = NonNullable<Report['measured']>[number];

export function writtenMeasurement(measurement: Measurement, estimate: Estimate, homePath: string, translate: Translate): ReportMeasurement {
  const { path, line, kind, name, measuredAt, completed } = measurement;
  const span = { path, line, column: 0, endLine: line, endColumn: 0 };
  const title = [TRACKERS[kind], name, measuredAt?.slice(0, ISO_DATE)].filter(Boolean).join(' · ');
  const notes = [
    ...(isWhole(measurement) ? [] : [translate('stopped after {0} % of its steps, so that it is not compared', rounded((completed ?? 0) * 100))]),
    ...(measurement.co2eKg === undefined
      ? []
      : [
          translate('{0} by the tracker’s own grid figure', write(exactly(measurement.co2eKg), co2eKg).value) +
            (measurement.country ? ` (${measurement.country})` : ''),
        ]),
  ];
  const rows = isWhole(measurement) ? measuredQuantities(measurement, estimate) : [];
  return {
    title,
    link: linkTo({ kind: 'code', span, origin: 'user', text: title }, homePath, translate),
    notes,
    rows: rows.map(({ id, measured, estimated }) => ({
      id,
      label: translate(LABELS[id]),
      measured: written(id, exactly(measured)).value,
      estimated: written(id, estimated).value,
      range: written(id, estimated).range,
      ratio: `${rounded(measured / estimated.mid)}×`,
      inside: measured >= estimated.low && measured <= estimated.high,
    })),
  };
}

/** "measured (CodeCarbon): 0.52 kWh, 1.1× the estimate", for where there is no room for a table. */
export function inWords({ title, rows }: ReportMeasurement, translate: Translate): readonly string[] {
  const row = rows.find(({ id }) => id === 'energy') ?? rows[0];
  return row ? [translate('measured ({0}): {1}, {2} the estimate', title, row.measured, row.ratio)] : [];
}

const ISO_DATE = '2026-11-24'.length;
