// Shows what alternatives would change before anything is changed: the file beside itself with the edits made, and a button that makes them.
import * as vscode from 'vscode';
import type { TextEdit } from '../../model/alternative';
import { rangeOf, uriOf } from '../documents/places';
import { previewScheme, type Source } from '../documents/sourceDocument';

interface Previewed {
  readonly text: string;
  readonly apply: () => Promise<void>;
}

/** Texts after the edits, by the preview's URI; forgotten when its editor closes. */
export class Previews implements vscode.Disposable {
  private readonly shown = new Map<string, Previewed>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: (uri) => this.shown.get(uri.toString())?.text ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.shown.delete(uri.toString())),
  );

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** Opens one comparison a file; `apply` runs when the user takes it from there. */
  async show(source: Source, edits: readonly TextEdit[], title: string, apply: () => Promise<void>): Promise<void> {
    const byDocument = new Map<string, { readonly uri: vscode.Uri; readonly edits: TextEdit[] }>();
    for (const edit of edits) {
      const uri = uriOf(source, edit.span);
      const entry = byDocument.get(uri.toString()) ?? { uri, edits: [] };
      entry.edits.push(edit);
      byDocument.set(uri.toString(), entry);
    }
    const pairs: [vscode.Uri, vscode.Uri][] = [];
    for (const { uri, edits: here } of byDocument.values()) {
      const document = await vscode.workspace.openTextDocument(uri);
      const after = vscode.Uri.from({ scheme: previewScheme, path: uri.path, query: encodeURIComponent(uri.toString()) });
      this.shown.set(after.toString(), { text: edited(document, here), apply });
      this.changed.fire(after);
      pairs.push([uri, after]);
    }
    const [first] = pairs;
    if (!first) return;
    if (pairs.length === 1)
      await vscode.commands.executeCommand('vscode.diff', first[0], first[1], title, {
        preview: true,
        preserveFocus: false,
        viewColumn: vscode.ViewColumn.One,
      });
    else
      await vscode.commands.executeCommand(
        'vscode.changes',
        title,
        pairs.map(([before, after]) => [before, before, after]),
      );
  }

  /** Makes the edits of the preview in front and closes it. */
  async apply(uri: vscode.Uri | undefined): Promise<void> {
    const key = (uri ?? vscode.window.activeTextEditor?.document.uri)?.toString();
    const previewed = key === undefined ? undefined : this.shown.get(key);
    if (!previewed) return;
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await previewed.apply();
  }
}

/** The document's text with the edits made, the last one first so that places stay true. */
function edited(document: vscode.TextDocument, edits: readonly TextEdit[]): string {
  const places = edits.map(({ span, newText }, order) => ({
    start: document.offsetAt(rangeOf(span).start),
    end: document.offsetAt(rangeOf(span).end),
    newText,
    order,
  }));
  places.sort((a, b) => b.start - a.start || b.order - a.order);
  return places.reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), document.getText());
}
