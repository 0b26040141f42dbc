// Configurations and modules that a Python program names by a path in its text, asked for before it is followed, so that it needn't be followed twice.
import { joined, placesOfFile } from '../evaluate/modules/moduleFiles';
import type { Sources } from './sources';

/** A whole text that is the name of a file which settings are written in, and the folder that is joined to it; data files are asked for when they are read. */
const named =
  /(?:(['"])([\w./-]+)\1\s*[,/]\s*)?(['"])((?:[\w.-]+\/)*[\w.-]+\.(?:ya?ml|toml|ini|cfg|py)|(?:[\w.-]+\/)*[\w-]*(?:config|conf|args|params|settings|ds_|zero)[\w.-]*\.json)\3/g;
/** Names that are looked for; a program that has more lists files rather than reads them. */
const mostNames = 12;

/** Asks `sources` for the files of a program's workspace that its text names. Asks, and no more. */
export function askForNamedFiles(path: string, text: string, sources: Sources): void {
  const names = new Set(Array.from(text.matchAll(named), ([, , folder, , name]) => (folder === undefined ? name! : joined(folder, name!))));
  for (const name of [...names].slice(0, mostNames))
    for (const place of placesOfFile(sources.root, path, path, name)) if (place !== path && sources.read(place) !== undefined) break;
}
