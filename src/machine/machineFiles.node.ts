// The user's own disk as the engine may see it: stretches of regular files, names in folders, and where the Hugging Face caches are.
import { constants } from 'node:fs';
import { open, opendir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { FileStretch, FolderEntry, MachineFiles } from '../model/host';

export interface MachineFilesOptions {
  /** only what lies in these folders, links followed; everything that the code names where absent */
  readonly within?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const decoder = new TextDecoder();

/** A device or a pipe could block for ever or never end; without waiting, a pipe that took a file's place is harmless too. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export function machineFiles({ within, environment = process.env }: MachineFilesOptions = {}): MachineFiles {
  const allowed = async (file: string): Promise<string | undefined> => {
    if (!path.isAbsolute(file)) return undefined;
    try {
      const real = await realpath(file);
      return !within || (await liesIn(real, within)) ? real : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    ...(!within && { home: homedir().split(path.sep).join('/') }),
    modelCaches: within ? [] : modelCaches(environment),
    decode: (bytes) => decoder.decode(bytes),
    readBytes: async (file, from, length) => {
      const real = await allowed(file);
      return real === undefined ? undefined : readStretch(real, from, length);
    },
    entries: async (folder, most) => {
      const real = await allowed(folder);
      return real === undefined ? undefined : entriesOf(real, most);
    },
  };
}

async function liesIn(real: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const relative = path.relative(await realpath(folder), real);
    if (relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative))) return true;
  }
  return false;
}

async function readStretch(file: string, from: number, length: number): Promise<FileStretch | undefined> {
  try {
    if (!(await stat(file)).isFile()) return undefined;
    const handle = await open(file, readOnly);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return undefined;
      const buffer = new Uint8Array(Math.max(0, Math.min(length, found.size - from)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return { bytes: buffer.subarray(0, filled), fileBytes: found.size, modifiedMilliseconds: found.mtimeMs };
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

async function entriesOf(folder: string, most: number): Promise<readonly FolderEntry[] | undefined> {
  const entries: FolderEntry[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      const found = entry.isSymbolicLink() ? await stat(path.join(folder, entry.name)).catch(() => undefined) : entry;
      if (found?.isFile() || found?.isDirectory()) entries.push({ name: entry.name, kind: found.isFile() ? 'file' : 'folder' });
      if (entries.length >= most) break;
    }
    return entries;
  } catch {
    return undefined;
  }
}

/** The order of huggingface_hub 1.0 (constants.py): HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME/huggingface/hub, ~/.cache/huggingface/hub. */
export function modelCaches(environment: Readonly<Record<string, string | undefined>>, home: string = homedir()): readonly string[] {
  const { HF_HUB_CACHE: hub, HUGGINGFACE_HUB_CACHE: old, HF_HOME: root, XDG_CACHE_HOME: cache } = environment;
  const found = hub || old || path.join(root || path.join(cache || path.join(home, '.cache'), 'huggingface'), 'hub');
  const absolute = path.resolve(found.replace(/^~(?=$|[\\/])/, home));
  return [absolute.split(path.sep).join('/')];
}
