// Everything the user has decided about a file: the editor's settings, and the few answers that could be written neither there nor beside the code.
import * as vscode from 'vscode';
import type { Measured } from '../../model/measurement';
import type { Settings } from '../../model/settings';
import { readBudgets, type Budgets } from '../../report/sections/budgets';
import { readSettings, section } from './readSettings';

const mementoKey = 'answers';
const measuredKey = 'measured';

/** More files than a scan finds runs in; beyond them all are read anew. */
const mostKnown = 5000;

type Answers = Readonly<Record<string, Settings>>;

export class UserSettings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  /** Fires when settings or answers have changed; what shows a reading waits for `Readings.onDidChange`, by when its figures are worked out anew. */
  readonly onDidChange = this.changed.event;
  /** by resource: each surface asks for each run at each look */
  private readonly known = new Map<string, Settings>();
  private readonly knownBudgets = new Map<string, Budgets>();

  constructor(private readonly memento: vscode.Memento) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(section)) this.tell();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  of(resource: vscode.Uri): Settings {
    const key = resource.toString();
    return remembered(this.known, key, () => {
      const { measured } = this;
      return { ...this.answers()[key], ...readSettings(resource), ...(measured && { measured }) };
    });
  }

  /** The limits that a team has set; what limits nothing is left out. Without a resource those of the workspace. */
  budgetsOf(resource?: vscode.Uri): Budgets {
    return remembered(this.knownBudgets, resource?.toString() ?? '', () => readBudgets(vscode.workspace.getConfiguration(section, resource).get('budgets')));
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
    this.tell();
  }

  /** Keeps answers for one file in this workspace's own storage; nothing is written into files. */
  async remember(resource: vscode.Uri, settings: Settings): Promise<void> {
    const key = resource.toString();
    await this.memento.update(mementoKey, { ...this.answers(), [key]: { ...this.answers()[key], ...settings } });
    this.tell();
  }

  private tell(): void {
    this.forget();
    this.changed.fire();
  }

  private forget(): void {
    this.known.clear();
    this.knownBudgets.clear();
  }

  private answers(): Answers {
    return this.memento.get<Answers>(mementoKey, {});
  }
}

function remembered<T>(known: Map<string, T>, key: string, read: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const value = read();
  known.set(key, value);
  return value;
}
