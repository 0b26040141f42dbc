// Whether dist/ is newer than everything it is made from, so that `npm run estimate` builds only when it must.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles';

const STAMP = path.join(root, 'dist', '.built');
const INPUTS = ['src', 'webview', 'scripts/build', 'package.json', 'package-lock.json'];

function newestChange(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => newestChange(path.join(file, name))));
}

/** Remembers that dist/ is complete as of now. */
export const stampBuild = (production: boolean): void => writeFileSync(STAMP, production ? 'production\n' : 'development\n');

export function buildIsFresh(): boolean {
  if (!existsSync(STAMP)) return false;
  const inputs = INPUTS.map((name) => path.join(root, name)).filter((file) => existsSync(file));
  return Math.max(...inputs.map(newestChange)) <= statSync(STAMP).mtimeMs;
}
