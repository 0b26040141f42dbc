// The other files that a reading may look at: a synchronous view of what has been loaded so far.

/**
 * While a program is followed it may name files (imports, configs, the script a launcher calls). `read` answers from what is loaded; an answer that is not
 * there yet is `undefined` and remembered, so that the engine loads it and reads the program again. Nothing here touches a disk.
 */
export interface Sources {
  /** workspace root for imports and launchers, forward slashes, no trailing slash */
  readonly root: string;
  /** text of a file, or undefined (not there, not text, too large, or not loaded yet) */
  read(path: string): string | undefined;
  /** paths directly inside a folder, or undefined when not loaded yet */
  list(folder: string): readonly string[] | undefined;
  /** Whether there is a file, for a guess at where a module may stand; undefined where that isn't known without reading it. */
  isThere?(path: string): boolean | undefined;
  /** following the program further would be for nothing: something was asked for that is being loaded, after which it is read again, or nobody waits any more */
  readonly isWaiting?: boolean;
}
