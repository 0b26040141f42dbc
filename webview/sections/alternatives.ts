// What can be done about it: each change with what it saves, what it costs in quality and why we say so; several can be chosen and are estimated together.
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Span } from '../../src/model/source';
import type { ReportAlternative } from '../../src/report/reportModel';
import { webLink } from '../components/sources';
import { width } from '../components/width';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { choose, store } from '../state/store';
import { t } from '../state/strings';

export function alternatives({ report, combined }: Shown): TemplateResult | typeof nothing {
  if (!report.estimated && report.alternatives.length === 0) return nothing;
  return html`<section aria-labelledby="alternatives">
    <h2 id="alternatives">${t('Greener alternatives')} <small>${t('re-estimated together, nothing is summed')}</small></h2>
    ${
      report.alternatives.length > 0
        ? html`<div>${repeat(report.alternatives, ({ key }) => key, alternative)}</div>
            ${chosenSum(combined)}`
        : html`<p class="dim">${t('We know no change that would save more than the estimate is uncertain about.')}</p>`
    }
  </section>`;
}

function alternative(change: ReportAlternative): TemplateResult {
  const { key, title, place, edits, evidence, qualityCost } = change;
  return html`<div class="alt">
    <!-- The widget names itself after its text, which the style sheet hides: the title stands beside it. -->
    <vscode-checkbox .checked=${store.chosen.includes(key)} @change=${(event: Event) => choose(key, (event.target as HTMLInputElement).checked)}
      >${t('Choose: {0}', title)}</vscode-checkbox
    >
    <div class="what">
      <div class="t">${title}</div>
      <div class="d">
        ${separated([
          html`${qualityCost}`,
          place
            ? html`<button
                class="link"
                aria-label=${t('{0}: show {1} in the code', title, placeText(place))}
                @click=${() => send({ type: 'reveal', span: place })}
              >
                ${placeText(place)}
              </button>`
            : undefined,
          ...evidence.map(
            ({ claim, url }, index) => html`<span title=${claim}>${webLink(url, evidence.length === 1 ? t('evidence') : t('evidence {0}', index + 1))}</span>`,
          ),
        ])}
      </div>
    </div>
    <div class="s" aria-label=${t('saves {0}, {1} percent', change.saving, change.savingRange)} role="group">
      <b>${change.saving}</b> <span>(${change.savingRange})</span>
      <div class="meter"><i ${width(change.savingPercent.mid)}></i></div>
    </div>
    <div class="b">
      ${
        edits.length > 0
          ? html`<vscode-button appearance="secondary" aria-label=${t('Preview: {0}', title)} @click=${() => send({ type: 'preview', keys: [key] })}
                >${t('Preview')}</vscode-button
              >
              <vscode-button aria-label=${t('Apply: {0}', title)} @click=${() => send({ type: 'apply', keys: [key] })}>${t('Apply')}</vscode-button>`
          : html`<vscode-button appearance="secondary" aria-label=${`${settingVerb(change)}: ${title}`} @click=${() => send({ type: 'apply', keys: [key] })}
              >${settingVerb(change)}</vscode-button
            >`
      }
    </div>
  </div>`;
}

/** Cells are counted from 1, as the editor does. */
const placeText = ({ cell, line }: Span): string => (cell === undefined ? t('line {0}', line) : t('cell {0}, line {1}', cell + 1, line));

function settingVerb({ settings }: ReportAlternative): string {
  if (settings?.region !== undefined) return t('Set region');
  if (settings?.gpu !== undefined) return t('Set GPU');
  return t('Set it');
}

function chosenSum(combined: Shown['combined']): TemplateResult | typeof nothing {
  const count = store.chosen.length;
  if (count === 0) return nothing;
  return html`<div class="sum">
    <span role="status"
      >${
        combined?.clash
          ? t('These change the same lines; choose one of them.')
          : html`${count === 1 ? t('With the one chosen:') : t('With the {0} chosen:', count)}
              <b>${combined?.change ?? '…'}</b> ${combined ? html`<span class="tag">${combined.saving} (${combined.savingRange})</span>` : nothing}`
      }</span
    >
    <span class="space"></span>
    ${
      combined && !combined.clash
        ? html`<span class="actions">
            ${combined.edits > 0 ? html`<vscode-button appearance="secondary" aria-label=${t('Preview the chosen ones')} @click=${() => send({ type: 'preview', keys: store.chosen })}>${t('Preview')}</vscode-button>` : nothing}
            <vscode-button @click=${() => send({ type: 'apply', keys: store.chosen })}
              >${count === 1 ? t('Apply it') : t('Apply all {0}', count)}</vscode-button
            >
          </span>`
        : nothing
    }
  </div>`;
}

const separated = (parts: readonly (TemplateResult | undefined)[]): readonly (TemplateResult | string)[] =>
  parts.filter((part) => part !== undefined).flatMap((part, index) => (index === 0 ? [part] : [' · ', part]));
