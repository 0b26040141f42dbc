// What the files leave open: asked in place, each suggestion with what it would lead to.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Settings } from '../../src/model/settings';
import type { InputQuestion } from '../../src/report/reportModel';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';
import { inputEditor } from './inputs';

/** The questions without whose answers there is no figure. */
export function questions({ report, ...state }: Shown): TemplateResult | typeof nothing {
  if (report.estimated) return nothing;
  const open = report.questions.filter(({ decisive }) => decisive);
  const missing = open.length === 1 ? t('One thing is missing before there is a figure.') : t('{0} things are missing before there is a figure.', open.length);
  return html`<section class="ask" aria-label=${t('What is missing')}>
    ${
      open.length === 0
        ? html`<p class="say"><strong>${t('No figure can be given for this run.')}</strong> ${t('What was read from the code stands below.')}</p>`
        : html`<p class="say"><strong>${missing}</strong> ${t('It is not written in the code, so only you can say it.')}</p>`
    }
    ${open.map((question) => ask(question, { report, ...state }))}
  </section>`;
}

function ask(question: InputQuestion, state: Shown): TemplateResult {
  return html`<div class="question">
    <h2>${question.label}</h2>
    <p class="dim">${question.why}</p>
    <div class="suggestions">
      ${question.suggestions.map(
        (suggestion) =>
          html`<button class="suggestion" @click=${() => keepAnswer(question.input, suggestion.value)}>
            <b>${suggestion.label}</b><span class="dim">${suggestion.consequence}</span>
          </button>`,
      )}
    </div>
    ${question.input === 'model' ? nothing : inputEditor(question.input, state)}
  </div>`;
}

/** "Naming the GPU would narrow the range…", with the way to do so. */
export function narrowing({ report }: Shown): TemplateResult | typeof nothing {
  const [question] = report.estimated ? report.questions : [];
  if (!report.narrowing) return nothing;
  return html`<p class="say">
    ${report.narrowing}
    ${question ? html`<button class="link" @click=${() => document.getElementById(`whatIf-${question.input}`)?.focus()}>${t('Set {0}…', question.label)}</button>` : nothing}
  </p>`;
}

const textInputs: readonly InputQuestion['input'][] = ['gpu', 'region', 'model'];

function keepAnswer(input: InputQuestion['input'], value: string): void {
  const settings = { [input]: textInputs.includes(input) ? value : Number(value.replace(/[\s,_]/g, '')) } as Settings;
  send({ type: 'keep', settings });
}
