// Where a module's file stands in a workspace: beside the importing file, in a folder above it, at the root or in its `src`.
import type { Sources } from '../../project/sources';
import { libraryRoots } from './names';
import { folderOf } from '../../../model/paths';

/** Folders above the importing file that are looked in. */
const mostFolders = 6;

export const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The script's folder, its ancestors up to the workspace root, and `src` of the root. */
export function searchFolders(root: string, from: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(from); folders.length < mostFolders; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === root || folder === '') break;
  }
  if (!folders.includes(root)) folders.push(root);
  folders.push(joined(root, 'src'));
  return folders;
}

/** The two files that a module can be. */
export const filesOf = (folder: string, name: string): readonly string[] => {
  const base = joined(folder, name.replaceAll('.', '/'));
  return [`${base}.py`, `${base}/__init__.py`];
};

/** The text of a file that a module may stand in; it is asked for only where something of the name is there, or may be. */
export const readModule = (sources: Sources, path: string): string | undefined => (sources.isThere?.(path) === false ? undefined : sources.read(path));

export const isLibrary = (name: string): boolean => libraryRoots.has(name.split('.')[0]!);

/** Packages whose names projects also give to modules of their own. */
const mayBeShadowed = new Set(['datasets', 'evaluate']);

/** Folders in which a module of the workspace goes before the package of its name: those of the script and of the importing file, and the root. */
export function shadowingFolders(sources: Sources, script: string, from: string, name: string): readonly string[] {
  const top = name.split('.')[0]!;
  if (!mayBeShadowed.has(top)) return [];
  const folders = [...new Set([folderOf(script), folderOf(from), sources.root])];
  return folders.filter((folder) => [...filesOf(folder, top), ...filesOf(folder, name)].some((path) => readModule(sources, path) !== undefined));
}

/** The folder that a relative import of so many dots starts from. */
export function relativeFolder(from: string, level: number): string {
  let folder = folderOf(from);
  for (let index = 1; index < level; index++) folder = folderOf(folder);
  return folder;
}

/** Asks for the files that a module may be, in the order of the search. @returns the first that is loaded. */
export function askForModule(sources: Sources, from: string, name: string, level: number): string | undefined {
  if (level === 0 && name === '') return undefined;
  const absolute = isLibrary(name) ? shadowingFolders(sources, from, from, name) : searchFolders(sources.root, from);
  const folders = level === 0 ? absolute : [relativeFolder(from, level)];
  for (const folder of folders) {
    for (const path of name === '' ? [joined(folder, '__init__.py')] : filesOf(folder, name)) if (readModule(sources, path) !== undefined) return path;
    if (name !== '') sources.list(joined(folder, name.replaceAll('.', '/')));
  }
  return undefined;
}

/** Takes `.` and `..` out of a path. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && !(part === '' && parts.length > 0)) parts.push(part);
  }
  return parts.join('/');
}

/** Where a file that a program names by a path may stand: from the script's folder, that of the file that names it, the root, and the folders above. */
export function placesOfFile(root: string, script: string, from: string, path: string): readonly string[] {
  if (path.startsWith('/')) return [normalPath(path)];
  const folders = [folderOf(script), folderOf(from), root, folderOf(folderOf(script)), folderOf(folderOf(from))];
  const places = folders.map((folder) => normalPath(joined(folder, path)));
  // A path built on `__file__` starts with the folder that the workspace is read under.
  return [...new Set(root !== '' && path.startsWith(`${root}/`) ? [normalPath(path), ...places] : [...places, normalPath(path)])];
}
