// Where a module's file stands in a workspace: beside the importing file, in a folder above it, at the root or in its `src`.
import type { Sources } from '../project/sources';
import { libraryRoots } from './names';

/** Folders above the importing file that are looked in. */
const mostFolders = 6;

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
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

export const isLibrary = (name: string): boolean => libraryRoots.has(name.split('.')[0]!);

/** The folder that a relative import of so many dots starts from. */
export function relativeFolder(from: string, level: number): string {
  let folder = folderOf(from);
  for (let index = 1; index < level; index++) folder = folderOf(folder);
  return folder;
}

/** Asks for the files that a module may be, in the order of the search. @returns the first that is loaded. */
export function askForModule(sources: Sources, from: string, name: string, level: number): string | undefined {
  if (level === 0 && (name === '' || isLibrary(name))) return undefined;
  const folders = level === 0 ? searchFolders(sources.root, from) : [relativeFolder(from, level)];
  for (const folder of folders) {
    for (const path of name === '' ? [joined(folder, '__init__.py')] : filesOf(folder, name)) if (sources.read(path) !== undefined) return path;
    if (name !== '') sources.list(joined(folder, name.replaceAll('.', '/')));
  }
  return undefined;
}
