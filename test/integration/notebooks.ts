// Notebooks in the editor: cells are one program, and what is said about it stands in the cells that say it.
import * as vscode from 'vscode';
import { hoverText, inWorkspace, lensesOf, lensOf } from './editor';
import { check, eventually, test } from './harness';

const FIGURE = /^≈ .+ CO₂e \(.+–.+\)/;
const NOTEBOOK = 'fine_tune_distilbert.ipynb';

async function openNotebook(): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(inWorkspace(NOTEBOOK));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

function cellWith(notebook: vscode.NotebookDocument, text: string): vscode.TextDocument {
  const cell = notebook.getCells().find(({ document }) => document.getText().includes(text));
  check.ok(cell, `no cell holds ${text}`);
  return cell.document;
}

const textsOf = (notebook: vscode.NotebookDocument): readonly string[] => notebook.getCells().map(({ document }) => document.getText());

test('in a notebook the lens stands above the line of the cell that trains, and above no other', async () => {
  const notebook = await openNotebook();
  const training = cellWith(notebook, 'for epoch in range(num_epochs)');
  const { range } = await lensOf(training, FIGURE);
  check.match(training.lineAt(range.start.line).text, /^for epoch in range\(num_epochs\)/, 'the line below the lens');
  check.equal((await lensesOf(cellWith(notebook, 'Accelerator('))).length, 0, 'lenses of another cell');
});

test('in a notebook the hover on a value speaks of the whole program', async () => {
  const notebook = await openNotebook();
  await lensOf(cellWith(notebook, 'for epoch in range(num_epochs)'), FIGURE);
  const cell = cellWith(notebook, 'checkpoint = ');
  check.match(await hoverText(cell, 'distilbert', 'checkpoint = '), /6[67](\.\d+)?\s?M/, 'the hover on the model');
});

test('a greener option changes one cell of the notebook and no other byte of it', async () => {
  const notebook = await openNotebook();
  const training = cellWith(notebook, 'for epoch in range(num_epochs)');
  const { range } = await lensOf(training, FIGURE);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', training.uri, range);
  const ours = actions.filter(({ title }) => title.startsWith('Greener:'));
  check.ok(ours.length > 0, 'no greener option in the cell');
  const before = textsOf(notebook);
  const changed = await eventually('an option that changes the notebook', async () => {
    const next = ours.shift();
    check.ok(next, 'no option changes the notebook');
    if (!next.command) return undefined;
    await vscode.commands.executeCommand(next.command.command, ...((next.command.arguments ?? []) as unknown[]));
    const now = textsOf(notebook);
    const different = now.flatMap((text, index) => (text === before[index] ? [] : [index]));
    return different.length > 0 ? different : undefined;
  });
  check.equal(changed.length, 1, 'changed cells');
  const index = changed[0]!;
  const { document } = notebook.cellAt(index);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), before[index]!);
  check.ok(await vscode.workspace.applyEdit(edit), 'the cell could not be put back');
});
