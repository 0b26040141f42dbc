// Notebooks kept as Python files: Databricks exports, percent-format scripts, Colab's exports. Their shell lines, which Python does not see, are launchers.
import { pythonCell } from './cellMagics';

const databricksHead = /^# Databricks notebook source\b/;
const databricksMagic = /^# MAGIC ?/;
const databricksCell = /^# COMMAND -{5,}/;
/** A cell's mark of the percent format; jupytext keeps magics in such files behind a `#`. */
const percentCell = /^# ?%%/m;
const keptMagic = /^# ([!%](?=[A-Za-z./]))/gm;

const blankOf = (line: string): string => line.replace(/[^\n]/g, ' ');

export interface ScriptNotebook {
  /** the file's Python, every line and column where it stands */
  readonly python: string;
  /** its shell lines, all else blanked */
  readonly shell?: string;
}

/** @returns undefined for a plain script */
export function readScriptNotebook(text: string): ScriptNotebook | undefined {
  if (databricksHead.test(text)) return readDatabricks(text);
  const isPercent = percentCell.test(text);
  // behind a `#` and two columns further right, a magic is what it would be in a cell
  const live = isPercent ? text.replace(keptMagic, '  $1') : text;
  if (!/^[ \t]*[!%](?=[A-Za-z./])/m.test(live)) return undefined;
  const { shell } = pythonCell(live);
  return shell === undefined ? undefined : { python: text, shell };
}

/** `# MAGIC %sh python train.py`: the first line of a cell of magics tells the language of those that follow. */
function readDatabricks(text: string): ScriptNotebook {
  let inShell = false;
  let hasShell = false;
  const python: string[] = [];
  const shell: string[] = [];
  for (const line of text.split('\n')) {
    const prefix = databricksMagic.exec(line)?.[0];
    if (prefix === undefined) {
      if (databricksCell.test(line) || line.trim() !== '') inShell = false;
      python.push(line);
      shell.push(blankOf(line));
      continue;
    }
    const magic = line.slice(prefix.length);
    const language = /^(%sh|!)\s?/.exec(magic);
    if (/^[%!]/.test(magic)) inShell = language !== null;
    const skipped = prefix.length + (language?.[0].length ?? 0);
    shell.push(inShell ? ' '.repeat(skipped) + line.slice(skipped) : blankOf(line));
    hasShell ||= inShell;
    python.push(/^%run\s/.test(magic) ? included(line, magic) : line);
  }
  return { python: python.join('\n'), ...(hasShell && { shell: shell.join('\n') }) };
}

/** `%run ./Includes/setup` runs another notebook here, in the same names: for Python a star import of its file. */
function included(line: string, magic: string): string {
  const named = /^%run\s+(?:\.\/)?([\w/]+)\s*$/.exec(magic)?.[1];
  return named ? `from ${named.replace(/\//g, '.')} import *`.padEnd(line.length) : line;
}
