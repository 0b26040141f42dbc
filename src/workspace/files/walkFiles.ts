// Walks a folder for files that could matter, as git sees it, over whatever file system the host lends.
import { gitIgnoreRules, isIgnored, SKIPPED_FOLDERS, type IgnoreRules } from './ignoreRules';
import { insideOf } from '../../model/paths';

export interface FolderEntry {
  readonly name: string;
  /** links count as neither: they lead out of the tree or in circles */
  readonly kind: 'file' | 'folder' | 'other';
}

/** What a walk needs of a file system; neither call throws. Paths are absolute with forward slashes. */
export interface FolderReader {
  /** the entries of a folder; empty when it cannot be read */
  entries(folder: string): Promise<readonly FolderEntry[]>;
  /** a small text file, undefined when there is none */
  text(path: string): Promise<string | undefined>;
}

/**
 * Yields the files of a folder that no rule leaves out, in a stable order: a folder's files, then its folders.
 * @param inherited rules of the folders above, and of the editor; the folder's own .gitignore files are read as they are met
 * @param mayMatter decides by its name whether a file is worth opening
 */
export async function* walkFiles(
  folder: string,
  reader: FolderReader,
  inherited: readonly IgnoreRules[],
  mayMatter: (name: string) => boolean,
): AsyncGenerator<string> {
  const pending: { readonly folder: string; readonly rules: readonly IgnoreRules[] }[] = [{ folder, rules: inherited }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const entries = [...(await reader.entries(next.folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
    const inside = insideOf(next.folder);
    const own = entries.some(({ name }) => name === '.gitignore') ? await reader.text(`${inside}.gitignore`) : undefined;
    const rules = own === undefined ? next.rules : [...next.rules, gitIgnoreRules(next.folder, own)];
    const below: typeof pending = [];
    for (const { name, kind } of entries) {
      const path = inside + name;
      if (kind === 'folder') {
        if (!SKIPPED_FOLDERS.has(name) && !isIgnored(path, true, rules)) below.push({ folder: path, rules });
      } else if (kind === 'file' && mayMatter(name) && !isIgnored(path, false, rules)) {
        yield path;
      }
    }
    pending.push(...below.reverse());
  }
}
