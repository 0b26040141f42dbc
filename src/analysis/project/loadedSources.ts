// The other files as far as they have been loaded; what is asked for and not there yet is remembered, so that it can be loaded and the reading repeated.
import type { FileReader } from '../../model/host';
import type { Sources } from './sources';

/** Bounds on what one document may pull in. */
export interface LoadLimits {
  readonly files: number;
  readonly characters: number;
}

/** Files and folders that a reading came to ask for, and that are there. */
export interface Needs {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const DEFAULT_LIMITS: LoadLimits = { files: 400, characters: 8_000_000 };

/** Resolves `.` and `..`; hosts' paths have forward slashes. */
export function normalisedPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
      if (parts.at(-1) !== '') parts.pop();
    } else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/') || (path.startsWith('/') ? '/' : '.');
}

export class LoadedSources implements Sources {
  readonly root: string;
  readonly #files = new Map<string, string | undefined>();
  readonly #folders = new Map<string, readonly string[]>();
  readonly #missingFiles = new Set<string>();
  readonly #missingFolders = new Set<string>();
  readonly #reader: FileReader;
  readonly #limits: LoadLimits;
  readonly #used = new Set<string>();
  readonly #usedFolders = new Set<string>();
  #characters = 0;
  #waits = false;

  /** @param home the document itself, as the host has it now: what another file reads of it is the unsaved text. */
  constructor(root: string, reader: FileReader, home: { readonly path: string; readonly text: string }, limits: LoadLimits = DEFAULT_LIMITS) {
    this.root = root;
    this.#reader = reader;
    this.#limits = limits;
    this.#files.set(normalisedPath(home.path), home.text);
  }

  read(path: string): string | undefined {
    const normalised = normalisedPath(path);
    if (this.#files.has(normalised)) {
      const text = this.#files.get(normalised);
      if (text !== undefined) this.#used.add(normalised);
      return text;
    }
    this.#missingFiles.add(normalised);
    return undefined;
  }

  list(folder: string): readonly string[] | undefined {
    const normalised = normalisedPath(folder);
    const known = this.#folders.get(normalised);
    if (!known) this.#missingFolders.add(normalised);
    else if (known.length > 0) this.#usedFolders.add(normalised);
    return known;
  }

  /** Whether the reading stops as soon as it asked for a file that is not loaded yet; told for each reading of the document. */
  set stopsAtMissing(stops: boolean) {
    this.#waits = stops;
  }

  get isWaiting(): boolean {
    return this.#waits && this.#missingFiles.size > 0;
  }

  /** What is there of all that was asked for, for the next reading of the same document. */
  get needs(): Needs {
    return { files: [...this.#used], folders: [...this.#usedFolders] };
  }

  /** Loads what an earlier reading of the document asked for, in one go. */
  async loadAhead({ files, folders }: Needs): Promise<void> {
    for (const path of files) if (!this.#files.has(path)) this.#missingFiles.add(path);
    for (const folder of folders) this.#missingFolders.add(folder);
    await this.loadMissing();
  }

  /**
   * Loads what was asked for since the last time.
   * @returns false when nothing new came of it, so that reading again would change nothing.
   */
  async loadMissing(): Promise<boolean> {
    const files = this.#take(this.#missingFiles, this.#files.size);
    const folders = this.#take(this.#missingFolders, this.#folders.size);
    const texts = await Promise.all(files.map((path) => this.#reader.read(path)));
    const lists = await Promise.all(folders.map((folder) => this.#reader.list(folder)));
    let news = false;
    files.forEach((path, index) => {
      const text = texts[index];
      const fits = text !== undefined && this.#characters + text.length <= this.#limits.characters;
      this.#files.set(path, fits ? text : undefined);
      if (!fits) return;
      this.#characters += text.length;
      news = true;
    });
    folders.forEach((folder, index) => {
      const entries = lists[index] ?? [];
      this.#folders.set(folder, entries);
      // A folder that isn't there reads the same as one that was not loaded.
      news ||= entries.length > 0;
    });
    return news;
  }

  /** As many of the wanted paths as the limit leaves room for; the rest counts as not there. */
  #take(wanted: Set<string>, loaded: number): readonly string[] {
    const taken = [...wanted].slice(0, Math.max(0, this.#limits.files - loaded));
    wanted.clear();
    return taken;
  }
}
