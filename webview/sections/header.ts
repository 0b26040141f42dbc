// The first line: which file and run this is about, and what to take away from it.
import { html, nothing, type TemplateResult } from 'lit-html';
import { send } from '../state/host';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

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
    ${
      report.estimated
        ? html`<span class="actions">
            <vscode-button
              appearance="secondary"
              aria-label=${t('Copy the report as Markdown')}
              @click=${() => send({ type: 'export', format: 'markdown', to: 'clipboard' })}
              >${t('Copy')}</vscode-button
            >
            <vscode-button appearance="secondary" @click=${showExports}>${t('Export…')}</vscode-button>
          </span>`
        : nothing
    }
  </header>`;
}

function showExports(): void {
  document.getElementById('exports')?.scrollIntoView({ block: 'nearest' });
  document.querySelector<HTMLElement>('#exports vscode-button')?.focus();
}
