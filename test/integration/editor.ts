// What the suite asks of the editor: documents of the opened folder, their lenses and hovers.
import * as vscode from 'vscode';
import { check, eventually } from './harness';

export const EXTENSION = 'training-footprint.training-footprint';

/** A file of the opened folder; in the web host it lies in a virtual file system. */
export function inWorkspace(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  check.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(inWorkspace(file)));
}

export async function readText(file: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(file)));
}

/** The extension's lenses on a document, as far as they are there now. */
export async function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  return lenses.filter(({ command }) => command?.command.startsWith('trainingFootprint.'));
}

const titlesOf = (lenses: readonly vscode.CodeLens[]): readonly string[] => lenses.map(({ command }) => command?.title ?? '');

/** The first lens whose title matches, waited for. */
export function lensOf(document: vscode.TextDocument, pattern: RegExp): Promise<vscode.CodeLens> {
  let seen: readonly string[] = [];
  return eventually(`a lens that matches ${String(pattern)}`, async () => {
    const lenses = await lensesOf(document);
    seen = titlesOf(lenses);
    return lenses.find(({ command }) => pattern.test(command?.title ?? ''));
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; there were ${JSON.stringify(seen)}`);
  });
}

/** All that hovers say at the first place where `word` stands on a line that holds `context`. */
export async function hoverText(document: vscode.TextDocument, word: string, context: string): Promise<string> {
  const line = document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes(context));
  check.ok(line >= 0, `no line holds ${context}`);
  const position = new vscode.Position(line, document.lineAt(line).text.indexOf(word) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Replaces a stretch of text as if typed. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const at = editor.document.getText().indexOf(from);
  check.ok(at >= 0, `the document does not hold ${from}`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + from.length));
  check.ok(await editor.edit((edit) => edit.replace(range, to)), 'the edit was refused');
}

/** Opens a file for a test that edits it, and puts it back whatever happens; an editor that saves by itself may have written the changes. */
export async function editing(file: string, body: (editor: vscode.TextEditor) => Promise<void>): Promise<void> {
  const editor = await open(file);
  const untouched = editor.document.getText();
  try {
    await body(editor);
  } finally {
    await replace(editor, editor.document.getText(), untouched);
    await editor.document.save();
  }
}
