// A table of figures: what it is, how much, its range, and where that comes from.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { SourceLink } from '../../src/report/reportModel';
import { t } from '../state/strings';
import { sourceLink } from './sources';

export interface FigureRow {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly range: string;
  readonly links: readonly SourceLink[];
}

export const figureTable = (rows: readonly FigureRow[], caption: string): TemplateResult =>
  html`<table class="figures">
    <caption class="unseen">
      ${caption}
    </caption>
    <thead class="unseen">
      <tr>
        <th scope="col">${t('Quantity')}</th>
        <th scope="col">${t('Value')}</th>
        <th scope="col">${t('From')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ label, value, range, links }) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${value}${range ? html` <span class="dim">(${range})</span>` : nothing}</td>
            <td><span class="from">${links.map((link) => sourceLink(link, label))}</span></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
