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
  /** something was asked for that is being loaded, after which the program is read again: following it further now would be for nothing */
  readonly isWaiting?: boolean;
}
