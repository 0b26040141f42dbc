// The analysis that lens, hover, actions, status bar and panel share: one for each document version; the last good one stays while the text is broken.
import * as vscode from 'vscode';
import { mayTrain } from '../../analysis/mayTrain';
import type { FileReader } from '../../model/host';
import type { HostMachine } from '../machine/hostMachine';
import type { UserSettings } from '../settings/userSettings';
import type { EngineLoader } from './loadEngine';
import { looksBroken } from './brokenText';
import { inSlices } from './inSlices';
import { LaterFindings } from './laterFindings';
import { Reading, withKnown } from './reading';
import { sourceOf, toSourceDocument, type Source } from './sourceDocument';
import { workspaceFiles } from './workspaceFiles';

/** Long enough that a word is typed out, short enough that the figure follows at once. */
const typingPauseMilliseconds = 250;

interface Entry {
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
  private readonly later: LaterFindings;
  /** the figures that are being worked out for changed settings */
  private reckoning = { cancelled: false };

  /** Fires with a document's URI when there is something new to show about it. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly loadEngine: EngineLoader,
    private readonly log: vscode.LogOutputChannel,
    private readonly user: UserSettings,
    private readonly machine?: HostMachine,
  ) {
    this.later = new LaterFindings(
      {
        holds: (reading) => this.at(reading.uri) === reading && !reading.isStale,
        replace: (reading, better) => this.replace(reading, better),
        filesOf: (uri) => this.filesOf(uri),
      },
      log,
    );
    this.subscriptions = [
      this.changed,
      this.later,
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.readSoon(notebook)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.forget(notebook.uri)),
      vscode.workspace.onDidSaveTextDocument((document) => this.readOthersAgain(document)),
      user.onDidChange(() => void this.reckonAgain()),
    ];
  }

  dispose(): void {
    this.reckoning.cancelled = true;
    for (const { timer } of this.entries.values()) clearTimeout(timer);
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

  /** Reads after a pause in typing and then tells everyone; after one too where a document has just been opened, since the editor is busy showing it. */
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
      const found = await engine.analyze(document, this.filesOf(source.uri), {
        get isCancelled() {
          return request.cancelled;
        },
      });
      const file = withKnown(found, entry.reading?.file);
      const reading = new Reading(engine, source, request.version, file);
      await this.prepare(reading, request);
      if (request.cancelled) return undefined;
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
      void this.later.lookFor(reading);
      return reading;
    } catch (error) {
      this.log.error(`${source.uri.path}: could not be read: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw error;
    }
  }

  /** Works out what the surfaces show, a few milliseconds at a time. */
  private async prepare({ engine, runs, uri }: Reading, request: { readonly cancelled: boolean }): Promise<void> {
    for (const run of runs) await inSlices(engine.prepare(run, this.user.of(uri)), request);
  }

  /** Other settings, other figures: each document's are worked out before its surfaces are told, so that none of them does it on the editor's time. */
  private async reckonAgain(): Promise<void> {
    this.reckoning.cancelled = true;
    const request = (this.reckoning = { cancelled: false });
    for (const { uri } of this.all()) {
      try {
        const reading = this.at(uri);
        if (reading) await this.prepare(reading, request);
        if (request.cancelled) return;
      } catch (error) {
        this.log.error(error instanceof Error ? error : String(error));
      }
      this.changed.fire(uri);
    }
  }

  private filesOf(uri: vscode.Uri): FileReader {
    return workspaceFiles(uri, this.machine);
  }

  /** Unless a newer reading has come meanwhile. */
  private async replace(reading: Reading, better: Reading): Promise<void> {
    await this.prepare(better, { cancelled: false });
    const entry = this.entries.get(reading.uri.toString());
    if (!entry || entry.reading !== reading) return;
    better.edits.push(...reading.edits);
    entry.reading = better;
    this.changed.fire(reading.uri);
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
    this.later.forget(uri);
    if (entry.pending) entry.pending.cancelled = true;
    this.entries.delete(uri.toString());
  }
}
