// The same run elsewhere: over regions and over GPUs.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Bar } from '../../src/report/reportModel';
import { width } from '../components/width';
import type { PanelState } from '../protocol';
import { tryInput } from '../state/store';
import { t } from '../state/strings';

type Shown = Extract<PanelState, { kind: 'report' }>;

export function compare({ report }: Shown): TemplateResult | typeof nothing {
  const { regions, gpus } = report.compare;
  if (regions.length + gpus.length === 0) return nothing;
  return html`<section aria-labelledby="compare">
    <h2 id="compare">${t('Compare')} <small>${t('the same run elsewhere; choose a row to try it')}</small></h2>
    <div class="compare">${bars(t('Regions'), regions, (region) => tryInput({ region }))} ${bars(t('GPUs'), gpus, (gpu) => tryInput({ gpu }))}</div>
  </section>`;
}

function bars(title: string, rows: readonly Bar[], take: (key: string) => void): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const largest = Math.max(...rows.map(({ amount }) => amount), Number.MIN_VALUE);
  return html`<div role="group" aria-label=${title}>
    ${rows.map(
      ({ key, label, value, amount, current }) =>
        html`<button class=${current ? 'row on' : 'row'} aria-pressed=${current} @click=${() => take(key)}>
          <span class="name">${label}</span>
          <span class="track"><i ${width((amount / largest) * 100)}></i></span>
          <span class="amount">${value}</span>
        </button>`,
    )}
  </div>`;
}
