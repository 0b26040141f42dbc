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
  /** The disk beyond texts; absent where there is none (the web). */
  readonly machine?: MachineFiles;
}

/** A stretch of a file's bytes, with the size of the whole. */
export interface FileStretch {
  readonly bytes: Uint8Array;
  readonly fileBytes: number;
  /** since 1970; tells whether what was counted once still holds */
  readonly modifiedMilliseconds: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * The user's own disk: heads of model files, rows of data files, the caches that libraries keep. Lent in the terminal and on the desktop. Paths are absolute,
 * with forward slashes. Nothing here throws.
 */
export interface MachineFiles {
  /** A stretch of a regular file; undefined for what is none (a device, a pipe), isn't there, or may not be read. Shorter than `length` at the file's end. */
  readBytes(path: string, from: number, length: number): Promise<FileStretch | undefined>;
  /** The first `most` files and folders directly inside a folder, links followed; undefined where there is no such folder or it may not be read. */
  entries(folder: string, most: number): Promise<readonly FolderEntry[] | undefined>;
  /** Bytes as UTF-8 text; what is no UTF-8, as a character cut in two at the end of a stretch, becomes a replacement character. */
  decode(bytes: Uint8Array): string;
  /** Folders in which the Hugging Face libraries keep what they downloaded, the one in use first. */
  readonly modelCaches: readonly string[];
  /** what `~` stands for; absent where nothing outside of the workspace may be read */
  readonly home?: string;
}

/** What the Hugging Face hub says of a model. */
export interface HubModel {
  /** its `config.json`, parsed; undefined where it has none */
  readonly config?: unknown;
  /** elements of the stored weights by type, as in safetensors headers: `{ BF16: 8030261248 }` */
  readonly storedElements?: Readonly<Record<string, number>>;
  /** its `adapter_config.json`, parsed */
  readonly adapter?: unknown;
}

/** The Hugging Face hub. Lent only when the user has turned look-ups on; it is asked for ids (`org/name`) and told nothing else. */
export interface ModelHub {
  /** @returns undefined for what the hub doesn't have, and while it can't be reached. Never throws. */
  describe(id: string): Promise<HubModel | undefined>;
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
