// Programs that the project itself installs: the entry points of pyproject.toml, setup.cfg and setup.py, as `poetry run NAME train` starts them.
import type { Place } from '../launcherProgram';
import { findFile } from '../scriptPaths';

/** The module and the object in it that a console script calls. */
export interface ConsoleScript {
  readonly module: string;
  readonly entry: string;
}

const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'] as const;

/** `name = "package.module:main"` of the tables of scripts, `"name = package.module:main"` of setuptools. */
const entryOf = (name: string): RegExp =>
  new RegExp(`(?:^|["'\\s])${name.replace(/[.*+?^$()|[\\]{}\\\\]/g, '\\\\$&')}["']?\\s*=\\s*["']?([A-Za-z_][\\w.]*):([A-Za-z_][\\w.]*)`, 'm');

/** @returns undefined where no manifest in reach names the program */
export function consoleScript(name: string, place: Place): ConsoleScript | undefined {
  for (const manifest of manifests) {
    const text = findFile(manifest, place.program.path, undefined, place.sources)?.text;
    const [, module, entry] = (text && entryOf(name).exec(text)) || [];
    if (module && entry) return { module, entry };
  }
  return undefined;
}

/** The module's text with the call that the installed program makes; where the module calls it itself when it is run, as it stands. */
export const startedBy = (text: string, entry: string): string => (text.includes('__main__') ? text : `${text}\n${entry}()\n`);
