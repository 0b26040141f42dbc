// Documents that are made here and belong to no file: the workspace's report, a comparison. Shown as a preview of their Markdown where the editor has one.
import * as vscode from 'vscode';

const scheme = 'training-footprint-report';

export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** stands before the registration, which looks for it */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions = vscode.Disposable.from(
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) this.texts.delete(uri.path);
    }),
  );

  dispose(): void {
    this.subscriptions.dispose();
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.texts.get(path) ?? '';
  }

  /** Shows Markdown under a name; the same name again replaces it. */
  async show(name: string, markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // Not every editor renders Markdown.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }
}
