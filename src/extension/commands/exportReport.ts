// The report as Markdown or JSON: copied, saved to a file, or opened as an untitled document where nothing can be saved.
import * as vscode from 'vscode';
import { SCHEMA, fileToJson } from '../../report/renderers/json';
import { reportToMarkdown } from '../../report/renderers/markdown';
import { fileNameOf } from '../panel/panelState';
import type { Services } from '../services';
import { messageMilliseconds, type Target } from './targets';

type Format = 'markdown' | 'json';

const translate = (message: string, ...parameters: readonly (string | number)[]): string => vscode.l10n.t(message, ...parameters);

function render({ reading, run: index }: Target, format: Format, { user }: Services): string {
  const settings = user.of(reading.uri);
  if (format === 'markdown') return reportToMarkdown(reading.report(index, settings), translate);
  const run = reading.run(index)!;
  const results = [{ run, estimate: reading.engine.estimate(run, settings), alternatives: reading.engine.alternatives(run, settings) }];
  const file = fileToJson({ ...reading.file, runs: [run] }, results, (path) => vscode.workspace.asRelativePath(reading.uri.with({ path })));
  return `${JSON.stringify({ schema: SCHEMA, files: [file] }, null, 2)}\n`;
}

export async function copyReport(target: Target, services: Services): Promise<void> {
  await vscode.env.clipboard.writeText(render(target, 'markdown', services));
  vscode.window.setStatusBarMessage(vscode.l10n.t('The report is on the clipboard, as Markdown.'), messageMilliseconds);
}

export async function exportReport(target: Target, services: Services): Promise<void> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: Format; readonly save: boolean })[] = [
    { label: vscode.l10n.t('Markdown file…'), description: vscode.l10n.t('for a pull request or a model card'), format: 'markdown', save: true },
    { label: vscode.l10n.t('JSON file…'), description: vscode.l10n.t('all figures, assumptions and edits'), format: 'json', save: true },
    { label: vscode.l10n.t('Markdown in a new editor'), format: 'markdown', save: false },
    { label: vscode.l10n.t('JSON in a new editor'), format: 'json', save: false },
  ];
  const choice = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Export report') });
  if (!choice) return;
  const content = render(target, choice.format, services);
  const uri = choice.save ? await askWhere(target, choice.format) : undefined;
  if (uri) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    await vscode.window.showTextDocument(uri);
  } else if (!choice.save) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: choice.format, content }));
  }
}

function askWhere({ reading }: Target, format: Format): Thenable<vscode.Uri | undefined> {
  const extension = format === 'markdown' ? 'md' : 'json';
  const name = `${fileNameOf(reading.uri).replace(/\.[^.]+$/, '')}.footprint.${extension}`;
  const folder = reading.uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(reading.uri, '..');
  return vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
    filters: { [format === 'markdown' ? 'Markdown' : 'JSON']: [extension] },
  });
}
