// Walks folders for files that could train something, as git sees them: what .gitignore leaves out is left out here.
import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gitIgnoreRules, type IgnoreRules } from '../../workspace/files/ignoreRules';
import { walkFiles, type FolderEntry, type FolderReader } from '../../workspace/files/walkFiles';
import { toEnginePath } from './paths';
import { LARGEST_FILE_BYTES } from './textFile';
import { UsageError } from '../options';

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
    const found = kind.isDirectory() ? filesBelow(given, mayMatter) : [{ shown: given, named: true }];
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

/** The rules of the folders above the scanned one, up to the repository's root; none outside a repository. */
async function rulesAbove(folder: string): Promise<readonly IgnoreRules[]> {
  const rules: IgnoreRules[] = [];
  let at = path.resolve(folder);
  while (!(await exists(path.join(at, '.git')))) {
    const above = path.dirname(at);
    if (above === at) return [];
    at = above;
    const text = await disk.text(path.join(at, '.gitignore'));
    if (text !== undefined) rules.unshift(gitIgnoreRules(toEnginePath(at), text));
  }
  return rules;
}

const disk: FolderReader = {
  entries: (folder) =>
    readdir(folder, { withFileTypes: true }).then(
      (entries) => entries.map((entry): FolderEntry => ({ name: entry.name, kind: entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other' })),
      () => [],
    ),
  text: (file) => readFile(file, 'utf8').catch(() => undefined),
};

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

async function* filesBelow(given: string, mayMatter: (name: string) => boolean): AsyncGenerator<FoundFile> {
  const folder = toEnginePath(given);
  for await (const file of walkFiles(folder, disk, await rulesAbove(given), mayMatter)) {
    if ((await sizeOf(file)) <= LARGEST_FILE_BYTES) yield { shown: path.join(given, path.relative(folder, file)), named: false };
  }
}
