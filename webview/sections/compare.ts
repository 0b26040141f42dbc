// The same run elsewhere: over regions and over GPUs. The ranges are told, not drawn: their causes are mostly the same in every row, so that overlapping ranges would deceive.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Bar } from '../../src/report/reportModel';
import { moveFocus } from '../components/roving';
import type { Shown } from '../state/shown';
import { tryInput } from '../state/store';
import { t } from '../state/strings';

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
  const current = Math.max(
    0,
    rows.findIndex((row) => row.current),
  );
  return html`<div role="group" aria-label=${t('{0}: CO₂e of the same run', title)} @keydown=${moveFocus}>
    ${rows.map(
      (row, index) =>
        html`<button
          class=${row.current ? 'row on' : 'row'}
          aria-pressed=${row.current}
          aria-label=${`${row.label}: ${row.value}${row.range ? ` (${row.range})` : ''}`}
          title=${row.range ? `${row.value} (${row.range})` : row.value}
          tabindex=${index === current ? 0 : -1}
          @click=${() => take(row.key)}
        >
          <span class="name">${row.label}</span>
          ${bar(row, largest)}
          <span class="amount">${row.value}</span>
        </button>`,
    )}
  </div>`;
}

const bar = ({ amount }: Bar, largest: number): TemplateResult =>
  html`<svg class="track" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect x="0" y="0" width=${Math.max(0.5, (amount / largest) * 100)} height="10"></rect>`}
  </svg>`;
