// When the Hugging Face hub may be asked, and with whose token: only in a trusted workspace, only while the setting is on.
import * as vscode from 'vscode';
import { section } from '../settings/readSettings';
import type { HubAccess } from './hostMachine';

const secret = 'huggingFaceToken';

/** Asks settings and trust anew at every question, so that a change counts at once. */
export const hubAccess = ({ globalStorageUri, secrets }: vscode.ExtensionContext): HubAccess => ({
  folder: vscode.Uri.joinPath(globalStorageUri, 'hub').fsPath,
  isAllowed: () => vscode.workspace.isTrusted && vscode.workspace.getConfiguration(section).get('network.enabled', false),
  token: async () => secrets.get(secret),
});

/** Keeps a token in the system's secret store, or forgets it where nothing is entered. */
export async function askForHubToken({ secrets }: vscode.ExtensionContext): Promise<void> {
  const known = (await secrets.get(secret)) !== undefined;
  const token = await vscode.window.showInputBox({
    title: vscode.l10n.t('Hugging Face token'),
    prompt: known
      ? vscode.l10n.t('A token is kept. Enter another one, or nothing to forget it.')
      : vscode.l10n.t('For models that need one. Kept in the secret store of this system, and sent to the hub alone.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (token === undefined) return;
  if (token.trim() === '') await secrets.delete(secret);
  else await secrets.store(secret, token.trim());
}
