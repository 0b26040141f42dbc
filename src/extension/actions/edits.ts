// Turns alternatives into edits of the workspace: applied at once, undone in one step.
import * as vscode from 'vscode';
import type { TextEdit } from '../../model/alternative';
import { rangeOf, uriOf } from '../documents/places';
import type { Source } from '../documents/sourceDocument';

export function workspaceEdit(source: Source, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { span, newText } of edits) edit.replace(uriOf(source, span), rangeOf(span), newText);
  return edit;
}

/** @returns whether the edits were made. */
export const applyEdits = (source: Source, edits: readonly TextEdit[]): Thenable<boolean> => vscode.workspace.applyEdit(workspaceEdit(source, edits));
