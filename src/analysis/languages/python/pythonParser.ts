// The one module that knows the Lezer grammar's parser: text to our syntax tree, incrementally where the last version is at hand.
import { parser } from '@lezer/python';
import { readStatements } from './conversion/statements';
import { blankMagics } from './magics';
import { moved } from './conversion/laterBodies';
import { withoutOpenFloats } from './openFloats';
import { hasErrors } from './parsingErrors';
import { lineStartsOf } from './positions';
import { repaired } from './repair';
import type { SourceUnit, Statement } from './syntax/statements';
import { TreeReader } from './conversion/treeReader';

/** Texts longer than this are not read at all: no training script is. */
export const longestText = 600_000;

/** Brackets nested deeper than this make the grammar slow (quadratic) and stand in no program. */
const deepestBrackets = 3_000;

/** A text with its top-level statements, and whether the parser stumbled. */
interface Parsed {
  readonly source: string;
  readonly broken: boolean;
  readonly unit: SourceUnit;
}

/** Keeps the last statements of each document, so that an edit parses only the top-level statements that it touched. */
export class PythonParser {
  private readonly last = new Map<string, Parsed>();

  /** @param capacity documents that are kept; the least recently read goes first. */
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

/** Programs and the modules that they import, whose statements are kept. */
const keptFiles = 128;
const shared = new PythonParser(keptFiles);

/** Parses a program's file or cell with the parser that all readings share, so that a file is parsed once a version. */
export const parseProgramFile = (path: string, text: string, cell?: number): SourceUnit => shared.parse(path, text, cell);

/** Parses once, without memory of earlier versions. */
export const parsePython = (path: string, text: string, cell?: number): SourceUnit => parseText(path, text, cell).unit;

function parseText(path: string, text: string, cell?: number, before?: Parsed): Parsed {
  const readable = text.length > longestText || text.includes('\0') || isTooDeep(text) ? '' : text;
  const source = blankMagics(readable);
  const { body, broken } = (before && !before.broken && reparsed(before, source)) || parsePart(source, 0, source.length);
  return { source, broken, unit: { path, cell, text, lineStarts: lineStartsOf(text), body } };
}

interface Part {
  readonly body: readonly Statement[];
  readonly broken: boolean;
}

/** The statements of a part of the text that begins and ends between top-level statements; what is half-typed in it is mended where that helps. */
function parsePart(source: string, from: number, to: number): Part {
  const text = from === 0 && to === source.length ? source : source.slice(from, to);
  const shifted = from === 0 ? undefined : (offset: number): number => offset + from;
  const tree = parser.parse(withoutOpenFloats(text));
  const broken = hasErrors(tree);
  const mended = broken ? repaired(text) : undefined;
  if (!mended) return { body: readStatements(new TreeReader(tree.cursor(), text, source, shifted)), broken };
  const second = new TreeReader(parser.parse(withoutOpenFloats(mended.text)).cursor(), mended.text, source, (offset) => mended.originalOffset(offset) + from);
  return { body: readStatements(second), broken: true };
}

/**
 * The new text's statements, those before and after the change taken over from the old one. Only what stands between top-level statements that the change
 * leaves alone is parsed. Undefined where that part isn't whole (a bracket or text that was opened in it reaches further).
 */
function reparsed(before: Parsed, source: string): Part | undefined {
  const old = before.source;
  const statements = before.unit.body;
  const { start, end } = commonEnds(old, source);
  // The statement at the change may belong to the one before it (`else` typed after an `if`), and the one after it to the change (an `if` typed above it).
  const kept = Math.max(0, statements.findLastIndex((statement) => statement.to < start) - 1);
  const from = kept > 0 ? beginningOf(statements[kept]!) : 0;
  const firstAfter = statements.findIndex((statement) => beginningOf(statement) > old.length - end);
  const after = firstAfter < 0 ? [] : statements.slice(firstAfter + 1);
  const shift = source.length - old.length;
  const to = after[0] ? beginningOf(after[0]) + shift : source.length;
  if (!startsLine(source, from) || !startsLine(source, to) || to < from) return undefined;
  const middle = parsePart(source, from, to);
  if (middle.broken) return undefined;
  return { body: [...statements.slice(0, kept), ...middle.body, ...after.map((statement) => moved(statement, shift))], broken: false };
}

/** Where a statement begins, its decorators included (which are kept from behind their `@`). */
const beginningOf = (statement: Statement): number =>
  (statement.kind === 'function' || statement.kind === 'class') && statement.decorators[0] ? statement.decorators[0].from - 1 : statement.from;

const startsLine = (text: string, offset: number): boolean => offset === 0 || offset === text.length || text[offset - 1] === '\n';

/** How much two texts have in common at the beginning and, apart from that, at the end. */
function commonEnds(old: string, source: string): { start: number; end: number } {
  const shorter = Math.min(old.length, source.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === source.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === source.charCodeAt(source.length - 1 - end)) end++;
  return { start, end };
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
