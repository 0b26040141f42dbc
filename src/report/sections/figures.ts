// The headline and the six tiles: each quantity with its unit, its 90 % range and what backs it.
import type { ChainFactor, Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';
import type { Provenance } from '../../model/source';
import { writeDuration } from '../figures/duration';
import { atMost, exact } from '../figures/number';
import { co2eKg, energyKwh, gpuHours, memoryGiB, usd, waterLitres, write, type Written } from '../figures/quantity';
import type { Figure } from '../reportModel';
import type { Translate } from '../translate';

/** Stands where a quantity cannot be estimated; never a zero. */
export const UNKNOWN = '—';

/** What the surroundings of the figures are called. */
export interface Surroundings {
  /** "1× A100 SXM4 80GB" */
  readonly devices: string;
  readonly deviceMemoryGiB: number | undefined;
  /** "Oct 2026" of a list price */
  readonly priceDate: string | undefined;
}

/** What backs the result of one step of the chain; the formula itself where the chain has no such row. */
function backing(chain: readonly ChainFactor[], id: string, heading: string): readonly Provenance[] {
  return chain.find((factor) => factor.id === id)?.provenance ?? [{ kind: 'formula', anchor: heading.toLowerCase(), text: heading }];
}

function figure(
  id: Figure['id'],
  label: string,
  interval: Interval | null,
  written: (interval: Interval) => Written,
  provenance: readonly Provenance[],
  note?: string,
): Figure {
  if (!interval) return { id, label, value: UNKNOWN, range: '', interval, provenance, ...(note ? { note } : {}) };
  const { value, range } = written(interval);
  return { id, label, value, range, interval, provenance, ...(note ? { note } : {}) };
}

/** The one big figure, or null when nothing can be said yet. */
export function headlineOf(estimate: Estimate, translate: Translate): Figure | null {
  if (!estimate.co2eKg) return null;
  return figure('co2e', translate('CO₂e'), estimate.co2eKg, (interval) => write(interval, co2eKg), backing(estimate.chain, 'co2e', 'Carbon'));
}

export function tilesOf(estimate: Estimate, around: Surroundings, translate: Translate): readonly Figure[] {
  const { chain } = estimate;
  const approximately = (interval: Interval): Written => {
    const written = write(interval, usd);
    return { ...written, value: `≈ ${written.value}` };
  };
  return [
    figure('gpuHours', translate('GPU-hours'), estimate.gpuHours, (interval) => write(interval, gpuHours), backing(chain, 'gpuHours', 'Time')),
    figure('energy', translate('Energy'), estimate.energyKwh, (interval) => write(interval, energyKwh), backing(chain, 'energy', 'Energy')),
    figure('wallClock', translate('Wall-clock'), estimate.wallClockHours, writeDuration, backing(chain, 'wallClock', 'Time'), around.devices),
    figure(
      'memory',
      translate('Peak memory'),
      estimate.peakMemoryGiB,
      (interval) => write(interval, memoryGiB),
      backing(chain, 'memory', 'Memory'),
      memoryNote(estimate, around, translate),
    ),
    figure(
      'cost',
      translate('Cost'),
      estimate.costUsd,
      approximately,
      backing(chain, 'cost', 'Cost'),
      around.priceDate ? translate('on demand, {0}', around.priceDate) : undefined,
    ),
    figure('water', translate('Water'), estimate.waterLitres, (interval) => write(interval, waterLitres), backing(chain, 'water', 'Water')),
  ];
}

/** "fits 80 GiB; batch ≤ 96" */
function memoryNote(estimate: Estimate, { deviceMemoryGiB }: Surroundings, translate: Translate): string | undefined {
  if (!estimate.peakMemoryGiB || !deviceMemoryGiB) return undefined;
  const capacity = exact(Math.round(deviceMemoryGiB));
  const fits =
    estimate.fitsMemory === null
      ? translate('may not fit {0} GiB', capacity)
      : estimate.fitsMemory
        ? translate('fits {0} GiB', capacity)
        : translate('over the {0} GiB there are', capacity);
  const batch = estimate.largestBatchThatFits;
  return batch === null ? fits : batch < 1 ? translate('{0}; no batch fits', fits) : translate('{0}; batch ≤ {1}', fits, atMost(batch));
}
