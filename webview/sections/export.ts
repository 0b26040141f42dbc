// The report to take away: copied or saved in the form that its next reader wants.
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ExportFormat } from '../protocol/messages';
import { send } from '../state/host';
import { savePicture } from '../state/picture';
import type { Shown } from '../state/shown';
import { t } from '../state/strings';

interface Form {
  readonly format: ExportFormat;
  readonly name: string;
  readonly purpose: string;
}

const forms = (): readonly Form[] => [
  { format: 'markdown', name: 'Markdown', purpose: t('for a pull request or a wiki') },
  { format: 'modelCard', name: t('Model card'), purpose: t('the co2_eq_emissions block of its head') },
  { format: 'statement', name: t('Statement for a paper'), purpose: t('what was estimated, on what and how') },
  { format: 'json', name: 'JSON', purpose: t('all figures, assumptions and edits') },
  { format: 'csv', name: 'CSV', purpose: t('one row of numbers, for a spreadsheet') },
];

export function exports(state: Shown): TemplateResult | typeof nothing {
  if (!state.report.estimated) return nothing;
  return html`<section aria-labelledby="export" id="exports">
    <h2 id="export" tabindex="-1">${t('Export')} ${state.baseline ? html`<small>${t('with what is being tried')}</small>` : nothing}</h2>
    <ul class="forms">
      ${forms().map(({ format, name, purpose }) => form(name, purpose, [copy(format, name), save(format, name)]))}
      ${form(t('Picture'), t('for slides and documents'), [
        action('SVG', t('Save as SVG'), () => send({ type: 'export', format: 'svg', to: 'file' })),
        action('PNG', t('Save as PNG'), () => void savePicture(state.report)),
      ])}
    </ul>
  </section>`;
}

const form = (name: string, purpose: string, actions: readonly TemplateResult[]): TemplateResult =>
  html`<li>
    <span class="what"><b>${name}</b> <span class="dim">${purpose}</span></span
    ><span class="actions">${actions}</span>
  </li>`;

const copy = (format: ExportFormat, name: string): TemplateResult =>
  action(t('Copy'), t('Copy: {0}', name), () => send({ type: 'export', format, to: 'clipboard' }));
const save = (format: ExportFormat, name: string): TemplateResult =>
  action(t('Save…'), t('Save: {0}', name), () => send({ type: 'export', format, to: 'file' }));

const action = (label: string, name: string, act: () => void): TemplateResult =>
  html`<vscode-button appearance="secondary" aria-label=${name} @click=${act}>${label}</vscode-button>`;
