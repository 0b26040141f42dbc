// What finished runs were measured to cost: found beside the code or brought in by the user, matched to runs, and kept so that later estimates can use it.
import * as vscode from 'vscode';
import type { Measured, Measurement } from '../../model/measurement';
import { calibrate } from '../../workspace/measured/calibrate';
import { matchRuns, type Assignments } from '../../workspace/measured/matchRuns';
import { isMeasurementName, keyOf, measurementGlob, readMeasurements, withoutRepeats } from '../../workspace/measured/readMeasurements';
import type { UserSettings } from '../settings/userSettings';
import type { WorkspaceFootprints } from './footprints';

const mementoKey = 'measurements';

/** Trackers write a file a run; more than these are an archive. */
const mostFiles = 200;
const largestBytes = 4_000_000;
/** Where outputs are not the user's own. Ignored folders are searched: that is where outputs lie. */
const elsewhere = '**/{node_modules,.git,.venv,venv,site-packages}/**';

interface Kept {
  readonly imported: readonly Measurement[];
  readonly assigned: Assignments;
}
const nothingKept: Kept = { imported: [], assigned: {} };

export class Measurements implements vscode.Disposable {
  private found: readonly Measurement[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly footprints: WorkspaceFootprints,
    private readonly user: UserSettings,
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = footprints.onDidRead(() => void this.look().catch((error: unknown) => log.error(error instanceof Error ? error : String(error))));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** All that is known, whether or not it has a run. */
  get all(): readonly Measurement[] {
    const { assigned, imported } = this.kept;
    return withoutRepeats([...this.found, ...imported]).filter((measurement) => assigned[keyOf(measurement)] !== null);
  }

  /** Measurements of which several runs could be meant. */
  get open(): readonly Measurement[] {
    return matchRuns(this.all, this.footprints.footprint, this.kept.assigned).open;
  }

  /** Reads a file that the user names. @returns what it says; nothing for a file that is no record of a run. */
  async import(uri: vscode.Uri): Promise<readonly Measurement[]> {
    const text = await textOf(uri);
    const read = text === undefined ? [] : readMeasurements(uri.path, text);
    const known = new Set(read.map(keyOf));
    if (read.length > 0) await this.keep({ ...this.kept, imported: [...this.kept.imported.filter((one) => !known.has(keyOf(one))), ...read] });
    return read;
  }

  /** @param runId the run that a measurement is of; null leaves the measurement out from now on */
  async assign(measurement: Measurement, runId: string | null): Promise<void> {
    await this.keep({ ...this.kept, assigned: { ...this.kept.assigned, [keyOf(measurement)]: runId } });
  }

  /** Forgets what was brought in and what was said; files beside the code are found again with the next scan. */
  async forget(): Promise<void> {
    this.found = [];
    await this.keep(nothingKept);
  }

  private get kept(): Kept {
    return this.memento.get<Kept>(mementoKey, nothingKept);
  }

  private async keep(kept: Kept): Promise<void> {
    await this.memento.update(mementoKey, kept);
    await this.match();
  }

  private async look(): Promise<void> {
    const uris = (await Promise.all(this.footprints.folders.map((root) => filesIn(root, this.footprints)))).flat();
    const texts = await Promise.all(uris.map(async (uri) => [uri, await textOf(uri)] as const));
    this.found = texts.flatMap(([uri, text]) => (text === undefined ? [] : readMeasurements(uri.path, text)));
    if (this.found.length > 0) this.log.info(`workspace: ${this.found.length} measured run(s) in ${uris.length} file(s)`);
    await this.match();
  }

  private async match(): Promise<void> {
    const { footprint, engine } = this.footprints;
    const { runs } = matchRuns(this.all, footprint, this.kept.assigned);
    const measured: Measured = engine ? calibrate(runs, footprint, engine, (path) => this.footprints.settingsOf(path)) : { calibrations: [], runs };
    await this.user.setMeasured(measured);
  }
}

/** By search where the file system has one, else in the folders that hold runs. */
async function filesIn(root: vscode.Uri, { footprint }: WorkspaceFootprints): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(root, measurementGlob), elsewhere, mostFiles);
  if (found.length > 0) return found;
  const folders = [...new Set([root.path, ...footprint.folders.map(({ folder }) => folder)])].slice(0, mostFiles).map((path) => root.with({ path }));
  const entries = await Promise.all(folders.map((folder) => vscode.workspace.fs.readDirectory(folder).then(undefined, () => [])));
  return entries.flatMap((list, index) =>
    list.flatMap(([name, type]) => (type === vscode.FileType.File && isMeasurementName(name) ? [vscode.Uri.joinPath(folders[index]!, name)] : [])),
  );
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > largestBytes ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
