// Other inputs, tried at once: nothing is written until the user applies them.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Settings } from '../../src/model/settings';
import { inputEditor, inputLabel, isInputName, type InputName } from '../components/inputs';
import { destinations } from '../components/keepPlaces';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { resetInputs, store } from '../state/store';
import { t } from '../state/strings';

const controls: readonly InputName[] = ['gpu', 'gpuCount', 'region', 'precision', 'method', 'epochs', 'perDeviceBatchSize', 'datasetSamples'];
const sliders: readonly InputName[] = ['epochs', 'perDeviceBatchSize'];

export function whatIf(state: Shown): TemplateResult {
  return html`<section aria-labelledby="whatIf">
    <h2 id="whatIf">${t('What if')} <small>${t('nothing is written until Apply')}</small></h2>
    ${state.estimator === 'failed' ? html`<p class="dim" role="alert">${t('Other inputs cannot be tried: the estimator could not be loaded.')}</p>` : nothing}
    <div class="controls">${controls.map((input) => control(input, state))}</div>
    ${trial(state)}
  </section>`;
}

function trial(state: Shown): TemplateResult | typeof nothing {
  const tried = Object.keys(store.whatIf).filter(isInputName);
  if (tried.length === 0) return nothing;
  const before = state.baseline?.headline;
  const now = state.report.headline;
  const keepable = Object.fromEntries(Object.entries(store.whatIf).filter(([name]) => (state.keepable[name] ?? []).length > 0)) as Settings;
  return html`<div class="sum">
    <span role="status">${before && now ? html`<b>${before.value} → ${now.value}</b>` : t('Trying other inputs')}</span>
    <span class="dim">${destinations(tried, state, inputLabel)}</span>
    <span class="space"></span>
    <span class="actions">
      <vscode-button appearance="secondary" aria-label=${t('Reset what is being tried')} @click=${resetInputs}>${t('Reset')}</vscode-button>
      ${
        Object.keys(keepable).length > 0
          ? html`<vscode-button aria-label=${t('Apply what is being tried')} @click=${() => send({ type: 'keep', settings: keepable })}
              >${t('Apply')}</vscode-button
            >`
          : nothing
      }
    </span>
  </div>`;
}

function control(input: InputName, state: Shown): TemplateResult {
  const id = `whatIf-${input}`;
  const value = state.report.inputs[input];
  const changed = Object.hasOwn(store.whatIf, input);
  return html`<div class=${changed ? 'control changed' : 'control'}>
    <label for=${id}
      >${inputLabel(input)}${sliders.includes(input) && value !== null ? `: ${value}` : ''}${changed ? html` <span aria-label=${t('changed')}>●</span>` : nothing}</label
    >
    ${inputEditor(input, state, id)}
  </div>`;
}
