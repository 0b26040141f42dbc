// The files that a model may ask about: those below one folder, links followed, and nothing else on the disk.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ToolError } from '../../assistant/toolInput';
import type { ToolFile } from '../../assistant/runTool';
import { machineFiles } from '../../machine/machineFiles.node';
import type { FileReader } from '../../model/host';
import { diskReader } from '../files/diskReader';
import { toEnginePath } from '../files/paths';
import { readTextFile } from '../files/textFile';
import { insideOf } from '../../model/paths';

export interface ConfinedFiles {
  /** @throws ToolError for what lies elsewhere, is not there or is not text */
  file(given: string): Promise<ToolFile>;
  /** a text that is in no file, as if it lay at the root */
  text(fileName: string, code: string): ToolFile;
  /** relative to the root, forward slashes */
  showPath(file: string): string;
}

/** @param root must exist */
export async function confinedFiles(root: string): Promise<ConfinedFiles> {
  const top = toEnginePath(await realpath(root));
  const isInside = (file: string): boolean => file === top || file.startsWith(insideOf(top));
  /** The real path of what lies inside; undefined for everything else, also where a link leads out. */
  const inside = async (file: string): Promise<string | undefined> => {
    try {
      const real = toEnginePath(await realpath(file));
      return isInside(real) ? real : undefined;
    } catch {
      return undefined;
    }
  };
  // A new one for each call: files change between two questions.
  const reader = (): FileReader => {
    const { read, list, launchers } = diskReader(top);
    return {
      root: top,
      read: async (file) => ((await inside(file)) === undefined ? undefined : read(file)),
      list: async (folder) => ((await inside(folder)) === undefined ? [] : list(folder)),
      launchers,
      machine: machineFiles({ within: [top] }),
    };
  };
  return {
    async file(given) {
      const wanted = path.resolve(top, given);
      // The same words for what is not there and for what is elsewhere: an answer must not tell the two apart.
      const real = await inside(wanted);
      if (real === undefined || !(await stat(real)).isFile()) throw new ToolError(`path: there is no file ${given} in the workspace`);
      const content = await readTextFile(real);
      if ('problem' in content) throw new ToolError(`path: ${given} is ${content.problem}`);
      return { document: { path: real, text: content.text }, files: reader() };
    },
    text: (fileName, code) => ({ document: { path: `${top}/${path.basename(fileName)}`, text: code }, files: reader() }),
    showPath: (file) => (file !== top && isInside(file) ? file.slice(top.length).replace(/^\//, '') : file),
  };
}
