// The one line above a run, and the shorter one of the status bar.
import { tight } from '../figures/quantity';
import type { Figure, InputQuestion } from '../reportModel';
import type { Translate } from '../translate';

export interface LensParts {
  readonly headline: Figure | null;
  readonly gpuHours: Figure | undefined;
  readonly energy: Figure | undefined;
  readonly devices: string;
  readonly place: string;
  readonly model: string | undefined;
  readonly questions: readonly InputQuestion[];
}

/** "≈ 3.1 GPU-h · 0.97 kWh · 0.34 kg CO₂e (0.19–0.61) · 1× A100 80GB · France", or what is known and what is missing. */
export function lensOf(parts: LensParts, translate: Translate): string {
  const { headline, gpuHours, energy } = parts;
  if (!headline) return [parts.model, missingLine(parts.questions, translate)].filter(Boolean).join(' · ');
  const range = headline.range ? ` (${tight(headline.range)})` : '';
  const figures = [gpuHours?.interval && gpuHours.value, energy?.interval && energy.value, `${headline.value}${range}`, parts.devices, parts.place];
  return `≈ ${figures.filter(Boolean).join(' · ')}`;
}

export function statusBarOf({ headline, questions }: LensParts, translate: Translate): string {
  return headline ? `≈ ${headline.value}` : missingLine(questions, translate);
}

/** What must be supplied before there is a figure, in the words of the questions. */
function missingLine(questions: readonly InputQuestion[], translate: Translate): string {
  const open = questions.filter((question) => question.decisive);
  if (open.length === 0) return translate('footprint unknown');
  return translate('footprint needs: {0}', open.map(({ label }) => label.toLowerCase()).join(', '));
}
