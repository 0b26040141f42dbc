// Greener alternatives as shown: the saving as a signed percentage with its range, and the figure before and after.
import type { Alternative } from '../../model/alternative';
import type { Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';
import { exact, rounded } from '../figures/number';
import { co2eKg, write } from '../figures/quantity';
import type { ReportAlternative } from '../reportModel';
import type { Translate } from '../translate';

/** Above this a saving gets one more digit: nothing saves "100 %" that still runs. */
const NEARLY_ALL_PERCENT = 99;

/** "54", "99.7", "0.50": a percentage between 0 and 100 without its sign. */
export function writePercentage(value: number): string {
  if (value > NEARLY_ALL_PERCENT && value < 100) return exact(Math.floor(value * 10) / 10);
  return value >= 1 || value <= 0 ? exact(Math.round(value)) : rounded(value);
}

/** The key of an alternative within a run. */
export const keyOf = ({ id, variant }: Alternative): string => (variant === undefined ? id : `${id}:${variant}`);

/** "0.34 → 0.16 kg CO₂e", and with both units where they differ. */
export function changeOf(before: Estimate, after: Estimate): string {
  if (!before.co2eKg || !after.co2eKg) return '';
  const from = write(before.co2eKg, co2eKg);
  const to = write(after.co2eKg, co2eKg);
  return from.unit === to.unit ? `${from.number} → ${to.value}` : `${from.value.replace(' CO₂e', '')} → ${to.value}`;
}

/** "−54 %", "46–61" and "0.34 → 0.16 kg CO₂e". */
export interface WrittenSaving {
  readonly saving: string;
  readonly savingRange: string;
  readonly change: string;
}

/** @param saved percent of `before`, never below 0: a loss shows in the figures themselves and is written with a plus. */
export function writeSaving(before: Estimate, after: Estimate, saved: Interval | undefined): WrittenSaving {
  if (!saved) return { saving: '', savingRange: '', change: '' };
  const change = changeOf(before, after);
  const loss = before.co2eKg && after.co2eKg ? (after.co2eKg.mid / before.co2eKg.mid - 1) * 100 : 0;
  if (loss > 0) return { saving: `+${writePercentage(loss)} %`, savingRange: '', change };
  if (saved.mid === 0) return { saving: '0 %', savingRange: '', change };
  return { saving: `−${writePercentage(saved.mid)} %`, savingRange: `${writePercentage(saved.low)}–${writePercentage(saved.high)}`, change };
}

/** Claims of rules and tables are kept in English, under which their translations are found. */
export function alternativeRows(before: Estimate, alternatives: readonly Alternative[], translate: Translate): readonly ReportAlternative[] {
  return alternatives.map((alternative) => {
    const saved = alternative.saves.co2ePercent;
    const place = alternative.edits[0]?.span;
    return {
      key: keyOf(alternative),
      id: alternative.id,
      title: alternative.title,
      qualityCost: translate(alternative.qualityCost),
      ...writeSaving(before, alternative.after, saved),
      savingPercent: saved,
      ...(place ? { place } : {}),
      evidence: alternative.evidence.map(({ claim, url }) => ({ claim: translate(claim), url })),
      edits: alternative.edits,
      ...(alternative.settings ? { settings: alternative.settings } : {}),
    };
  });
}
