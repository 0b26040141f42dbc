// Editors' documents as the engine reads them: a text document as it stands, a notebook as one program.
import * as vscode from 'vscode';
import type { SourceDocument } from '../../model/host';

/** What one analysis covers: a text document, or a whole notebook. */
export type Source = vscode.TextDocument | vscode.NotebookDocument;

/** Languages in which a training run can be written; anything else is never looked at. */
export const trainingLanguages = [
  'python',
  'yaml',
  'json',
  'jsonc',
  'toml',
  'shellscript',
  'makefile',
  'ini',
  'properties',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
] as const;

/** Texts as they would be after an edit. */
export const previewScheme = 'training-footprint-preview';

/** Views on old or foreign text (a diff's left side, search results, output): nobody trains from there. */
const otherSchemes: ReadonlySet<string> = new Set([
  previewScheme,
  'git',
  'gitfs',
  'output',
  'vscode-settings',
  'vscode-userdata',
  'debug',
  'comment',
  'walkThroughSnippet',
  'vscode-chat-code-block',
]);

export const trainingSelector: vscode.DocumentSelector = trainingLanguages.map((language) => ({ language }));

export const isNotebook = (source: Source): source is vscode.NotebookDocument => 'notebookType' in source;

/** @returns what a document belongs to: its notebook when it is a cell; undefined when it can't train anything. */
export function sourceOf(document: vscode.TextDocument): Source | undefined {
  if (document.uri.scheme === 'vscode-notebook-cell') return notebookOf(document);
  if (otherSchemes.has(document.uri.scheme)) return undefined;
  return (trainingLanguages as readonly string[]).includes(document.languageId) || document.uri.path.endsWith('.ipynb') ? document : undefined;
}

const notebookOf = (cell: vscode.TextDocument): vscode.NotebookDocument | undefined =>
  vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some(({ document }) => document === cell));

/** @returns the document's index among all cells of its notebook, or undefined outside notebooks. */
export function cellIndexOf(document: vscode.TextDocument): number | undefined {
  return notebookOf(document)
    ?.getCells()
    .find((cell) => cell.document === document)?.index;
}

/** @returns the open document of a URI, opened without showing it when needed. @throws what the editor throws when it cannot be read. */
export async function openSource(uri: vscode.Uri): Promise<Source> {
  const key = uri.toString();
  const notebook = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === key);
  return notebook ?? vscode.workspace.openTextDocument(uri);
}

export function toSourceDocument(source: Source): SourceDocument {
  const { path } = source.uri;
  if (!isNotebook(source)) return { path, languageId: source.languageId, text: source.getText() };
  return { path: path.endsWith('.ipynb') ? path : `${path}.ipynb`, text: notebookJson(source) };
}

/** The notebook as its file would be, with the text that stands in the editor now and without outputs. */
function notebookJson(notebook: vscode.NotebookDocument): string {
  const cells = notebook.getCells().map(({ kind, document }) =>
    kind === vscode.NotebookCellKind.Code
      ? {
          cell_type: 'code',
          metadata: { vscode: { languageId: document.languageId } },
          outputs: [],
          execution_count: null,
          source: document.getText(),
        }
      : { cell_type: 'markdown', metadata: {}, source: '' },
  );
  return JSON.stringify({ cells, metadata: { ...fileMetadata(notebook), language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });
}

/** What the file says about itself (Colab's and Kaggle's accelerator); the editor keeps it whole under `metadata`. */
function fileMetadata(notebook: vscode.NotebookDocument): Record<string, unknown> {
  const { metadata } = notebook.metadata as { metadata?: unknown };
  return typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>) : {};
}
