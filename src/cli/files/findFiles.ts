// Walks folders for files that could train something, as git sees them: what .gitignore leaves out is left out here.
import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { LARGEST_FILE_BYTES } from './textFile';
import { UsageError } from '../options';

/** Folders that hold no source of the user's own, whatever .gitignore says. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv', 'venv', '.tox', 'site-packages']);

export interface FoundFile {
  /** as the user would write it: the given path, or the given folder plus what is below it */
  readonly shown: string;
  /** named by the user rather than found in a folder: must be looked at and spoken of */
  readonly named: boolean;
}

/**
 * Yields the named files and those in the named folders, each once, in a stable order.
 * @param mayMatter decides by its name whether a file in a folder is worth opening.
 * @throws UsageError when a path does not exist.
 */
export async function* findFiles(paths: readonly string[], mayMatter: (name: string) => boolean): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const given of paths) {
    const kind = await kindOf(given);
    const found = kind.isDirectory() ? walk(given, await rulesAbove(given), mayMatter) : [{ shown: given, named: true }];
    for await (const file of found) {
      const key = path.resolve(file.shown);
      if (seen.has(key)) continue;
      seen.add(key);
      yield file;
    }
  }
}

/** @throws UsageError when one of the paths does not exist, before anything has been read. */
export async function checkPaths(paths: readonly string[]): Promise<void> {
  for (const given of paths) if (given !== '-') await kindOf(given);
}

async function kindOf(given: string): Promise<Stats> {
  try {
    return await stat(given);
  } catch (error) {
    throw new UsageError(`${given}: ${error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no such file or folder' : 'cannot be read'}`);
  }
}

/** One .gitignore and the folder that it speaks of. */
interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** The rules of the folders above the scanned one, up to the repository's root. */
async function rulesAbove(folder: string): Promise<readonly Rules[]> {
  const rules: Rules[] = [];
  let at = path.resolve(folder);
  while (!(await exists(path.join(at, '.git')))) {
    const above = path.dirname(at);
    if (above === at) return [];
    at = above;
    const found = await rulesIn(at);
    if (found) rules.unshift(found);
  }
  return rules;
}

async function rulesIn(folder: string): Promise<Rules | undefined> {
  try {
    return { folder: path.resolve(folder), ignore: ignore().add(await readFile(path.join(folder, '.gitignore'), 'utf8')) };
  } catch {
    return undefined;
  }
}

/** Bytes; endless for a file that went away meanwhile. */
const sizeOf = async (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => Number.POSITIVE_INFINITY,
  );

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function* walk(folder: string, inherited: readonly Rules[], mayMatter: (name: string) => boolean): AsyncGenerator<FoundFile> {
  const pending: { readonly folder: string; readonly rules: readonly Rules[] }[] = [{ folder, rules: inherited }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const own = await rulesIn(next.folder);
    const rules = own ? [...next.rules, own] : next.rules;
    const entries = await readdir(next.folder, { withFileTypes: true }).catch(() => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const below: typeof pending = [];
    for (const entry of entries) {
      const shown = path.join(next.folder, entry.name);
      // Links to folders are not followed: they lead out of the tree or in circles.
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && !isIgnored(shown, true, rules)) below.push({ folder: shown, rules });
      } else if (entry.isFile() && mayMatter(entry.name) && !isIgnored(shown, false, rules) && (await sizeOf(shown)) <= LARGEST_FILE_BYTES) {
        yield { shown, named: false };
      }
    }
    pending.push(...below.reverse());
  }
}

/** The last .gitignore that says anything of a path decides, as in git. */
function isIgnored(shown: string, folder: boolean, rules: readonly Rules[]): boolean {
  const absolute = path.resolve(shown);
  let ignored = false;
  for (const rule of rules) {
    const relative = path.relative(rule.folder, absolute).split(path.sep).join('/');
    if (!relative || relative.startsWith('..')) continue;
    const verdict = rule.ignore.test(folder ? `${relative}/` : relative);
    if (verdict.ignored) ignored = true;
    if (verdict.unignored) ignored = false;
  }
  return ignored;
}
