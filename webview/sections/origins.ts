// Where it comes from: the shares of CO2e, and every factor of the calculation with a link to what backs it.
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { inputEditor, isInputName } from '../components/inputs';
import { sourceLink } from '../components/sources';
import type { FactorRow } from '../../src/report/reportModel';
import type { PanelState } from '../protocol';
import { t } from '../state/strings';

type Shown = Extract<PanelState, { kind: 'report' }>;

/** The row whose control is open. */
let editing: string | undefined;
let redraw: () => void = () => undefined;
export const onEditing = (draw: () => void): void => void (redraw = draw);

export function origins(state: Shown): TemplateResult {
  const { report } = state;
  return html`<section aria-labelledby="origins">
    <h2 id="origins">${t('Where it comes from')} ${report.shares.length > 0 ? html`<small>${t('shares of CO₂e')}</small>` : nothing}</h2>
    ${report.shares.length > 0 ? shares(report.shares) : nothing}
    <table>
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

function shares(parts: Shown['report']['shares']): TemplateResult {
  let from = 0;
  const segments = parts.map((part, index) => {
    const x = from;
    from += part.fraction * 100;
    return svg`<rect class=${`series s${index + 1}`} x=${x} y="0" width=${part.fraction * 100} height="18"></rect>
      <rect class="hatch" x=${x} y="0" width=${part.fraction * 100} height="18" fill=${`url(#hatch${(index % 3) + 1})`}></rect>
      ${index > 0 ? svg`<line class="cut" x1=${x} x2=${x} y1="0" y2="18"></line>` : nothing}`;
  });
  return html`<div class="bar" role="img" aria-label=${parts.map(({ label, percent }) => `${label} ${percent}`).join(', ')}>
      <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">${hatches}${segments}</svg>
    </div>
    <div class="key" aria-hidden="true">
      ${parts.map(({ label, percent }, index) => html`<span><i class=${`s${index + 1}`}></i>${label} <b>${percent}</b></span>`)}
    </div>`;
}

/** Shown in the high-contrast themes only, so that colour is never the only cue there. */
const hatches = svg`<defs>
  <pattern id="hatch1" width="1" height="4" patternUnits="userSpaceOnUse"><path d="M0 0H1" stroke="currentColor" stroke-width="1"></path></pattern>
  <pattern id="hatch2" width="1" height="6" patternUnits="userSpaceOnUse"><path d="M0.5 0V6" stroke="currentColor" stroke-width="0.2"></path></pattern>
  <pattern id="hatch3" width="1" height="9" patternUnits="userSpaceOnUse"><path d="M0 0H1" stroke="currentColor" stroke-width="3"></path></pattern>
</defs>`;

function factor(row: FactorRow, state: Shown): TemplateResult {
  const input = row.editable !== undefined && isInputName(row.editable) ? row.editable : undefined;
  const open = input !== undefined && editing === row.id;
  const toggle = (): void => {
    editing = open ? undefined : row.id;
    redraw();
    if (!open) document.getElementById(`row-${row.id}`)?.focus();
  };
  return html`<tr>
      <th scope="row">${row.label}</th>
      <td>${row.value}<span class="range-inline">${row.range}</span></td>
      <td class="range-column dim">${row.range}</td>
      <td>
        <span class="from">
          ${row.assumed ? html`<span class="tag assumed">${t('assumed')}</span>` : nothing} ${row.links.map((link) => sourceLink(link, row.label))}
          ${input ? html`<button class="link" aria-expanded=${open} aria-label=${t('{0}: change', row.label)} @click=${toggle}>${open ? t('done') : t('change')}</button>` : nothing}
        </span>
      </td>
    </tr>
    ${
      open
        ? html`<tr class="editor">
            <td colspan="4"><div class="inline-editor">${inputEditor(input, state, `row-${row.id}`)}</div></td>
          </tr>`
        : nothing
    }`;
}
