// Notebooks in the editor: cells are one program, and what is said about it stands in the cells that say it.
import * as vscode from 'vscode';
import { EXTENSION, hoverText, inWorkspace, lensesOf, lensOf } from './editor';
import { check, eventually, test } from './harness';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
const NOTEBOOK = 'fine_tune_distilbert.ipynb';

/** Notebook editors draw in a webview, which the web host's browser can't give here; everywhere else the extension lies on a disk. */
const drawsNotebooks = vscode.extensions.getExtension(EXTENSION)!.extensionUri.scheme === 'file';

const notebookTest = (name: string, body: (editor: vscode.NotebookEditor) => Promise<void>): void => {
  if (!drawsNotebooks) return;
  test(name, async () => body(await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(inWorkspace(NOTEBOOK)))));
};

/** The cell that holds a text, scrolled into view: the editor knows a cell's document only once it has drawn it. */
async function cellWith(editor: vscode.NotebookEditor, text: string): Promise<vscode.TextDocument> {
  const cell = editor.notebook.getCells().find(({ document }) => document.getText().includes(text));
  check.ok(cell, `no cell holds ${text}`);
  editor.revealRange(new vscode.NotebookRange(cell.index, cell.index + 1), vscode.NotebookEditorRevealType.InCenter);
  await eventually(`the cell with ${text} to be drawn`, () => lensesOf(cell.document).catch(() => undefined));
  return cell.document;
}

const textsOf = (notebook: vscode.NotebookDocument): readonly string[] => notebook.getCells().map(({ document }) => document.getText());

notebookTest('in a notebook the lens stands above the line of the cell that trains, and above no other', async (editor) => {
  const training = await cellWith(editor, 'for epoch in range(num_epochs)');
  const { range } = await lensOf(training, FIGURE);
  check.match(training.lineAt(range.start.line).text, /^for epoch in range\(num_epochs\)/, 'the line below the lens');
  check.equal((await lensesOf(await cellWith(editor, 'Accelerator('))).length, 0, 'lenses of another cell');
});

notebookTest('in a notebook the hover on a value speaks of the whole program', async (editor) => {
  await lensOf(await cellWith(editor, 'for epoch in range(num_epochs)'), FIGURE);
  const cell = await cellWith(editor, 'checkpoint = ');
  check.match(await hoverText(cell, 'distilbert', 'checkpoint = '), /\b6[67](\\?\.\d+)? M parameters/, 'the hover on the model');
});

notebookTest('a greener option changes one cell of the notebook and no other byte of it', async (editor) => {
  const { notebook } = editor;
  // The example trains in fp16 already; in full precision there is something to offer.
  const accelerator = await cellWith(editor, 'Accelerator(');
  const original = accelerator.getText();
  await rewrite(accelerator, original.replace('mixed_precision="fp16"', 'mixed_precision="no"'));
  const training = await cellWith(editor, 'for epoch in range(num_epochs)');
  const { range } = await lensOf(training, FIGURE);
  // Options of hardware and place change settings, which later tests would see.
  const option = await eventually('an offer of mixed precision', async () =>
    (await actionsAt(training, range)).find(({ title }) => title.startsWith('Greener: Train in bf16')),
  );
  check.ok(option.command, 'the offer has no command');
  const before = textsOf(notebook);
  await vscode.commands.executeCommand(option.command.command, ...((option.command.arguments ?? []) as unknown[]));
  const changed = await eventually('a changed cell', () => {
    const now = textsOf(notebook);
    const different = now.flatMap((text, index) => (text === before[index] ? [] : [index]));
    return different.length > 0 ? different : undefined;
  });
  check.equal(changed.length, 1, 'changed cells');
  await rewrite(notebook.cellAt(changed[0]!).document, before[changed[0]!]!);
  await rewrite(accelerator, original);
});

const actionsAt = (document: vscode.TextDocument, range: vscode.Range): Thenable<readonly vscode.CodeAction[]> =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);

async function rewrite(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  check.ok(await vscode.workspace.applyEdit(edit), 'the cell could not be changed');
}
