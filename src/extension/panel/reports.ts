// Where reports are shown: the view in its own container follows the active editor; panels beside the editor stay with their file.
import * as vscode from 'vscode';
import { sourceOf } from '../documents/sourceDocument';
import type { RunReference, Services } from '../services';
import { ReportPage } from './reportPage';

export const viewId = 'trainingFootprint.report';
export const panelType = 'trainingFootprint.reportPanel';

export class Reports implements vscode.Disposable {
  private page: ReportPage | undefined;
  private wanted: { readonly uri: vscode.Uri; readonly run: number } | undefined;
  private readonly panels = new Map<vscode.WebviewPanel, ReportPage>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly services: Services) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(viewId, { resolveWebviewView: (view) => this.resolve(view) }),
      vscode.window.registerWebviewPanelSerializer(panelType, {
        deserializeWebviewPanel: (panel, state: unknown) => {
          this.adopt(panel, restoredReference(state));
          return Promise.resolve();
        },
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.follow()),
      services.readings.onDidChange((uri) => {
        if (uri.toString() === activeUri()?.toString()) this.follow();
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.page?.dispose();
    for (const panel of this.panels.keys()) panel.dispose();
  }

  /** What the user looks at: the report in front, for commands that name no run. */
  get shown(): RunReference | undefined {
    const active = [...this.panels].find(([panel]) => panel.active)?.[1] ?? this.page;
    return active?.shownUri && { uri: active.shownUri.toString(), run: active.shownRun };
  }

  /** Shows a run in the view, which is opened when it isn't. */
  async open(uri: vscode.Uri, run: number): Promise<void> {
    this.wanted = { uri, run };
    this.page?.show(uri, run);
    await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
  }

  openBeside(uri: vscode.Uri, run: number): void {
    const panel = vscode.window.createWebviewPanel(
      panelType,
      vscode.l10n.t('Footprint report'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {},
    );
    this.adopt(panel, { uri: uri.toString(), run });
  }

  private adopt(panel: vscode.WebviewPanel, reference: RunReference | undefined): void {
    panel.iconPath = vscode.Uri.joinPath(this.services.extensionUri, 'media', 'logo.svg');
    const page = new ReportPage(panel.webview, this.services, (fileName) => (panel.title = vscode.l10n.t('Footprint: {0}', fileName)));
    this.panels.set(panel, page);
    panel.onDidDispose(() => {
      page.dispose();
      this.panels.delete(panel);
    });
    if (reference) page.show(vscode.Uri.parse(reference.uri), reference.run);
  }

  private resolve(view: vscode.WebviewView): void {
    const page = new ReportPage(view.webview, this.services, (fileName) => (view.description = fileName));
    this.page = page;
    view.onDidDispose(() => {
      page.dispose();
      if (this.page === page) this.page = undefined;
    });
    const wanted = this.wanted ?? followed(this.services);
    if (wanted) page.show(wanted.uri, wanted.run);
    else this.follow();
  }

  /** The view goes with the active editor, but only to files that train something: a look at a log must not empty it. */
  private follow(): void {
    const next = followed(this.services);
    if (next && next.uri.toString() === this.page?.shownUri?.toString()) return;
    if (next) {
      this.wanted = next;
      this.page?.show(next.uri, next.run);
    } else if (this.page && !this.page.hasReport) {
      const uri = activeUri();
      if (uri && uri.toString() !== this.page.shownUri?.toString()) this.page.show(uri);
    }
  }
}

function activeUri(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return vscode.window.activeNotebookEditor?.notebook.uri ?? (document && sourceOf(document)?.uri);
}

function followed({ readings }: Services): { readonly uri: vscode.Uri; readonly run: number } | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const source = vscode.window.activeNotebookEditor?.notebook ?? (document && sourceOf(document));
  if (!source) return undefined;
  if (!readings.isCurrent(source)) readings.readSoon(source);
  return readings.peek(source) ? { uri: source.uri, run: 0 } : undefined;
}

function restoredReference(state: unknown): RunReference | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { uri, run } = state as Record<string, unknown>;
  return typeof uri === 'string' ? { uri, run: typeof run === 'number' ? run : 0 } : undefined;
}
