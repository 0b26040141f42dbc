// The analysis that lens, hover, actions, status bar and panel share: one for each document version; the last good one stays while the text is broken.
import * as vscode from 'vscode';
import { mayTrain } from '../../analysis/mayTrain';
import type { FileReader } from '../../model/host';
import type { Settings } from '../../model/settings';
import type { HostMachine } from '../machine/hostMachine';
import type { EngineLoader } from './loadEngine';
import { looksBroken } from './brokenText';
import { inSlices } from './inSlices';
import { Reading } from './reading';
import { sourceOf, toSourceDocument, type Source } from './sourceDocument';
import { workspaceFiles } from './workspaceFiles';

/** Long enough that a word is typed out, short enough that the figure follows at once. */
const typingPauseMilliseconds = 250;

/** Launchers are other files: they are looked for when nobody is typing. */
const launcherPauseMilliseconds = 1000;

interface Entry {
  launcherTimer?: ReturnType<typeof setTimeout>;
  reading?: Reading;
  /** the newest version that was looked at; newer than the reading's while the text is broken */
  seenVersion?: number;
  pending?: { readonly version: number; readonly promise: Promise<Reading | undefined>; cancelled: boolean };
  timer?: ReturnType<typeof setTimeout>;
  /** the version that `timer` will read */
  awaitedVersion?: number;
}

