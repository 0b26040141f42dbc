// Puts a report's text on the clipboard, into a file or into a new editor.
import * as vscode from 'vscode';
import type { ExportFormat } from '../../../webview/protocol/messages';
import { messageMilliseconds } from '../commands/targets';
import type { Reading } from '../documents/reading';
import { formOf, written, type Exported } from './formats';
import { fileNameOf } from '../../model/paths';

export async function copyText(exported: Exported, format: ExportFormat): Promise<void> {
  const content = contentOf(exported, format);
  if (content === undefined) return;
  await vscode.env.clipboard.writeText(content);
  vscode.window.setStatusBarMessage(vscode.l10n.t('On the clipboard: {0}', formOf(format).name), messageMilliseconds);
}

/** Asks where; nothing is written when the user thinks better of it. */
export async function saveText(exported: Exported, format: ExportFormat): Promise<void> {
  const content = contentOf(exported, format);
  if (content === undefined) return;
  const { extension, name } = formOf(format);
  const uri = await save(exported.reading, new TextEncoder().encode(content), extension, name);
  if (uri) await vscode.window.showTextDocument(uri);
}

export async function openText(exported: Exported, format: ExportFormat): Promise<void> {
  const content = contentOf(exported, format);
  if (content !== undefined) await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: formOf(format).language, content }));
}

/** @param png in base64, as the page has drawn it */
export async function savePicture(reading: Reading, png: string): Promise<void> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const uri = await save(reading, bytes, 'png', vscode.l10n.t('Picture (PNG)'));
  if (uri) await vscode.commands.executeCommand('vscode.open', uri);
}

function contentOf(exported: Exported, format: ExportFormat): string | undefined {
  const content = written(exported, format);
  if (content === undefined) vscode.window.setStatusBarMessage(vscode.l10n.t('There is no figure to export yet.'), messageMilliseconds);
  return content;
}

async function save({ uri: source }: Reading, content: Uint8Array, extension: string, name: string): Promise<vscode.Uri | undefined> {
  const folder = source.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(source, '..');
  const fileName = `${fileNameOf(source.path).replace(/\.[^.]+$/, '')}.footprint.${extension}`;
  const uri = await vscode.window.showSaveDialog({ defaultUri: folder && vscode.Uri.joinPath(folder, fileName), filters: { [name]: [extension] } });
  if (uri) await vscode.workspace.fs.writeFile(uri, content);
  return uri;
}
