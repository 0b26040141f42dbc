// Where it comes from: what the CO2e is spent on, and every factor of the calculation with a link to what backs it.
import { html, nothing, type TemplateResult } from 'lit-html';
import { inputEditor, inputLabel, isInputName, type InputName } from '../components/inputs';
import { keepQuestion } from '../components/keepPlaces';
import { sourceLink } from '../components/sources';
import { stackedBar } from '../components/stackedBar';
import type { FactorRow } from '../../src/report/reportModel';
import type { Shown } from '../state/shown';
import { store } from '../state/store';
import { t } from '../state/strings';

/** The row whose control is open. */
let editing: string | undefined;
let redraw: () => void = () => undefined;
export const onEditing = (draw: () => void): void => void (redraw = draw);

export function origins(state: Shown): TemplateResult {
  const { report } = state;
  return html`<section aria-labelledby="origins">
    <h2 id="origins">${t('Where it comes from')} ${report.breakdown.length > 0 ? html`<small>${t('shares of CO₂e')}</small>` : nothing}</h2>
    ${report.breakdown.length > 0 ? html`<div class="breakdown">${report.breakdown.map(bar)}</div>` : nothing}
    <table>
      <caption class="unseen">
        ${t('The factors of the calculation')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('Factor')}</th>
          <th scope="col">${t('Value')}</th>
          <th scope="col" class="range-column">${t('Range')}</th>
          <th scope="col">${t('From')}</th>
        </tr>
      </thead>
      <tbody>
        ${report.factors.map((row) => factor(row, state))}
      </tbody>
    </table>
  </section>`;
}

/** Colours by what a part is: the work of the devices in shades of one, what is wasted or beside it apart from it. */
const SERIES: Readonly<Record<string, number>> = {
  compute: 1,
  host: 7,
  overhead: 3,
  embodied: 4,
  training: 1,
  forward: 1,
  backward: 8,
  recomputation: 9,
  padding: 2,
  evaluation: 5,
  generation: 6,
};

const bar = ({ label, parts }: Shown['report']['breakdown'][number]): TemplateResult =>
  html`<div>
    <h3>${label}</h3>
    ${stackedBar({ label, parts: parts.map((part) => ({ label: part.label, fraction: part.fraction, amount: part.percent, series: SERIES[part.id] })) })}
  </div>`;

function factor(row: FactorRow, state: Shown): TemplateResult {
  const inputs = row.editables.filter(isInputName);
  const open = inputs.length > 0 && editing === row.id;
  const tried = inputs.some((input) => store.whatIf[input] !== undefined);
  const close = (): void => {
    editing = undefined;
    redraw();
    document.getElementById(`change-${row.id}`)?.focus();
  };
  const toggle = (): void => {
    if (open) return close();
    editing = row.id;
    redraw();
    document.getElementById(`row-${inputs[0]}`)?.focus();
  };
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  return html`<tr>
      <th scope="row">${row.label}</th>
      <td>${row.value}<span class="range-inline">${row.range}</span></td>
      <td class="range-column dim">${row.range}</td>
      <td>
        <span class="from">
          ${tried ? html`<span class="tag">${t('tried')}</span>` : row.assumed ? html`<span class="tag assumed">${t('assumed')}</span>` : nothing}
          ${row.links.map((link) => sourceLink(link, row.label))}
          ${
            inputs.length > 0
              ? html`<button class="link" id=${`change-${row.id}`} aria-expanded=${open} aria-label=${t('{0}: change', row.label)} @click=${toggle}>
                  ${open ? t('close') : t('change')}
                </button>`
              : nothing
          }
        </span>
      </td>
    </tr>
    ${
      open
        ? html`<tr class="editor">
            <td colspan="4" @keydown=${closeOnEscape}>${inputs.map((input) => editor(input, state, { isAlone: inputs.length === 1, close }))}</td>
          </tr>`
        : nothing
    }`;
}

/** One control of a row with the question where to keep what is tried; with its name where the row has several. */
function editor(input: InputName, state: Shown, { isAlone, close }: { readonly isAlone: boolean; readonly close: () => void }): TemplateResult {
  return html`<div class="inline-editor">
      ${isAlone ? nothing : html`<label for=${`row-${input}`}>${inputLabel(input)}</label>`} ${inputEditor(input, state, `row-${input}`)}
    </div>
    ${keepQuestion(input, state, close)}`;
}
