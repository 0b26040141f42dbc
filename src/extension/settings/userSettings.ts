// Everything the user has decided about a file: the editor's settings, and the few answers that could be written neither there nor beside the code.
import * as vscode from 'vscode';
import type { Settings } from '../../model/settings';
import { readSettings, section } from './readSettings';

const mementoKey = 'answers';

type Answers = Readonly<Record<string, Settings>>;

export class UserSettings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(section)) this.changed.fire();
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  of(resource: vscode.Uri): Settings {
    return { ...this.answers()[resource.toString()], ...readSettings(resource) };
  }

  /** Keeps answers for one file in this workspace's own storage; nothing is written into files. */
  async remember(resource: vscode.Uri, settings: Settings): Promise<void> {
    const key = resource.toString();
    await this.memento.update(mementoKey, { ...this.answers(), [key]: { ...this.answers()[key], ...settings } });
    this.changed.fire();
  }

  private answers(): Answers {
    return this.memento.get<Answers>(mementoKey, {});
  }
}
