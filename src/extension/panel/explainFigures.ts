// "What do these figures mean?": a page of text in the reader's language, in the editor's own preview.
import * as vscode from 'vscode';

const pages: Readonly<Record<string, string>> = { 'zh-cn': 'figures.zh-cn.md' };

export async function explainFigures(extensionUri: vscode.Uri): Promise<void> {
  const page = pages[vscode.env.language.toLowerCase()] ?? 'figures.md';
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extensionUri, 'media', 'figures', page));
}
