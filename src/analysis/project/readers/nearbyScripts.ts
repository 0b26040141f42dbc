// Scripts of the project that may read a configuration: those with a trainer's name in the folders around it, and those that launchers there start.
import { joinPath } from '../launchers/scriptPaths';
import type { Sources } from '../sources';
import { fileNameOf, folderOf } from '../../../model/paths';

/** Scripts that are looked into for one configuration. */
const mostScripts = 24;
/** Launchers whose text is searched for the scripts that they start. */
const mostLaunchers = 8;
/** Folders above the configuration that are looked through. */
const mostParents = 5;

const scriptName =
  /(^|[_-])(re)?(train|training|main|run|pretrain|finetune|fine_tune|trainer|cli|experiment|launch|fit)\w*\.py$|^(train|main|run|finetune|pretrain)\w*\.py$/i;
const launcherName = /\.(sh|bash|slurm|sbatch)$|(^|\/)Makefile$/;
const started = /[\w./-]+\.py\b/g;
/** Where projects keep what is run, below the folders around a configuration. */
const usualFolders = ['src', 'scripts', 'tools'];

/** Likely trainers, nearest first. */
export function scriptsNear(path: string, sources: Sources): readonly string[] {
  const folders = foldersAround(path, sources.root);
  const files = folders.flatMap((folder) => sources.list(folder) ?? []);
  const named = files.filter((file) => scriptName.test(fileNameOf(file)) && file !== path);
  const launched = files
    .filter((file) => launcherName.test(file))
    .slice(0, mostLaunchers)
    .flatMap((file) => startedBy(file, sources));
  return [...new Set([...named, ...launched])].slice(0, mostScripts);
}

function foldersAround(path: string, root: string): readonly string[] {
  const above: string[] = [];
  let folder = folderOf(path);
  for (let turn = 0; turn <= mostParents; turn++) {
    above.push(folder);
    if (folder === root || folder === '') break;
    folder = folderOf(folder);
  }
  // the two folders nearest to the configuration and the root have the usual places below them
  const bases = [...new Set([...above.slice(1, 3), root])];
  return [...new Set([...above, ...bases.flatMap((base) => usualFolders.map((name) => joinPath(base, name)))])];
}

/** Scripts that a launcher's text names, as far as they are there. */
function startedBy(launcher: string, sources: Sources): readonly string[] {
  const text = sources.read(launcher);
  const bases = [folderOf(launcher), folderOf(folderOf(launcher)), sources.root];
  return [...new Set(text?.match(started) ?? [])].slice(0, mostLaunchers).flatMap((written) => {
    const found = bases.map((base) => joinPath(base, written)).find((path) => sources.read(path) !== undefined);
    return found === undefined ? [] : [found];
  });
}
