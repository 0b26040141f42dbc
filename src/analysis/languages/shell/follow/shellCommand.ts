// What following a launcher gives: the commands that it would start, and what it is told from outside.
import type { ShellFile, ShellText, Variable } from '../words/shellText';

/** One command that the script would start. */
export interface ShellCommand {
  readonly words: readonly ShellText[];
  /** variables set for this command or exported before it */
  readonly environment: ReadonlyMap<string, ShellText>;
  readonly pos: number;
  readonly end: number;
  /** where `cd` had led, relative to where the script starts; undefined when the script does not say */
  readonly folder: string | undefined;
  /** how often loops over known lists and calls of a function start it */
  readonly repeats: number;
  /** text handed to the command's standard input */
  readonly input?: ShellText;
  /** files that the script had written before (here-documents, `echo ... > file`), by path from where it starts */
  readonly files: ReadonlyMap<string, ShellText>;
}

export interface ShellOptions {
  /** variables from outside: a scheduler's, a Makefile's, a parent script's */
  readonly variables?: ReadonlyMap<string, Variable>;
  /** which of them the environment holds */
  readonly exported?: readonly string[];
  /** the script's arguments; none when it is run as it stands */
  readonly positional?: readonly ShellText[];
  /** each top-level line starts in the same folder, as in a Makefile */
  readonly freshFolder?: boolean;
  /** the text of a script that `source` names */
  readonly readScript?: (named: string, folder: string | undefined) => ShellFile | undefined;
}
