// One document through the whole engine, as a host would hand it in, with its neighbours in memory.
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';
import type { FileAnalysis } from '../../../src/model/run';

const engine = createEngine({ loadTypeScript: () => import('../../../src/analysis/languages/typescript/typescriptFrontEnd') });

/** Reads `text` as the file `path`; `others` are the files beside it, by path. */
export async function analyzeText(path: string, text: string, others: ReadonlyMap<string, string> = new Map()): Promise<FileAnalysis> {
  const files: FileReader = {
    read: (wanted) => Promise.resolve(others.get(wanted)),
    list: (folder) =>
      Promise.resolve(
        [path, ...others.keys()].filter((name) => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '') === folder.replace(/^\.?\/?$/, '')),
      ),
  };
  return engine.analyze({ path, text }, files);
}
