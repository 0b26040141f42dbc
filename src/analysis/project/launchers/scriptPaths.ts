// Finds the file that a launcher names: relative to where `cd` led, to the launcher, to the folders above it, and to the root.
import { belowOpenFolder } from '../../languages/shell/words/shellText';
import type { Sources } from '../sources';

/** The value of `$0`'s folder inside a followed script. */
export const scriptFolder = '/%script%';

/** Folders above the launcher that are tried. */
const maximumParents = 6;

/** The root of a file system is a folder of its own; a path without a slash lies in none. */
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '');

/** Joins and removes `.` and `..`; a path that climbs above its start keeps its dots. */
export function joinPath(folder: string, path: string): string {
  const isAbsolute = path.startsWith('/') || (folder.startsWith('/') && !path.startsWith('/'));
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : `${folder}/`}${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return `${isAbsolute ? '/' : ''}${parts.join('/')}`;
}

/** The folders that a relative path may start from, likeliest first. */
function startFolders(launcher: string, root: string, folder: string | undefined): readonly string[] {
  const own = folderOf(launcher);
  const bases = [own];
  for (let parent = own, turn = 0; turn < maximumParents && parent !== root && parent !== '' && parent !== '/'; turn++) {
    parent = folderOf(parent);
    if (parent.length < root.length) break;
    bases.push(parent);
  }
  if (!bases.includes(root)) bases.push(root);
  // a launcher is started from the root or from its own folder; the root is tried first for scripts in a subfolder of scripts
  const ordered = [...new Set([root, ...bases])];
  if (folder === undefined || folder === '') return [own, ...ordered];
  if (folder.startsWith(scriptFolder)) return [joinPath(own, `.${folder.slice(scriptFolder.length)}`), ...ordered];
  if (folder.startsWith('/') || folder.startsWith('~')) {
    // a place on another machine: its last names may be the repository's own
    const names = folder.split('/').filter((name) => name !== '');
    return [...names.map((_, index) => joinPath(root, names.slice(index).join('/'))).slice(1), own, ...ordered];
  }
  return [...[own, ...ordered].map((base) => joinPath(base, folder)), own, ...ordered];
}

/** Path and text of the file that `named` means, or undefined where no loaded file fits. */
export function findFile(
  named: string,
  launcher: string,
  folder: string | undefined,
  sources: Sources,
): { readonly path: string; readonly text: string } | undefined {
  const candidates: string[] = [];
  const below = belowOpenFolder(named);
  if (below !== undefined) {
    // the folder that is left open is likely the repository's own, or one in it
    const names = below.split('/');
    for (let at = 0; at < names.length; at++) candidates.push(joinPath(sources.root, names.slice(at).join('/')));
    candidates.push(joinPath(folderOf(launcher), names[names.length - 1]!));
  } else if (named.startsWith(scriptFolder)) candidates.push(joinPath(folderOf(launcher), `.${named.slice(scriptFolder.length)}`));
  else if (named.startsWith('/') || named.startsWith('~')) {
    candidates.push(named);
    const names = named.split('/').filter((name) => name !== '' && name !== '~');
    for (let at = 1; at < names.length; at++) candidates.push(joinPath(sources.root, names.slice(at).join('/')));
    candidates.push(joinPath(folderOf(launcher), names[names.length - 1] ?? ''));
  } else for (const base of startFolders(launcher, sources.root, folder)) candidates.push(joinPath(base, named));
  for (const path of new Set(candidates)) {
    const text = sources.read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/** The file of `python -m a.b`. */
export function findModule(
  name: string,
  launcher: string,
  folder: string | undefined,
  sources: Sources,
): { readonly path: string; readonly text: string } | undefined {
  const path = name.replace(/\./g, '/');
  for (const candidate of [`${path}.py`, `${path}/__main__.py`, `src/${path}.py`]) {
    const found = findFile(candidate, launcher, folder, sources);
    if (found) return found;
  }
  return undefined;
}
