// Spans of the engine as places in the editor, and the other way round.
import * as vscode from 'vscode';
import type { Span } from '../../model/source';
import { isNotebook, type Source } from './sourceDocument';

/** Lines 1-based and columns 0-based become the editor's 0-based positions. */
export const rangeOf = ({ line, column, endLine, endColumn }: Span): vscode.Range =>
  new vscode.Range(Math.max(0, line - 1), column, Math.max(0, endLine - 1), endColumn);

/** @returns the document that a span of this source's analysis lies in; a notebook's cell where it names one. */
export function uriOf(source: Source, span: Span): vscode.Uri {
  if (span.cell !== undefined && isNotebook(source)) {
    const cells = source.getCells();
    return (cells[span.cell] ?? cells[0])?.document.uri ?? source.uri;
  }
  if (span.path === source.uri.path || isNotebook(source)) return source.uri;
  return span.path.startsWith('/') ? source.uri.with({ path: span.path, query: '', fragment: '' }) : vscode.Uri.joinPath(source.uri, '..', span.path);
}

/** Whether a span lies in exactly this document. */
export const isIn = (document: vscode.TextDocument, source: Source, span: Span): boolean => uriOf(source, span).toString() === document.uri.toString();

/** Shows a place: selects it in the editor that has the file, or opens it beside nothing else. */
export async function reveal(source: Source, span: Span): Promise<void> {
  const uri = uriOf(source, span);
  const selection = rangeOf(span);
  if (span.cell !== undefined && isNotebook(source)) {
    const cells = new vscode.NotebookRange(span.cell, span.cell + 1);
    const editor = await vscode.window.showNotebookDocument(source, { selections: [cells] });
    editor.revealRange(cells, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  const key = uri.toString();
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
  const editor = await vscode.window.showTextDocument(uri, { selection, viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
