// What a host lends the engine: the only ways to the outside world, none of which the engine takes for itself.

/** Reads files that the analysed file names. Paths use forward slashes. */
export interface FileReader {
  /** where imports, configs and launchers are looked up; forward slashes, no trailing slash. Without one the document's own folder is taken. */
  readonly root?: string;
  /** @returns the text, or undefined when there is no such file, it is too large or it is not text; never throws. */
  read(path: string): Promise<string | undefined>;
  /** Paths of the files directly inside a folder; empty when there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** Paths of the workspace's files that may start programs (shell scripts, Makefiles, job descriptions), bounded by the host; absent where it can't search. */
  launchers?(): Promise<readonly string[]>;
}

export interface Clock {
  /** milliseconds, monotonic */
  now(): number;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** A request that a newer one has replaced stops at the next step. */
export interface Cancellation {
  readonly isCancelled: boolean;
}

/** A document as the host has it now: an editor's unsaved text, or what is on disk. */
export interface SourceDocument {
  /** forward slashes; also the key under which imports and configs find it */
  readonly path: string;
  readonly languageId?: string;
  readonly text: string;
}
