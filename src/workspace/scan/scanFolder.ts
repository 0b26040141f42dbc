// Reads all files of a folder that may train something, one after the other, with room for others in between.
import type { Engine } from '../../engine';
import type { Cancellation, FileReader } from '../../model/host';
import type { FileAnalysis } from '../../model/run';
import type { IgnoreRules } from '../files/ignoreRules';
import { walkFiles, type FolderReader } from '../files/walkFiles';
import { fileNameOf, insideOf } from '../../model/paths';

/** One file with runs, and what else was read for it: when one of those changes, so may the runs. */
export interface ScannedFile {
  readonly file: FileAnalysis;
  readonly reads: readonly string[];
}

export interface ScanProgress {
  /** files looked at so far */
  readonly looked: number;
  readonly path: string;
}

/** How a scan ended. */
export interface ScanSummary {
  readonly looked: number;
  /** there were more files than a scan looks at */
  readonly limited: boolean;
  readonly cancelled: boolean;
}

export interface ScanHost {
  readonly files: FileReader;
  readonly folders: FolderReader;
  /** lets others run; asked for after every stretch of work */
  pause(): Promise<void>;
  /** milliseconds, monotonic */
  now(): number;
}

export interface ScanRequest {
  /** absolute, forward slashes */
  readonly folder: string;
  readonly rules: readonly IgnoreRules[];
  readonly onFile: (scanned: ScannedFile) => void;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly cancellation?: Cancellation;
  /** files beyond these are not looked at */
  readonly mostFiles?: number;
}

/** More files than any training project has of its own; beyond it a folder is a disk. */
export const MOST_FILES = 20_000;

/** Half a frame: whatever shares the thread goes on within the next one. */
const WORK_MILLISECONDS = 8;

/** Scans a folder; what was found until a cancellation has been handed out. Never throws for anything that stands in a file. */
export async function scanFolder(engine: Engine, request: ScanRequest, host: ScanHost): Promise<ScanSummary> {
  const { folder, rules, onFile, onProgress, cancellation, mostFiles = MOST_FILES } = request;
  let looked = 0;
  let pausedAt = host.now();
  for await (const path of walkFiles(folder, host.folders, rules, (name) => mayMatter(engine, name))) {
    if (cancellation?.isCancelled) return { looked, limited: false, cancelled: true };
    if (looked >= mostFiles) return { looked, limited: true, cancelled: false };
    looked++;
    onProgress?.({ looked, path });
    const scanned = await scanFile(engine, path, host.files, cancellation);
    if (scanned && !cancellation?.isCancelled) onFile(scanned);
    if (host.now() - pausedAt >= WORK_MILLISECONDS) {
      await host.pause();
      pausedAt = host.now();
    }
  }
  return { looked, limited: false, cancelled: cancellation?.isCancelled ?? false };
}

/** @returns the file's runs, undefined where it has none or cannot be read. */
export async function scanFile(engine: Engine, path: string, files: FileReader, cancellation?: Cancellation): Promise<ScannedFile | undefined> {
  const text = await files.read(path);
  if (text === undefined || !engine.mayTrain({ path, text })) return undefined;
  const reads = new Set<string>();
  const recorded: FileReader = {
    ...files,
    read(other) {
      reads.add(other);
      return files.read(other);
    },
  };
  const file = await engine.analyze({ path, text }, recorded, cancellation);
  if (file.runs.length === 0) return undefined;
  reads.delete(path);
  return { file: await engine.lookUp(file, files, cancellation), reads: [...reads] };
}

/** Whether a front end reads files of this name. */
export const mayMatter = (engine: Engine, name: string): boolean => engine.languageOf({ path: name, text: '' }) !== undefined;

/** Whether a scan of the folder would look at this file: by the rules that the host knows and the folders' own .gitignore files on the way. */
export async function isScanned(
  engine: Engine,
  path: string,
  { folder, rules }: Pick<ScanRequest, 'folder' | 'rules'>,
  reader: FolderReader,
): Promise<boolean> {
  if (!path.startsWith(insideOf(folder)) || !mayMatter(engine, fileNameOf(path))) return false;
  // A walk that sees nothing but the way to the file.
  const onTheWay: FolderReader = {
    text: (file) => reader.text(file),
    async entries(at) {
      const prefix = insideOf(at);
      if (!path.startsWith(prefix)) return [];
      const [name = '', ...rest] = path.slice(prefix.length).split('/');
      const hasRules = (await reader.text(`${prefix}.gitignore`)) !== undefined;
      return [{ name, kind: rest.length > 0 ? 'folder' : 'file' }, ...(hasRules ? [{ name: '.gitignore', kind: 'file' } as const] : [])];
    },
  };
  for await (const found of walkFiles(folder, onTheWay, rules, (name) => path.endsWith(`/${name}`))) if (found === path) return true;
  return false;
}
