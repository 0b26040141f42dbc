// What is found out about a reading when nobody waits for it any more: what the tables lack, on the machine or from the hub, and the launchers that start what was read.
import type * as vscode from 'vscode';
import type { Cancellation, FileReader } from '../../model/host';
import type { FileAnalysis } from '../../model/run';
import { alike, Reading } from './reading';
import { toSourceDocument } from './sourceDocument';

/** Launchers are other files: they are looked for when nobody is typing. */
const launcherPauseMilliseconds = 1000;

/** What the findings are made for. */
export interface ReadingKeeper {
  /** whether this reading is still the one on show, and of the present text */
  holds(reading: Reading): boolean;
  /** Puts a reading that knows more in the place of another, and tells everyone. */
  replace(reading: Reading, better: Reading): Promise<void>;
  filesOf(uri: vscode.Uri): FileReader;
}

export class LaterFindings implements vscode.Disposable {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly keeper: ReadingKeeper,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  dispose(): void {
    this.timers.forEach(clearTimeout);
    this.timers.clear();
  }

  /** Ends the search for a document's launchers. */
  forget(uri: vscode.Uri): void {
    clearTimeout(this.timers.get(uri.toString()));
    this.timers.delete(uri.toString());
  }

  /** Looks for what the tables lack, and for the launchers after a pause; a newer text ends both. Never fails. */
  async lookFor(reading: Reading): Promise<void> {
    this.forget(reading.uri);
    let newest = reading;
    try {
      const { engine, file, uri } = reading;
      const found = await engine.lookUp(file, this.keeper.filesOf(uri), this.requestFor(reading));
      if (!this.keeper.holds(reading)) return;
      if (found !== file) newest = await this.replaced(reading, { ...found, launchedBy: file.launchedBy });
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
    }
    if (newest.file.runs.length === 0) return;
    const timer = setTimeout(() => {
      this.lookForLaunchers(newest).catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)));
    }, launcherPauseMilliseconds);
    this.timers.set(reading.uri.toString(), timer);
  }

  private async lookForLaunchers(reading: Reading): Promise<void> {
    const { engine, file, source, uri } = reading;
    if (!this.keeper.holds(reading)) return;
    const launchedBy = await engine.launchersOf(toSourceDocument(source), file, this.keeper.filesOf(uri), this.requestFor(reading));
    if (this.keeper.holds(reading) && !alike(launchedBy, file.launchedBy ?? [])) await this.replaced(reading, { ...file, launchedBy });
  }

  private async replaced(reading: Reading, file: FileAnalysis): Promise<Reading> {
    const better = new Reading(reading.engine, reading.source, reading.version, file);
    await this.keeper.replace(reading, better);
    return better;
  }

  private requestFor(reading: Reading): Cancellation {
    const { keeper } = this;
    return {
      get isCancelled() {
        return !keeper.holds(reading);
      },
    };
  }
}
