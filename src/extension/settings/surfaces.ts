// Where figures are shown, and how each place is switched off from the place itself.
import * as vscode from 'vscode';
import { section } from './readSettings';

export const surfaces = ['codeLens', 'hover', 'diagnostics', 'statusBar'] as const;
export type Surface = (typeof surfaces)[number];

const key = (surface: Surface): string => `${surface}.enabled`;

export const isEnabled = (surface: Surface, resource?: vscode.Uri): boolean => vscode.workspace.getConfiguration(section, resource).get(key(surface), true);

/** What a reader calls it. */
function nameOf(surface: Surface): string {
  switch (surface) {
    case 'codeLens':
      return vscode.l10n.t('Figures above the code');
    case 'hover':
      return vscode.l10n.t('Hovers');
    case 'diagnostics':
      return vscode.l10n.t('Remarks on avoidable waste');
    case 'statusBar':
      return vscode.l10n.t('Status bar');
  }
}

/** Into the workspace where it was decided there already, else for the user: who hides something mostly means everywhere. */
async function set(surface: Surface, value: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const inWorkspace = configuration.inspect(key(surface))?.workspaceValue !== undefined;
  await configuration.update(key(surface), value, inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}

/** Switches one off, and says how it comes back. */
export async function hideSurface(surface: unknown): Promise<void> {
  const known = surfaces.find((name) => name === surface);
  if (!known) return;
  await set(known, false);
  const undo = vscode.l10n.t('Show Again');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0}: switched off. “Training Footprint: Choose What Is Shown…” brings them back.', nameOf(known)),
    undo,
  );
  if (answer === undo) await set(known, true);
}

/** All of them with check boxes. */
export async function chooseSurfaces(): Promise<void> {
  const items = surfaces.map((surface) => ({ label: nameOf(surface), surface, picked: isEnabled(surface) }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Where footprints are shown'),
    placeHolder: vscode.l10n.t('The report itself is always there'),
  });
  if (!chosen) return;
  for (const { surface, picked } of items) {
    const wanted = chosen.some((one) => one.surface === surface);
    if (wanted !== picked) await set(surface, wanted);
  }
}

/** The button that pickers of a surface carry. */
export const hideButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('eye-closed'),
  tooltip: vscode.l10n.t('Hide the figures above the code'),
});
