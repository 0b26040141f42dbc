// Which release of a library a program runs with: what it installs itself, else what the files of its folder and the folders above it pin, locks first.
import type { Sources } from '../sources';
import { packageName, pinsIn, pinsInScript, pinsInShell, type Pins } from './requirements';
import type { Pin } from './versions';
import { fileNameOf } from '../../../model/paths';

/** Folders between a script and the root that are looked into. */
const mostFolders = 5;

/** In the order in which they are believed: what was resolved before what was asked for. */
const pinFiles = [
  /^uv\.lock$/,
  /^poetry\.lock$/,
  /^Pipfile\.lock$/,
  /^requirements\.txt$/,
  /^pyproject\.toml$/,
  /^Pipfile$/,
  /^(environment|env|conda)[\w.-]*\.ya?ml$/,
  /^requirements[\w.-]+\.txt$/,
  /^constraints[\w.-]*\.txt$/,
  /^setup\.(cfg|py)$/,
];
/** Files of one folder that are read. */
const mostFiles = 12;

/** Packages that carry a library, by the name that code imports it under. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  lightning: ['lightning', 'pytorch-lightning'],
  torch: ['torch', 'pytorch'],
};

export interface LibraryPin extends Pin {
  /** the file's name, or "the program" */
  readonly where: string;
}

export class ProjectPins {
  readonly #known = new Map<string, LibraryPin | undefined>();

  constructor(
    private readonly path: string,
    private readonly program: { readonly script: readonly string[]; readonly shell: readonly string[] },
    private readonly sources: Sources,
  ) {}

  /** @param library as code imports it: `transformers`, `sentence_transformers` */
  of(library: string): LibraryPin | undefined {
    if (this.#known.has(library)) return this.#known.get(library);
    const pin = this.find(packagesOf[library] ?? [packageName(library)]);
    this.#known.set(library, pin);
    return pin;
  }

  private find(packages: readonly string[]): LibraryPin | undefined {
    const { script, shell } = this.program;
    const own = [...shell.map(pinsInShell), ...script.map(pinsInScript)].map((pins) => firstOf(pins, packages)).find((pin) => pin !== undefined);
    if (own) return { ...own, where: 'the program' };
    for (const folder of foldersAbove(this.path, this.sources.root)) {
      for (const file of filesWithPins(folder, this.sources)) {
        const name = fileNameOf(file);
        const text = this.sources.read(file);
        const pin = text === undefined ? undefined : firstOf(pinsIn(name, text), packages);
        if (pin) return { ...pin, where: name };
      }
    }
    return undefined;
  }
}

const firstOf = (pins: Pins, packages: readonly string[]): Pin | undefined => packages.map((name) => pins.get(name)).find((pin) => pin !== undefined);

/** Asks for the files, so that they are there when a default is. */
export function askForPins(path: string, sources: Sources): void {
  for (const folder of foldersAbove(path, sources.root)) for (const file of filesWithPins(folder, sources)) sources.read(file);
}

/** The script's own folder first, the root last. */
function foldersAbove(path: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = path.slice(0, Math.max(0, path.lastIndexOf('/'))); folders.length < mostFolders; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    folders.push(folder);
    if (folder === root || !folder.startsWith(`${root}/`)) break;
  }
  return folders;
}

function filesWithPins(folder: string, sources: Sources): readonly string[] {
  const files = sources.list(folder) ?? [];
  return pinFiles.flatMap((name) => files.filter((file) => name.test(fileNameOf(file)))).slice(0, mostFiles);
}
