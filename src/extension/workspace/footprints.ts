// What the whole workspace trains: scanned when somebody asks, kept up to date file by file, the same for the tree, the commands and the tools.
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { FileAnalysis } from '../../model/run';
import type { Settings } from '../../model/settings';
import { footprintOf, type WorkspaceFootprint } from '../../workspace/footprint';
import { ScanResults } from '../../workspace/scan/scanResults';
import { inSlices } from '../documents/inSlices';
import type { EngineLoader } from '../documents/loadEngine';
import type { Services } from '../services';
import { onChangedFiles } from './changedFiles';
import { readAgain, scanRoot, type ScanReport } from './scanner';
import { insideOf } from '../../model/paths';

/** A checkout of another branch changes more files than are worth reading one by one. */
const mostChangedFiles = 200;
const progressMilliseconds = 150;
/** Telling of progress adds everything up anew: it may take so small a share of a scan's time. */
const progressShare = 0.05;

export type ScanState =
  | { readonly kind: 'unscanned' }
  | { readonly kind: 'scanning'; readonly looked: number; readonly path: string }
  | { readonly kind: 'scanned'; readonly looked: number; readonly limited: boolean }
  | { readonly kind: 'stopped'; readonly looked: number };

interface Root {
  readonly uri: vscode.Uri;
  readonly results: ScanResults;
}

export class WorkspaceFootprints implements vscode.Disposable {
  private roots: Root[] = [];
  engine: Engine | undefined;
  private running: { readonly promise: Promise<void>; cancelled: boolean } | undefined;
  private known: WorkspaceFootprint | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly read = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  /** the estimates that are being made for changed settings */
  private reckoning = { cancelled: false };
  /** of the files' changes, from the first scan on */
  private watch: vscode.Disposable | undefined;
  state: ScanState = { kind: 'unscanned' };

  /** Fires when runs, figures or the state of the scan have changed. */
  readonly onDidChange = this.changed.event;
  /** Fires when files have been read. */
  readonly onDidRead = this.read.event;

