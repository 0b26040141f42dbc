// The first line: which file and run this is about, and what to take away from it.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelState } from '../protocol';
import { send } from '../state/host';
import { t } from '../state/strings';

type Shown = Extract<PanelState, { kind: 'report' }>;

export function header({ report, runs, stale }: Shown): TemplateResult {
  const place = t('line {0}', report.anchor.line);
  return html`<header class="top">
    <h1 class="run">${report.fileName}</h1>
    <button class="tag" title=${t('Show in the code')} @click=${() => send({ type: 'reveal', span: report.anchor })}>
      ${report.kind} · ${report.anchor.cell === undefined ? place : t('cell {0}', report.anchor.cell + 1)}
    </button>
    ${
      runs.length > 1
        ? html`<vscode-dropdown
            aria-label=${t('Run')}
            .value=${String(report.runIndex)}
            @change=${(event: Event) => send({ type: 'selectRun', index: Number((event.target as HTMLInputElement).value) })}
          >
            ${runs.map(({ value, label }) => html`<vscode-option value=${value}>${label}</vscode-option>`)}
          </vscode-dropdown>`
        : nothing
    }
    ${stale ? html`<span class="tag assumed" role="status">${t('as of the last readable text')}</span>` : nothing}
    <span class="space"></span>
    <span class="actions">
      <vscode-button appearance="secondary" @click=${() => send({ type: 'command', command: 'copy' })}>${t('Copy')}</vscode-button>
      <vscode-button appearance="secondary" @click=${() => send({ type: 'command', command: 'export' })}>${t('Export…')}</vscode-button>
    </span>
  </header>`;
}
