// The page when there is no report: nothing open, nothing that trains, reading, or failed. Each has a way on.
import { html, type TemplateResult } from 'lit-html';
import type { PageCommand, PanelState } from '../protocol/messages';
import { send } from '../state/host';
import { t } from '../state/strings';

const act = (label: string, command: PageCommand, primary = false): TemplateResult =>
  html`<vscode-button appearance=${primary ? 'primary' : 'secondary'} @click=${() => send({ type: 'command', command })}>${label}</vscode-button>`;

export function placeholder(state: Exclude<PanelState, { kind: 'report' }>): TemplateResult {
  switch (state.kind) {
    case 'loading':
      return html`<div class="state" role="status">
        <vscode-progress-ring aria-label=${t('Reading')}></vscode-progress-ring>
        <p>${state.fileName ? t('Reading {0}…', state.fileName) : t('Reading')}</p>
      </div>`;
    case 'error':
      return html`<div class="state" role="alert">
        <h1>${t('No estimate for {0}', state.fileName)}</h1>
        <p>${state.message}</p>
        <p class="actions">${act(t('Try Again'), 'retry', true)} ${act(t('Show Log'), 'showLog')}</p>
      </div>`;
    case 'empty':
      return html`<div class="state">
        ${mark}
        <h1>${state.reason === 'noFile' ? t('What will this training cost the climate?') : t('Nothing trains in {0}', state.fileName ?? '')}</h1>
        <p>
          ${
            state.reason === 'noFile'
              ? t(
                  'Open a training script, a notebook or a training config to see its energy, CO₂e and greener alternatives before anyone starts it. Nothing is run and nothing leaves this computer.',
                )
              : t('No training run was found in this file. If it trains through another file, open that one; the report follows the active editor.')
          }
        </p>
        <p class="actions">${act(t('Choose a File…'), 'estimate', true)}</p>
      </div>`;
  }
}

/** A leaf whose vein is a rising curve: the extension's mark, in the text's colour. */
const mark = html`<svg class="mark" viewBox="0 0 48 48" aria-hidden="true">
  <path d="M8 40C6 20 18 7 41 7c1 21-9 33-26 33-2 0-4 0-7-.6Z" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round" />
  <path d="M8 40c6-1 8-6 12-8s5 1 8-3 3-9 7-14" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />
</svg>`;
