// The line under several runs: their sum.
import { co2eKg, energyKwh, gpuHours, write } from '../figures/quantity';
import type { Total } from '../sections/total';
import type { Translate } from '../translate';
import type { TextStyle } from './text';

export function totalToText(total: Total, style: TextStyle, translate: Translate): string {
  const open = total.withoutFigure > 0 ? ` ${style.dim(`· ${translate('{0} without a figure', total.withoutFigure)}`)}` : '';
  return `${style.bold(translate('{0} runs together', total.runs))}${totalLine(total)}${open}\n`;
}

/** " · 0.34 kg CO₂e (0.19 – 0.61) · 0.97 kWh · 3.1 GPU-h", empty when no run has a figure. */
export function totalLine(total: Total): string {
  if (!total.co2eKg) return '';
  const carbon = write(total.co2eKg, co2eKg);
  const parts = [carbon.range ? `${carbon.value} (${carbon.range})` : carbon.value];
  if (total.energyKwh) parts.push(write(total.energyKwh, energyKwh).value);
  if (total.gpuHours) parts.push(write(total.gpuHours, gpuHours).value);
  return parts.map((part) => ` · ${part}`).join('');
}
