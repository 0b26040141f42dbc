// What finished runs of this training were measured to cost, beside the estimate of the same.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Report } from '../../src/report/reportModel';
import { sourceLink } from '../components/sources';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

type MeasuredRun = NonNullable<Report['measured']>[number];

export const measured = ({ report }: Shown): TemplateResult | typeof nothing =>
  !report.measured?.length
    ? nothing
    : html`<section aria-labelledby="measured">
        <h2 id="measured">${t('Measured against estimated')} <small>${t('what finished runs of this training took')}</small></h2>
        ${report.measured.map(measuredRun)}
      </section>`;

const measuredRun = ({ title, link, notes, rows }: MeasuredRun): TemplateResult =>
  html`<div class="measured">
    <h3>${title} ${sourceLink(link, title)}</h3>
    <table>
      <caption class="unseen">
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('Quantity')}</th>
          <th scope="col">${t('Measured')}</th>
          <th scope="col">${t('Estimated')}</th>
          <th scope="col">${t('Measured over estimated')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ label, measured: value, estimated, range, ratio, inside }) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>${value}</td>
              <td>${estimated}${range ? html` <span class="dim">(${range})</span>` : nothing}</td>
              <td>
                <span class="from"
                  >${ratio} <span class=${inside ? 'tag' : 'tag assumed'}>${inside ? t('within the range') : t('outside the range')}</span></span
                >
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${notes.map((note) => html`<p class="dim note">${note}</p>`)}
  </div>`;
