// "Estimate Workspace Footprint": the report over all runs, shown or exported; the scan that it needs shows its progress and can be cancelled.
import * as vscode from 'vscode';
import { inWords } from '../../report/sections/measured';
import { allRuns, type CountedRun } from '../../workspace/footprint';
import { workspaceToJson } from '../../workspace/workspaceJson';
import { workspaceToMarkdown } from '../../workspace/workspaceMarkdown';
import { messageMilliseconds } from '../commands/targets';
import type { WorkspaceFootprints } from './footprints';
import type { WorkspaceServices } from './registerWorkspace';
import { translate } from '../translate';

/** Paths as the explorer shows them; with several workspace folders their names come first. */
export const showPathIn =
  (footprints: WorkspaceFootprints) =>
  (path: string): string => {
    const uri = footprints.uriOf(path);
    const root = vscode.workspace.getWorkspaceFolder(uri);
    return root && root.uri.path.replace(/\/$/, '') === path
      ? vscode.workspace.workspaceFolders!.length > 1
        ? root.name
        : ''
      : vscode.workspace.asRelativePath(uri);
  };

/** @returns whether there is anything to go on with; the user has been told when there is not. */
export async function ensureScanned(footprints: WorkspaceFootprints): Promise<boolean> {
  if (!vscode.workspace.workspaceFolders?.length) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Open a folder first: its training runs are what is added up.'), messageMilliseconds);
    return false;
  }
  if (footprints.state.kind !== 'scanned') await scanWithProgress(footprints);
  if (allRuns(footprints.footprint).length > 0) return true;
  vscode.window.setStatusBarMessage(
    footprints.state.kind === 'stopped' ? vscode.l10n.t('The scan was stopped.') : vscode.l10n.t('No training run was found in this workspace.'),
    messageMilliseconds,
  );
  return false;
}

async function scanWithProgress(footprints: WorkspaceFootprints): Promise<void> {
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Looking for training runs'), cancellable: true },
    async (progress, token) => {
      const cancelled = token.onCancellationRequested(() => footprints.stop());
      const told = footprints.onDidChange(() => {
        const { state } = footprints;
        if (state.kind === 'scanning') progress.report({ message: vscode.l10n.t('files: {0}, runs: {1}', state.looked, footprints.footprint.total.runs) });
      });
      await footprints.scan();
      vscode.Disposable.from(cancelled, told).dispose();
    },
  );
}

function markdown({ footprints }: WorkspaceServices): string {
  const remarks = (run: CountedRun): readonly string[] => {
    const measured = footprints.engine?.report(run.file, run.index, footprints.settingsOf(run.file.path)).measured ?? [];
    return measured.flatMap((one) => inWords(one, translate));
  };
  return workspaceToMarkdown(footprints.footprint, showPathIn(footprints), translate, remarks);
}

function json({ footprints }: WorkspaceServices): string {
  const { engine, footprint, files } = footprints;
  if (!engine) return '';
  return `${JSON.stringify(
    workspaceToJson(footprint, files, engine, (path) => footprints.settingsOf(path), showPathIn(footprints)),
    undefined,
    2,
  )}\n`;
}

export async function showWorkspaceReport(workspace: WorkspaceServices): Promise<void> {
  if (await ensureScanned(workspace.footprints)) await workspace.documents.show(vscode.l10n.t('Workspace footprint'), markdown(workspace));
}

export async function exportWorkspace(workspace: WorkspaceServices): Promise<void> {
  if (!(await ensureScanned(workspace.footprints))) return;
  const formats: readonly (vscode.QuickPickItem & { readonly language: 'markdown' | 'json'; readonly save: boolean })[] = [
    { label: vscode.l10n.t('Markdown file…'), language: 'markdown', save: true },
    { label: vscode.l10n.t('JSON file…'), description: vscode.l10n.t('all figures, assumptions and edits'), language: 'json', save: true },
    { label: vscode.l10n.t('Markdown in a new editor'), language: 'markdown', save: false },
    { label: vscode.l10n.t('JSON in a new editor'), language: 'json', save: false },
  ];
  const choice = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Export the footprint of the workspace') });
  if (!choice) return;
  const content = choice.language === 'json' ? json(workspace) : markdown(workspace);
  if (!choice.save) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: choice.language, content }));
    return;
  }
  const extension = choice.language === 'json' ? 'json' : 'md';
  const [root] = workspace.footprints.folders;
  const uri = await vscode.window.showSaveDialog({
    defaultUri: root && vscode.Uri.joinPath(root, `footprint.${extension}`),
    filters: { [choice.language === 'json' ? 'JSON' : 'Markdown']: [extension] },
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  await vscode.window.showTextDocument(uri);
}
