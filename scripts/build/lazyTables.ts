// An esbuild plugin for Node hosts: the knowledge tables, a megabyte of text, become files of their own beside the bundle, read when something is first looked up
// in them. As text within a script they would all be scanned by the engine's load, on the editor's thread.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const FOLDER = 'tables';

/** A module with the same export, that reads its text at the first use. */
const readingModule = (name: string, file: string): string => `
let text;
Object.defineProperty(exports, ${JSON.stringify(name)}, {
  enumerable: true,
  get: () => (text ??= require('node:fs').readFileSync(require('node:path').join(__dirname, ${JSON.stringify(FOLDER)}, ${JSON.stringify(file)}), 'utf8')),
});
`;

/** @param outdir the bundle's folder */
export function lazyTables(outdir: string): Plugin {
  return {
    name: 'lazy-tables',
    setup(build) {
      build.onLoad({ filter: /[\\/]knowledge[\\/]tables[\\/]\w+\.generated\.ts$/ }, async ({ path: module }) => {
        const exported = Object.entries((await import(module)) as Record<string, unknown>).filter(([name]) => name.endsWith('Table'));
        const [[name, text] = []] = exported;
        if (exported.length !== 1 || name === undefined || typeof text !== 'string')
          return { errors: [{ text: 'a table module exports one text, named xyzTable' }] };
        const file = `${path.basename(module, '.generated.ts')}.txt`;
        const folder = path.join(outdir, FOLDER);
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, file), text);
        return { contents: readingModule(name, file), loader: 'js' };
      });
    },
  };
}
