// The one line above a run, and the shorter one of the status bar.
import { withRange } from '../figures/quantity';
import type { Figure } from '../reportModel';
import type { Translate } from '../translate';

export interface LensParts {
  readonly headline: Figure | null;
  readonly gpuHours: Figure | undefined;
  readonly energy: Figure | undefined;
  readonly devices: string;
  readonly place: string;
  readonly model: string | undefined;
  /** labels of what must be supplied before there is a figure; asked for only where there is none */
  readonly missing: () => readonly string[];
}

/** "≈ 3.1 GPU-h · 0.97 kWh · 0.34 kg CO₂e (0.19–0.61) · 1× A100 80GB · France", or what is known and what is missing. */
export function lensOf(parts: LensParts, translate: Translate): string {
  const { headline, gpuHours, energy } = parts;
  if (!headline) return [parts.model, missingLine(parts.missing(), translate)].filter(Boolean).join(' · ');
  const figures = [gpuHours?.interval && gpuHours.value, energy?.interval && energy.value, withRange(headline), parts.devices, parts.place];
  return `≈ ${figures.filter(Boolean).join(' · ')}`;
}

export function statusBarOf({ headline, missing }: LensParts, translate: Translate): string {
  return headline ? `≈ ${headline.value}` : missingLine(missing(), translate);
}

/** What must be supplied before there is a figure, in the words of the questions. */
function missingLine(labels: readonly string[], translate: Translate): string {
  if (labels.length === 0) return translate('footprint unknown');
  return translate('footprint needs: {0}', labels.map((label) => label.toLowerCase()).join(', '));
}
