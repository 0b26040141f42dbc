// Paths as the engine wants them (absolute, forward slashes) and as the user gave them.
import { existsSync } from 'node:fs';
import path from 'node:path';

export const toEnginePath = (file: string): string => path.resolve(file).split(path.sep).join('/');

/** Files and folders whose presence marks a project's root. */
const ROOT_MARKS: readonly string[] = ['.git', 'pyproject.toml', 'setup.py'];

/** The same of a downloaded archive; a folder inside a project may have them, too. */
const WEAK_ROOT_MARKS: readonly string[] = ['LICENSE', 'LICENSE.md', 'requirements.txt', 'environment.yml', '.gitignore', 'README.md'];

/** The nearest folder above a file with a mark of a project's root, else with what most projects have at their root, else the file's own folder. */
export function rootOf(file: string): string {
  const own = path.dirname(path.resolve(file));
  return toEnginePath(nearestWith(ROOT_MARKS, own) ?? nearestWith(WEAK_ROOT_MARKS, own) ?? own);
}

function nearestWith(marks: readonly string[], own: string): string | undefined {
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (marks.some((mark) => existsSync(path.join(folder, mark)))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** Writes the analysed file's path as it was given, and other files' relative to the working directory. */
export const showPathOf =
  (analysed: string, shown: string) =>
  (file: string): string =>
    file === analysed ? shown : path.relative(process.cwd(), file).split(path.sep).join('/');
