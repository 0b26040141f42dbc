// The engine's view of the disk: reads what an analysed file names, each file once, never above the root.
import { readdir } from 'node:fs/promises';
import type { FileReader } from '../../model/host';
import { machineFiles } from '../../machine/machineFiles.node';
import { isLauncherName } from '../../model/launcherNames';
import { findFiles } from './findFiles';
import { toEnginePath } from './paths';
import { readTextFile } from './textFile';

/** @param root where imports, configs and launchers are looked up; forward slashes. */
export function diskReader(root: string): FileReader {
  const texts = new Map<string, Promise<string | undefined>>();
  const folders = new Map<string, Promise<readonly string[]>>();
  let launchers: Promise<readonly string[]> | undefined;
  return {
    root,
    read: (path) => remembered(texts, path, () => textOf(path)),
    list: (folder) => remembered(folders, folder, () => filesIn(folder)),
    machine: machineFiles(),
    launchers: () => (launchers ??= launchersBelow(root)),
  };
}

/** Beyond this many entries the oldest goes, so that a scan of a large tree runs in constant memory. */
const REMEMBERED_ENTRIES = 2000;

function remembered<T>(cache: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const loading = load();
  cache.set(key, loading);
  if (cache.size > REMEMBERED_ENTRIES) cache.delete(cache.keys().next().value ?? key);
  return loading;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    const file = await readTextFile(path);
    return 'text' in file ? file.text : undefined;
  } catch {
    return undefined;
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => `${folder}/${entry.name}`);
  } catch {
    return [];
  }
}

/** Launchers beyond these are not looked into. */
const MOST_LAUNCHERS = 300;

async function launchersBelow(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    for await (const { shown } of findFiles([root], isLauncherName)) {
      found.push(toEnginePath(shown));
      if (found.length >= MOST_LAUNCHERS) break;
    }
  } catch {
    // a root that can't be walked has no launchers that could be read
  }
  return found;
}
