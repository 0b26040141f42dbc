// Reads workspace folders a few milliseconds at a time. What parses is behind the engine, which does it on a thread of its own wherever there is one.
import type * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { Cancellation } from '../../model/host';
import { isScanned, scanFile, scanFolder, type ScannedFile, type ScanProgress, type ScanSummary } from '../../workspace/scan/scanFolder';
import type { HostMachine } from '../machine/hostMachine';
import { folderPath, hiddenIn, scanFiles } from './scanFiles';
import { nextTask } from '../documents/inSlices';

export interface ScanReport {
  onFile(scanned: ScannedFile): void;
  onProgress(progress: ScanProgress): void;
}

/** What scans read with. */
export interface ScanReader {
  readonly engine: Engine;
  readonly machine: HostMachine | undefined;
}

/** Reads a whole workspace folder. */
export function scanRoot({ engine, machine }: ScanReader, root: vscode.Uri, report: ScanReport, cancellation: Cancellation): Promise<ScanSummary> {
  const host = { ...scanFiles(root, machine), pause: nextTask, now: () => performance.now() };
  const { onFile, onProgress } = report;
  return scanFolder(engine, { folder: folderPath(root), rules: hiddenIn(root), onFile, onProgress, cancellation }, host);
}

/** Reads files of a workspace folder again; those that a scan would not look at, and those that are gone, are left out. */
export async function readAgain({ engine, machine }: ScanReader, root: vscode.Uri, paths: readonly string[]): Promise<readonly ScannedFile[]> {
  const { files, folders } = scanFiles(root, machine);
  const request = { folder: folderPath(root), rules: hiddenIn(root) };
  const found: ScannedFile[] = [];
  for (const path of paths) {
    const scanned = (await isScanned(engine, path, request, folders)) ? await scanFile(engine, path, files) : undefined;
    if (scanned) found.push(scanned);
    await nextTask();
  }
  return found;
}
