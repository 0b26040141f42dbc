// What the trained model takes once it answers requests: beside the training's figures, never in them.
import { html, nothing, type TemplateResult } from 'lit-html';
import { fold } from '../components/fold';
import { figureTable } from '../components/rows';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

export function serving({ report }: Shown): TemplateResult | typeof nothing {
  if (!report.serving) return nothing;
  const { summary, rows, assumption } = report.serving;
  return html`<section aria-labelledby="serving">
    ${fold(
      { id: 'serving', title: t('Inference'), summary: t('once the model answers; not part of the training') },
      html`<p class="say">${summary}</p>
        ${figureTable(rows, t('Inference'))}
        <p class="dim note"><span class="tag assumed">${t('assumed')}</span> ${t('A request: {0}', assumption)}</p>`,
    )}
  </section>`;
}
