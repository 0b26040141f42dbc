// What fills the GPU's memory at the peak, against what it holds.
import { html, nothing, type TemplateResult } from 'lit-html';
import { stackedBar } from '../components/stackedBar';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

export function memory({ report }: Shown): TemplateResult | typeof nothing {
  if (!report.memory) return nothing;
  const { parts, capacityGiB, summary } = report.memory;
  const used = parts.reduce((sum, { gib }) => sum + gib, 0);
  const whole = Math.max(capacityGiB, used);
  return html`<section aria-labelledby="memory">
    <h2 id="memory">${t('Memory')} <small>${summary}</small></h2>
    ${stackedBar({
      label: t('Peak memory of a GPU, in GiB'),
      parts: parts.map(({ label, gib }) => ({ label, fraction: gib / whole, amount: shown(gib) })),
      limit: capacityGiB / whole,
    })}
  </section>`;
}

const shown = (gib: number): string => (gib >= 10 ? gib.toFixed(0) : gib >= 0.095 ? gib.toFixed(1) : gib > 0 ? '< 0.1' : '0');
