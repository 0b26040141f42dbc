// Answers of the hub on the user's disk: a small file a model, so that they are there without a network too.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import path from 'node:path';
import type { HubModel } from '../../model/host';

export interface CachedAnswer {
  /** since 1970 */
  readonly atMilliseconds: number;
  /** null: the hub has no such model, or not for this user */
  readonly model: HubModel | null;
}

export interface HubCache {
  read(id: string): Promise<CachedAnswer | undefined>;
  write(id: string, answer: CachedAnswer): Promise<void>;
}

/** Keeps answers in a folder, which is made when the first is written. A disk that is full or read-only means no cache and nothing else. */
export function hubCacheIn(folder: string): HubCache {
  // ids hold letters, digits, dots, dashes and one slash; the client asks for no others
  const fileOf = (id: string): string => path.join(folder, `${id.replace('/', '--')}.json`);
  return {
    async read(id) {
      try {
        const answer = JSON.parse(await readFile(fileOf(id), 'utf8')) as Partial<CachedAnswer> | null;
        return typeof answer?.atMilliseconds === 'number' && typeof answer.model === 'object' ? (answer as CachedAnswer) : undefined;
      } catch {
        return undefined;
      }
    },
    async write(id, answer) {
      const draft = path.join(folder, `.${randomBytes(6).toString('hex')}`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(draft, JSON.stringify(answer), { mode: 0o600 });
        await rename(draft, fileOf(id));
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Where programs of this system keep what can be fetched again. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>, home: string = homedir(), system: string = platform()): string {
  const { XDG_CACHE_HOME: stated, LOCALAPPDATA: local } = environment;
  const base =
    stated && path.isAbsolute(stated)
      ? stated
      : system === 'win32' && local
        ? local
        : path.join(home, ...(system === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
  return path.join(base, 'training-footprint', 'hub');
}
