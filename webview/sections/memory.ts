// What fills the GPU's memory at the peak, against what it holds.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { PanelState } from '../protocol';
import { t } from '../state/strings';

type Shown = Extract<PanelState, { kind: 'report' }>;

export function memory({ report }: Shown): TemplateResult | typeof nothing {
  if (!report.memory) return nothing;
  const { parts, capacityGiB, summary } = report.memory;
  const used = parts.reduce((sum, { gib }) => sum + gib, 0);
  const whole = Math.max(capacityGiB, used);
  let from = 0;
  const segments = parts.map(({ gib }, index) => {
    const x = from;
    from += (gib / whole) * 100;
    return svg`<rect class=${`series s${index + 1}`} x=${x} y="0" width=${(gib / whole) * 100} height="18"></rect>
      ${index > 0 && gib > 0 ? svg`<line class="cut" x1=${x} x2=${x} y1="0" y2="18"></line>` : nothing}`;
  });
  const full = (capacityGiB / whole) * 100;
  return html`<section aria-labelledby="memory">
    <h2 id="memory">${t('Memory')} <small>${summary}</small></h2>
    <div class="bar" role="img" aria-label=${parts.map(({ label, gib }) => `${label} ${shown(gib)} GiB`).join(', ')}>
      <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
        <rect class="free" x="0" y="0" width=${full} height="18"></rect>
        ${segments} ${used > capacityGiB ? svg`<line class="limit" x1=${full} x2=${full} y1="0" y2="18"></line>` : nothing}
      </svg>
    </div>
    <div class="key" aria-hidden="true">
      ${parts.map(({ label, gib }, index) => html`<span><i class=${`s${index + 1}`}></i>${label} <b>${shown(gib)}</b></span>`)}
    </div>
  </section>`;
}

const shown = (gib: number): string => (gib >= 10 ? gib.toFixed(0) : gib >= 0.095 ? gib.toFixed(1) : gib > 0 ? '< 0.1' : '0');
