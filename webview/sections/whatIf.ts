// Other inputs, tried at once: nothing is written until the user keeps them.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Settings } from '../../src/model/settings';
import { inputEditor, inputLabel, type InputName } from '../components/inputs';
import type { PanelState } from '../protocol';
import { send } from '../state/host';
import { resetInputs, store } from '../state/store';
import { t } from '../state/strings';

type Shown = Extract<PanelState, { kind: 'report' }>;

const controls: readonly InputName[] = ['gpu', 'gpuCount', 'region', 'precision', 'method', 'epochs', 'perDeviceBatchSize', 'datasetSamples'];
const sliders: readonly InputName[] = ['epochs', 'perDeviceBatchSize'];

export function whatIf(state: Shown): TemplateResult {
  const tried = Object.keys(store.whatIf);
  const kept = Object.fromEntries(Object.entries(store.whatIf).filter(([name]) => state.keepable.includes(name))) as Settings;
  const keptCount = Object.keys(kept).length;
  return html`<section aria-labelledby="whatIf">
    <h2 id="whatIf">${t('What if')} <small>${t('nothing is written until you keep it')}</small></h2>
    <div class="controls">${controls.map((input) => control(input, state))}</div>
    ${
      tried.length > 0
        ? html`<div class="sum">
            <span role="status"
              >${state.baseline && state.report.headline ? html`<b>${state.baseline.value} → ${state.report.headline.value}</b>` : t('Trying other inputs')}</span
            >
            <span class="space"></span>
            ${keptCount < tried.length ? html`<span class="dim">${t('What the code says is changed in the code.')}</span>` : nothing}
            <span class="actions">
              <vscode-button appearance="secondary" @click=${resetInputs}>${t('Reset')}</vscode-button>
              ${
                keptCount > 0
                  ? html`<vscode-button
                      title=${t('GPU, count and region go to the workspace settings; the rest becomes a comment beside the run')}
                      @click=${() => send({ type: 'keep', settings: kept })}
                      >${keptCount === tried.length ? t('Keep') : t('Keep {0} of {1}', keptCount, tried.length)}</vscode-button
                    >`
                  : nothing
              }
            </span>
          </div>`
        : nothing
    }
  </section>`;
}

function control(input: InputName, state: Shown): TemplateResult {
  const id = `whatIf-${input}`;
  const value = input in state.inputs ? state.inputs[input as keyof Shown['inputs']] : null;
  const changed = Object.hasOwn(store.whatIf, input);
  return html`<div class=${changed ? 'control changed' : 'control'}>
    <label for=${id}
      >${inputLabel(input)}${sliders.includes(input) && value !== null ? `: ${value}` : ''}${changed ? html` <span aria-label=${t('changed')}>●</span>` : nothing}</label
    >
    ${inputEditor(input, state, id)}
  </div>`;
}
