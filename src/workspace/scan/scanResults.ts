// What scans have found so far, by file; a saved file replaces what it said and what others read in it.
import type { FileAnalysis } from '../../model/run';
import type { ScannedFile } from './scanFolder';

export class ScanResults {
  private readonly byPath = new Map<string, ScannedFile>();

  get files(): readonly FileAnalysis[] {
    return [...this.byPath.values()].map(({ file }) => file);
  }

  add(scanned: ScannedFile): void {
    this.byPath.set(scanned.file.path, scanned);
  }

  /** @returns whether there was anything to forget. */
  delete(path: string): boolean {
    return this.byPath.delete(path);
  }

  clear(): void {
    this.byPath.clear();
  }

  /** The files with runs for which this one was read (a module, a configuration), itself aside. */
  readersOf(path: string): readonly string[] {
    return [...this.byPath].flatMap(([reader, { reads }]) => (reader !== path && reads.includes(path) ? [reader] : []));
  }
}
