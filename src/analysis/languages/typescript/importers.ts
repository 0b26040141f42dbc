// The scripts around a document that import it: what they pass to its functions decides about its training.
import { fileNameOf, folderOf } from '../../../model/paths';
import { joinPath } from '../../project/launchers/scriptPaths';
import type { Sources } from '../../project/sources';

/** Scripts whose imports are looked at for one document. */
const mostScripts = 24;
/** Characters of a script that is looked at; a longer one is a bundle. */
const maximumLength = 200_000;

const isScript = (path: string): boolean => /\.[mc]?[jt]sx?$/.test(path) && !/\.(test|spec|min|config|d)\.[mc]?[jt]sx?$/.test(path);
const withoutExtension = (path: string): string => path.replace(/(\/index)?\.[mc]?[jt]sx?$/, '');

/** Whether a script hands anything to others. */
export const exportsAnything = (text: string): boolean => /\bexport\b|\bexports\b/.test(text);

/** Module names of imports, re-exports and `require`, without building anything. */
export const specifiersOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import|require\s*\()\s*['"]([^'"\n]+)['"]/g)].map((match) => match[1]!);

/** Scripts of the document's folder and of the one above it that import the document. */
export function importersOf(path: string, sources: Sources): readonly { readonly path: string; readonly text: string }[] {
  const own = folderOf(path);
  const folders = own === sources.root || own === '' ? [own] : [own, folderOf(own)];
  const scripts = folders.flatMap((folder) => sources.list(folder) ?? []).filter((file) => isScript(file) && file !== path);
  const wanted = withoutExtension(path);
  return scripts.slice(0, mostScripts).flatMap((file) => {
    const text = sources.read(file);
    if (text === undefined || text.length > maximumLength || !text.includes(fileNameOf(wanted))) return [];
    const imports = specifiersOf(text).some((name) => name.startsWith('.') && withoutExtension(joinPath(folderOf(file), name)) === wanted);
    return imports ? [{ path: file, text }] : [];
  });
}
