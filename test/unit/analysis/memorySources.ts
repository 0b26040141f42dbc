// Other files for a reading, in memory: what is not listed does not exist.
import type { Sources } from '../../../src/analysis/project/sources';

/** `files` by path below `root`. */
export function memorySources(files: Readonly<Record<string, string>> = {}, root = '/repo'): Sources {
  const paths = Object.keys(files).map((name) => `${root}/${name}`);
  return {
    root,
    read: (path) => files[path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path],
    list: (folder) => paths.filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
  };
}
