// What the run asks of data and disks.
import { html, nothing, type TemplateResult } from 'lit-html';
import { figureTable } from '../components/rows';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

export const demand = ({ report }: Shown): TemplateResult | typeof nothing =>
  report.demand.length === 0
    ? nothing
    : html`<section aria-labelledby="demand">
        <h2 id="demand">${t('Data and storage')}</h2>
        ${figureTable(report.demand, t('Data and storage'))}
      </section>`;