  constructor(
    private readonly loadEngine: EngineLoader,
    private readonly services: Pick<Services, 'user' | 'log' | 'machine'>,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.read,
      services.user.onDidChange(() => void this.reckonAgain().catch((error: unknown) => this.fail(error))),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        if (this.state.kind !== 'unscanned') void this.scanAgain();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (this.state.kind !== 'unscanned' && event.affectsConfiguration('files.exclude')) void this.scanAgain();
      }),
    );
  }

  dispose(): void {
    this.stop();
    this.reckoning.cancelled = true;
    this.watch?.dispose();
    this.subscriptions.dispose();
  }

  /** All runs found so far; empty before the first scan. */
  get footprint(): WorkspaceFootprint {
    if (!this.engine) return nothing;
    this.known ??= footprintOf(this.files, this.engine, (path) => this.settingsOf(path));
    return this.known;
  }

  /** Each file once, also where one folder of the workspace lies in another. */
  get files(): readonly FileAnalysis[] {
    return [...new Map(this.roots.flatMap(({ results }) => results.files).map((file) => [file.path, file])).values()];
  }

  get folders(): readonly vscode.Uri[] {
    return this.roots.map(({ uri }) => uri);
  }

  settingsOf(path: string): Settings {
    return this.services.user.of(this.uriOf(path));
  }

  /** A path of the analysis as a place of its workspace folder. */
  uriOf(path: string): vscode.Uri {
    const root = this.rootOf(path) ?? this.roots[0];
    return root ? root.uri.with({ path, query: '', fragment: '' }) : vscode.Uri.file(path);
  }

  /** Scans unless that has been done; joins a scan that runs. */
  ensure(): Promise<void> {
    return this.state.kind === 'scanned' ? Promise.resolve() : this.scan();
  }

  /** Scans everything; joins a scan that runs. */
  scan(): Promise<void> {
    if (this.running) return this.running.promise;
    const request = { promise: Promise.resolve(), cancelled: false };
    this.running = request;
    request.promise = this.scanAll(request)
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        if (this.running === request) this.running = undefined;
        this.recount();
        this.read.fire();
      });
    return request.promise;
  }

  /** Ends the running scan; what it has found stays. */
  stop(): void {
    if (this.running) this.running.cancelled = true;
  }

  private async scanAgain(): Promise<void> {
    this.stop();
    await this.running?.promise;
    await this.scan();
  }

  private async scanAll(request: { readonly cancelled: boolean }): Promise<void> {
    const started = performance.now();
    this.roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ uri, results: new ScanResults() }));
    this.watch ??= onChangedFiles((uris) => void this.follow(uris).catch((error: unknown) => this.fail(error)));
    this.state = { kind: 'scanning', looked: 0, path: '' };
    this.recount();
    const engine = await this.loadEngine();
    this.engine = engine;
    const cancellation = {
      get isCancelled() {
        return request.cancelled;
      },
    };
    let before = 0;
    let limited = false;
    let nextNews = performance.now() + progressMilliseconds;
    for (const { uri, results } of this.roots) {
      const report: ScanReport = {
        onFile: (scanned) => {
          results.add(scanned);
          // The engine remembers it: estimated here, between two pauses of the scan, the sum has no work left that would hold the editor up.
          for (const run of scanned.file.runs) engine.estimate(run, this.settingsOf(scanned.file.path));
        },
        onProgress: ({ looked, path }) => {
          this.state = { kind: 'scanning', looked: before + looked, path };
          const now = performance.now();
          if (now < nextNews) return;
          this.recount();
          const took = performance.now() - now;
          nextNews = now + Math.max(progressMilliseconds, took / progressShare);
        },
      };
      const summary = await scanRoot({ engine, machine: this.services.machine }, uri, report, cancellation);
      before += summary.looked;
      limited ||= summary.limited;
      if (request.cancelled) break;
    }
    this.state = request.cancelled ? { kind: 'stopped', looked: before } : { kind: 'scanned', looked: before, limited };
    this.services.log.info(`workspace: ${before} files looked at, ${this.files.length} with runs, in ${(performance.now() - started).toFixed(0)} ms`);
  }

  /** Other settings, other figures: estimated a few at a time before they are added up. */
  private async reckonAgain(): Promise<void> {
    this.reckoning.cancelled = true;
    const request = (this.reckoning = { cancelled: false });
    const { engine } = this;
    if (!engine) return;
    await inSlices(this.estimates(engine), request);
    if (!request.cancelled) this.recount();
  }

  private *estimates(engine: Engine): Generator<void> {
    for (const { path, runs } of this.files) {
      for (const run of runs) {
        engine.estimate(run, this.settingsOf(path));
        yield;
      }
    }
  }

  /** Reads what has changed, and the files that read it. */
  private async follow(uris: readonly vscode.Uri[]): Promise<void> {
    await this.running?.promise;
    if (!this.engine) return;
    if (uris.length > mostChangedFiles) return this.scanAgain();
    let news = false;
    for (const { uri: root, results } of this.roots) {
      const paths = uris
        .filter(({ scheme, authority, path }) => scheme === root.scheme && authority === root.authority && isBelow(path, root))
        .map(({ path }) => path);
      const affected = [...new Set([...paths, ...paths.flatMap((path) => results.readersOf(path))])];
      if (affected.length === 0) continue;
      const found = await readAgain({ engine: this.engine, machine: this.services.machine }, root, affected);
      for (const path of affected) news = results.delete(path) || news;
      for (const scanned of found) results.add(scanned);
      news ||= found.length > 0;
    }
    if (!news) return;
    this.recount();
    this.read.fire();
  }

  private rootOf(path: string): Root | undefined {
    return this.roots.filter(({ uri }) => isBelow(path, uri)).sort((a, b) => b.uri.path.length - a.uri.path.length)[0];
  }

  private recount(): void {
    this.known = undefined;
    this.changed.fire();
  }

  private fail(error: unknown): void {
    this.state = { kind: 'stopped', looked: 0 };
    this.services.log.error(`workspace: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

const nothing: WorkspaceFootprint = { folders: [], files: 0, total: { runs: 0, withoutFigure: 0, co2eKg: null, energyKwh: null, gpuHours: null } };

const isBelow = (path: string, root: vscode.Uri): boolean => path.startsWith(insideOf(root.path));
