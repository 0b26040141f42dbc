// Packs dist/training-footprint.vsix from a finished build.
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './bundles';

export const VSIX = path.join(root, 'dist', 'training-footprint.vsix');

/** Everything is bundled, so no dependency goes in. @throws Error when the manifest is not fit for packing */
export async function packVsix(): Promise<string> {
  await withoutConsole(() => createVSIX({ cwd: root, packagePath: VSIX, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false }));
  return VSIX;
}

/** vsce lists every file on stdout, which belongs to the task. */
async function withoutConsole<T>(work: () => Promise<T>): Promise<T> {
  const { log, info } = console;
  console.log = console.info = () => undefined;
  try {
    return await work();
  } finally {
    Object.assign(console, { log, info });
  }
}
