// The other files as far as they have been loaded; what is asked for and not there yet is remembered, so that it can be loaded and the reading repeated.
import type { Cancellation, FileReader } from '../../model/host';
import { Patience } from './patience';
import type { Sources } from './sources';
import { folderOf } from '../../model/paths';

/** Bounds on what one document may pull in. */
export interface LoadLimits {
  readonly files: number;
  readonly characters: number;
}

/** What a reading came to ask for, for the next reading of the same document. */
export interface Needs {
  readonly files: readonly string[];
  /** whose entries were asked for, or looked through for modules */
  readonly folders: readonly string[];
  /** asked for, and not there */
  readonly absent: readonly string[];
}

/** A file that was loaded. */
export interface LoadedFile {
  readonly path: string;
  readonly text: string;
}

const DEFAULT_LIMITS: LoadLimits = { files: 400, characters: 8_000_000 };

/** Resolves `.` and `..`; hosts' paths have forward slashes. */
export function normalisedPath(path: string): string {
  if (path !== '' && !path.startsWith('.') && !path.endsWith('/') && !path.includes('/.') && !path.includes('//')) return path;
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
  /** the entries of folders that were looked through for modules */
  readonly #entries = new Map<string, ReadonlySet<string>>();
  readonly #missingFiles = new Set<string>();
  readonly #missingFolders = new Set<string>();
  /** folders to be looked through for modules: their entries alone are no news */
  readonly #unlistedFolders = new Set<string>();
  readonly #patience = new Patience();
  readonly #reader: FileReader;
  readonly #limits: LoadLimits;
  readonly #used = new Set<string>();
  readonly #usedFolders = new Set<string>();
  #characters = 0;
  /** nobody waits for the reading any more: it stops at the next step */
  cancellation?: Cancellation;

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
    const isThere = this.#isOutside(normalised) ? false : this.#entriesOf(folderOf(normalised))?.has(normalised);
    if (isThere === false) return undefined;
    this.#missingFiles.add(normalised);
    this.#patience.misses(normalised, isThere === true);
    return undefined;
  }

  /** What a program names relative to where it is started means nothing beside paths that begin at the top. */
  #isOutside(path: string): boolean {
    return this.root.startsWith('/') && !path.startsWith('/');
  }

  isThere(path: string): boolean | undefined {
    const normalised = normalisedPath(path);
    if (this.#files.has(normalised)) return this.#files.get(normalised) !== undefined;
    if (this.#isOutside(normalised)) return false;
    const folder = folderOf(normalised);
    // a name alone, of a host that has no folders
    if (folder === '') return undefined;
    const entries = this.#entriesOf(folder);
    if (!entries) this.#unlistedFolders.add(folder);
    return entries?.has(normalised);
  }

  #entriesOf(folder: string): ReadonlySet<string> | undefined {
    const known = this.#entries.get(folder);
    const listed = known ? undefined : this.#folders.get(folder);
    if (!listed) return known;
    const entries = new Set(listed);
    this.#entries.set(folder, entries);
    return entries;
  }

  list(folder: string): readonly string[] | undefined {
    const normalised = normalisedPath(folder);
    const known = this.#folders.get(normalised);
    if (!known) this.#missingFolders.add(normalised);
    else if (known.length > 0) this.#usedFolders.add(normalised);
    return known;
  }

  /** Whether a reading stops when what it asked for is worth a new start; told for each reading of the document. */
  set stopsAtMissing(stops: boolean) {
    this.#patience.start(stops);
  }

  get isWaiting(): boolean {
    return this.#patience.isAtEnd() || this.cancellation?.isCancelled === true;
  }

  /** Whether the reading was told to stop. */
  get hasStopped(): boolean {
    return this.#patience.hasEnded;
  }

  /** What is there of all that was asked for, and what is not, for the next reading of the same document. */
  get needs(): Needs {
    const absent = [...this.#files].flatMap(([path, text]) => (text === undefined ? [path] : []));
    return { files: [...this.#used], folders: [...new Set([...this.#usedFolders, ...this.#entries.keys()])], absent };
  }

  /** Loads what an earlier reading of the document asked for, in one go. */
  async loadAhead({ files, folders, absent }: Needs): Promise<void> {
    for (const path of files) if (!this.#files.has(path)) this.#missingFiles.add(path);
    for (const folder of folders) this.#missingFolders.add(folder);
    this.#patience.expect(absent);
    await this.loadMissing();
  }

  /**
   * Loads what was asked for since the last time.
   * @returns undefined when nothing new came of it, so that reading again would change nothing; else the files that were loaded.
   */
  async loadMissing(): Promise<readonly LoadedFile[] | undefined> {
    const folders = this.#take(this.#missingFolders, this.#folders.size);
    const looked = this.#take(this.#unlistedFolders, this.#folders.size + folders.length).filter((folder) => !folders.includes(folder));
    const lists = await Promise.all([...folders, ...looked].map((folder) => this.#reader.list(folder)));
    [...folders, ...looked].forEach((folder, index) => this.#folders.set(folder, lists[index] ?? []));
    for (const path of this.#missingFiles) if (this.#entriesOf(folderOf(path))?.has(path) === false) this.#missingFiles.delete(path);
    const files = this.#take(this.#missingFiles, this.#files.size);
    const texts = await Promise.all(files.map((path) => this.#reader.read(path)));
    const loaded = files.flatMap((path, index) => {
      const text = texts[index];
      const fits = text !== undefined && this.#characters + text.length <= this.#limits.characters;
      this.#files.set(path, fits ? text : undefined);
      if (!fits) return [];
      this.#characters += text.length;
      return [{ path, text }];
    });
    // A folder that isn't there reads the same as one that was not loaded.
    return loaded.length > 0 || folders.some((_, index) => (lists[index] ?? []).length > 0) ? loaded : undefined;
  }

  /** As many of the wanted paths as the limit leaves room for; the rest counts as not there. */
  #take(wanted: Set<string>, loaded: number): readonly string[] {
    const taken = [...wanted].slice(0, Math.max(0, this.#limits.files - loaded));
    wanted.clear();
    return taken;
  }
}
