// Follows a shell script without running it: variables, functions, loops and conditions, up to the commands that it would start.
import { parse } from 'unbash';
import { Follower } from './follow/follower';
import type { ShellCommand, ShellOptions } from './follow/shellCommand';

export type { ShellCommand, ShellOptions } from './follow/shellCommand';

/** The commands of a script in the order in which they would start; a command reached several times is listed once, with its first arguments. Never throws for bad syntax. */
export function runShell(source: string, options: ShellOptions = {}): readonly ShellCommand[] {
  const follower = new Follower(source, options);
  follower.script(parse(withoutInnerComments(source)));
  return follower.finish();
}

/**
 * A commented-out option in the middle of a continued command ends it for the shell, against what is meant: the line is read as if it were not there.
 * Offsets stay as they are.
 */
function withoutInnerComments(source: string): string {
  if (!/\\\n[ \t]*#/.test(source)) return source;
  const lines = source.split('\n');
  return lines
    .map((line, index) => {
      if (index === 0 || !/^\s*#/.test(line)) return line;
      const isInside = continuesTo(lines, index) && (/\\\s*$/.test(line) || goesOn(lines, index));
      return isInside ? `${' '.repeat(line.length - 1)}\\` : line;
    })
    .join('\n');
}

/** Whether the nearest line above that is no comment is continued. */
function continuesTo(lines: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) if (!/^\s*#/.test(lines[at]!)) return /\\\s*$/.test(lines[at]!);
  return false;
}

/** Whether options follow below the comment lines. */
function goesOn(lines: readonly string[], index: number): boolean {
  for (let at = index + 1; at < lines.length; at++) if (!/^\s*#/.test(lines[at]!)) return /^\s*--?[A-Za-z]/.test(lines[at]!);
  return false;
}
