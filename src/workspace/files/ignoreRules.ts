// Which files a project leaves out: its .gitignore files, as git reads them, and the editor's own list of hidden files.
import ignore, { type Ignore } from 'ignore';
import { insideOf } from '../../model/paths';

/** Folders that hold no source of the user's own, whatever .gitignore says. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv', 'venv', '.tox', 'site-packages']);

/** One list of patterns and the folder that it speaks of (absolute, forward slashes). */
export interface IgnoreRules {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The rules of a .gitignore's text. */
export const gitIgnoreRules = (folder: string, text: string): IgnoreRules => ({ folder, patterns: ignore().add(text) });

/** Patterns of an editor's setting such as `files.exclude`: globs by whether they hold. A glob with a condition of its own is left alone, since it hides only some. */
export function excludeRules(folder: string, globs: Readonly<Record<string, unknown>>): IgnoreRules {
  const patterns = Object.entries(globs).flatMap(([glob, on]) => (on === true ? withoutBraces(glob) : []));
  return { folder, patterns: ignore().add(patterns) };
}

/** The most alternatives that one glob is written out to. */
const MOST_ALTERNATIVES = 64;

/** `*.{a,b}` as `*.a` and `*.b`, since ignore files know no braces. */
function withoutBraces(glob: string): readonly string[] {
  let open = [glob];
  for (let next = open.findIndex((one) => /\{[^{}]*\}/.test(one)); next >= 0 && open.length < MOST_ALTERNATIVES;) {
    const one = open[next]!;
    const [braces = '', inner = ''] = /\{([^{}]*)\}/.exec(one) ?? [];
    open = [...open.slice(0, next), ...inner.split(',').map((part) => one.replace(braces, () => part)), ...open.slice(next + 1)];
    next = open.findIndex((rest) => /\{[^{}]*\}/.test(rest));
  }
  return open;
}

/** The last rule that says anything of a path decides, as in git. Paths are absolute with forward slashes. */
export function isIgnored(path: string, isFolder: boolean, rules: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, patterns } of rules) {
    const inside = insideOf(folder);
    const relative = path.startsWith(inside) ? path.slice(inside.length) : '';
    if (relative === '') continue;
    const verdict = patterns.test(isFolder ? `${relative}/` : relative);
    if (verdict.ignored) ignored = true;
    if (verdict.unignored) ignored = false;
  }
  return ignored;
}