export class Readings implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];

  /** Fires with a document's URI when there is something new to show about it. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly loadEngine: EngineLoader,
    private readonly log: vscode.LogOutputChannel,
    private readonly settingsOf: (resource: vscode.Uri) => Settings,
    private readonly machine?: HostMachine,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.readSoon(notebook)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.forget(notebook.uri)),
      vscode.workspace.onDidSaveTextDocument((document) => this.readOthersAgain(document)),
    ];
  }

  dispose(): void {
    for (const { timer, launcherTimer } of this.entries.values()) [timer, launcherTimer].forEach(clearTimeout);
    this.entries.clear();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The last good reading, current or not; undefined before the first one and where nothing trains. Never waits. */
  peek(source: Source): Reading | undefined {
    const reading = this.entries.get(source.uri.toString())?.reading;
    return reading && reading.file.runs.length > 0 ? reading : undefined;
  }

  /** The last good reading of a document by its URI. */
  at(uri: vscode.Uri): Reading | undefined {
    return this.entries.get(uri.toString())?.reading;
  }

  /** Every document that something was read from. */
  all(): readonly Reading[] {
    return [...this.entries.values()].flatMap(({ reading }) => reading ?? []);
  }

  /** Whether the document's present text has been looked at. */
  isCurrent(source: Source): boolean {
    return this.entries.get(source.uri.toString())?.seenVersion === source.version;
  }

  /** Reads the present text, or gives what is there already; undefined when newer text has cancelled it, and for text that cannot train anything (`isCurrent` then). @throws what the engine throws, which the log has too. */
  read(source: Source): Promise<Reading | undefined> {
    const entry = this.entry(source.uri);
    const { version } = source;
    if (entry.seenVersion === version) return Promise.resolve(entry.reading);
    if (entry.pending?.version === version) return entry.pending.promise;
    if (entry.pending) entry.pending.cancelled = true;
    const pending = { version, cancelled: false, promise: Promise.resolve<Reading | undefined>(undefined) };
    entry.pending = pending;
    pending.promise = this.analyse(source, pending).finally(() => {
      if (entry.pending === pending) entry.pending = undefined;
    });
    return pending.promise;
  }

  /** Reads after a pause in typing and then tells everyone. */
  readSoon(source: Source): void {
    const entry = this.entry(source.uri);
    // Asking again for the same text must not put it off: editors ask as often as they like.
    if (entry.awaitedVersion === source.version) return;
    clearTimeout(entry.timer);
    entry.awaitedVersion = source.version;
    entry.timer = setTimeout(() => {
      entry.awaitedVersion = undefined;
      void this.read(source).catch(() => undefined);
    }, typingPauseMilliseconds);
  }

  private entry(uri: vscode.Uri): Entry {
    const key = uri.toString();
    const known = this.entries.get(key);
    if (known) return known;
    const entry: Entry = {};
    this.entries.set(key, entry);
    return entry;
  }

  private async analyse(source: Source, request: { readonly version: number; cancelled: boolean }): Promise<Reading | undefined> {
    const started = performance.now();
    try {
      const document = toSourceDocument(source);
      const { path } = document;
      const entry = this.entry(source.uri);
      // Most files that are opened train nothing: for them neither grammar nor table is loaded.
      if (!mayTrain(document)) {
        const hadRuns = (entry.reading?.file.runs.length ?? 0) > 0;
        entry.seenVersion = request.version;
        if (hadRuns && looksBroken(document.text)) return entry.reading;
        entry.reading = undefined;
        this.changed.fire(source.uri);
        return undefined;
      }
      const engine = await this.loadEngine();
      const file = await engine.analyze(document, this.filesOf(source.uri), {
        get isCancelled() {
          return request.cancelled;
        },
      });
      for (const run of file.runs) await inSlices(engine.prepare(run, this.settingsOf(source.uri)), request);
      if (request.cancelled) return undefined;
      const reading = new Reading(engine, source, request.version, file);
      const lastGood = entry.reading;
      entry.seenVersion = request.version;
      if (lastGood && lastGood.file.runs.length > file.runs.length && looksBroken(document.text)) {
        this.log.debug(`${path}: the text is broken, the last good reading stays`);
        return lastGood;
      }
      entry.reading = reading;
      // One line, and not again for each version that is typed: what was put aside as too large, too deep or unreadable.
      const [problem] = file.diagnostics;
      if (problem && problem.message !== lastGood?.file.diagnostics[0]?.message) this.log.warn(`${path}: ${problem.message}`);
      if (file.runs.length > 0) this.log.info(`${path}: ${file.runs.length} run(s) read in ${(performance.now() - started).toFixed(0)} ms`);
      this.changed.fire(source.uri);
      void this.complete(reading, entry);
      return reading;
    } catch (error) {
      this.log.error(`${source.uri.path}: could not be read: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw error;
    }
  }

  private filesOf(uri: vscode.Uri): FileReader {
    return workspaceFiles(uri, this.machine);
  }

  /** What the tables lack is looked for on the machine, or asked of the hub; nobody waits for it. The launchers come after. */
  private async complete(reading: Reading, entry: Entry): Promise<void> {
    clearTimeout(entry.launcherTimer);
    const { engine, file } = reading;
    const isOver = (): boolean => entry.reading !== reading || reading.isStale;
    const request = {
      get isCancelled() {
        return isOver();
      },
    };
    try {
      const found = await engine.lookUp(file, this.filesOf(reading.uri), request);
      if (isOver()) return;
      if (found !== file) {
        entry.reading = new Reading(engine, reading.source, reading.version, found);
        this.changed.fire(reading.uri);
      }
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
    }
    if (entry.reading) this.lookForLaunchers(entry.reading, entry);
  }

  /** After a pause, since it reads other files: the launchers that start what was read. Nothing waits for it, and a newer text ends it. */
  private lookForLaunchers(reading: Reading, entry: Entry): void {
    clearTimeout(entry.launcherTimer);
    if (reading.file.runs.length === 0) return;
    const request = {
      get isCancelled() {
        return entry.reading !== reading || reading.isStale;
      },
    };
    const look = async (): Promise<void> => {
      const launchedBy = await reading.engine.launchersOf(toSourceDocument(reading.source), reading.file, this.filesOf(reading.uri), request);
      if (request.isCancelled || launchedBy.length === 0) return;
      entry.reading = new Reading(reading.engine, reading.source, reading.version, { ...reading.file, launchedBy });
      this.changed.fire(reading.uri);
    };
    entry.launcherTimer = setTimeout(() => {
      look().catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)));
    }, launcherPauseMilliseconds);
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const source = sourceOf(document);
    if (!source || source !== document) return;
    const entry = this.entries.get(document.uri.toString());
    if (entry?.seenVersion === undefined) return;
    for (const { range, text } of contentChanges) {
      entry.reading?.edits.push({ line: range.start.line + 1, endLine: range.end.line + 1, newLineBreaks: text.split('\n').length - 1 });
    }
    this.readSoon(source);
  }

  /** A saved config or module may be what another open file names. */
  private readOthersAgain(saved: vscode.TextDocument): void {
    const savedKey = saved.uri.toString();
    for (const [key, entry] of this.entries) {
      const { reading } = entry;
      if (key === savedKey || !reading || reading.file.runs.length === 0) continue;
      const { source } = reading;
      clearTimeout(entry.timer);
      entry.awaitedVersion = undefined;
      entry.timer = setTimeout(() => {
        entry.reading = entry.seenVersion = undefined;
        void this.read(source).catch(() => undefined);
      }, typingPauseMilliseconds);
    }
  }

  private forget(uri: vscode.Uri): void {
    const entry = this.entries.get(uri.toString());
    if (!entry) return;
    clearTimeout(entry.timer);
    clearTimeout(entry.launcherTimer);
    if (entry.pending) entry.pending.cancelled = true;
    this.entries.delete(uri.toString());
  }
}
