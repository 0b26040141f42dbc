// Everything the user has decided about a file: the editor's settings, and the few answers that could be written neither there nor beside the code.
import * as vscode from 'vscode';
import type { Measured } from '../../model/measurement';
import type { Settings } from '../../model/settings';
import { readSettings, section } from './readSettings';

const mementoKey = 'answers';
const measuredKey = 'measured';

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
    const { measured } = this;
    return { ...this.answers()[resource.toString()], ...readSettings(resource), ...(measured && { measured }) };
  }

  /** What runs of this workspace were measured to cost. */
  get measured(): Measured | undefined {
    return this.memento.get<Measured>(measuredKey);
  }

  /** Keeps what runs were measured to cost, so that estimates use it from the start of the next session on. */
  async setMeasured(measured: Measured): Promise<void> {
    const kept = measured.runs.length > 0 ? measured : undefined;
    if (JSON.stringify(kept) === JSON.stringify(this.measured)) return;
    await this.memento.update(measuredKey, kept);
    this.changed.fire();
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
