// The one module that knows the Lezer grammar's parser: text to our syntax tree, incrementally where the last version is at hand.
import { TreeFragment, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { readStatements } from './convertStatements';
import { blankMagics } from './magics';
import { lineStartsOf } from './positions';
import type { SourceUnit } from './syntax';
import { TreeReader } from './treeReader';

/** Texts longer than this are not read at all: no training script is. */
export const longestText = 1_000_000;

/** Brackets nested deeper than this make the grammar slow (quadratic) and stand in no program. */
const deepestBrackets = 3_000;

interface Parsed {
  readonly source: string;
  readonly tree: Tree;
  readonly unit: SourceUnit;
}

/** Keeps the last tree of each document, so that an edit re-parses only what it touched. */
export class PythonParser {
  private readonly last = new Map<string, Parsed>();

  /** @param capacity documents whose trees are kept; the least recently read goes first. */
  constructor(private readonly capacity = 32) {}

  /** Never throws: broken code gives the statements that could be read. */
  parse(path: string, text: string, cell?: number): SourceUnit {
    const key = cell === undefined ? path : `${path}#${cell}`;
    const before = this.last.get(key);
    if (before?.unit.text === text) return before.unit;
    const parsed = parseText(path, text, cell, before);
    this.last.delete(key);
    this.last.set(key, parsed);
    if (this.last.size > this.capacity) this.last.delete(this.last.keys().next().value!);
    return parsed.unit;
  }
}

/** Programs and the modules that they import, whose trees are kept. */
const keptFiles = 128;
const shared = new PythonParser(keptFiles);

/** Parses a program's file or cell with the parser that all readings share, so that a file is parsed once a version. */
export const parseProgramFile = (path: string, text: string, cell?: number): SourceUnit => shared.parse(path, text, cell);

/** Parses once, without memory of earlier versions. */
export const parsePython = (path: string, text: string, cell?: number): SourceUnit => parseText(path, text, cell).unit;

function parseText(path: string, text: string, cell?: number, before?: Parsed): Parsed {
  const readable = text.length > longestText || text.includes('\0') || isTooDeep(text) ? '' : text;
  const source = blankMagics(readable);
  const tree = parser.parse(source, before && changedFragments(before, source));
  const body = readStatements(new TreeReader(tree.cursor(), source));
  return { source, tree, unit: { path, cell, text, lineStarts: lineStartsOf(text), body } };
}

/** Whether brackets nest absurdly deep; those in texts and comments count too, which only ever errs on files nobody wrote. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepestBrackets) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > deepestBrackets) return true;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
  return false;
}

/** One changed range, from the common beginning to the common end, is all that an editor's keystroke needs. */
function changedFragments(before: Parsed, source: string): readonly TreeFragment[] {
  const old = before.source;
  const shorter = Math.min(old.length, source.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === source.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === source.charCodeAt(source.length - 1 - end)) end++;
  const change = { fromA: start, toA: old.length - end, fromB: start, toB: source.length - end };
  return TreeFragment.applyChanges(TreeFragment.addTree(before.tree), [change]);
}
