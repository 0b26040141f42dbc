// A program with one line missing, or cut off: what must stay as it was, and what may never come of it.
import { readScriptNotebook } from '../../../src/analysis/languages/notebook/scriptNotebook';
import type { Run } from '../../../src/model/run';
import type { Statement } from '../../../src/analysis/languages/python/syntax/statements';
import { parsePython } from '../../../src/analysis/languages/python/pythonParser';
import type { Span } from '../../../src/model/source';

/** Lines of a program that a run may depend on, from 1; the rest can go without any of its facts changing. */
export type Dependence = ReadonlySet<number>;

interface Part {
  /** first and last line of a simple statement, or of a compound one's head */
  readonly from: number;
  readonly to: number;
  readonly names: ReadonlySet<string>;
  readonly parents: readonly Part[];
  readonly imports: boolean;
  readonly star: boolean;
  /** a function or class: what calls it or is in it belongs together */
  readonly definition: boolean;
  /** only tells somebody something */
  readonly tells: boolean;
  /** calls the program's main function */
  readonly starts: boolean;
}

const everywhere = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield ' +
    'True False None print len range str int float list dict tuple set enumerate zip super object type isinstance getattr setattr hasattr open format join append items keys values get os sys'
  ).split(' '),
);

/**
 * The lines that share a name with what a run's facts were read from, directly or through other such lines: the statements where its anchor and its facts stand, every
 * statement that mentions a name that one of them mentions, the heads of all blocks around them, and the whole of every function or class among them. What
 * only prints, logs or draws is left out.
 */
export function dependenceOf(run: Run, text: string): Dependence {
  // In a notebook kept as a script comments tell what language a cell is in, and shell lines start runs: any line may matter.
  if (readScriptNotebook(text)) return new Set(text.split('\n').map((_, index) => index + 1));
  const parts = partsOf(text);
  const modules = new Set(parts.filter((part) => part.imports).flatMap((part) => [...part.names]));
  const links = (name: string): boolean => !everywhere.has(name) && !modules.has(name);
  const taken = new Set<Part>();
  const names = new Set<string>();
  const take = (part: Part): void => {
    if (taken.has(part)) return;
    taken.add(part);
    for (const name of part.names) names.add(name);
    for (const parent of part.parents) take(parent);
    if (part.definition) for (const other of parts) if (!other.tells && other.parents.includes(part)) take(other);
  };
  const spans = spansOf(run);
  const started = spans.flatMap((span) => parts.filter((part) => part.from <= span.endLine && part.to >= span.line));
  // What `from library import *` brings has no name here.
  for (const part of parts) if (part.imports && part.star) take(part);
  // What starts the program at the end of it need not name what it starts: `tf.app.run()` calls `main`.
  for (const part of parts) if (part.starts) take(part);
  for (const part of started) take(part);
  for (let before = -1; before !== taken.size;) {
    before = taken.size;
    for (const part of parts) if (!part.tells && [...part.names].some((name) => names.has(name) && (part.imports || links(name)))) take(part);
  }
  const linesOf = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  // Comments are no statements, and a directive in one says facts.
  return new Set([...[...taken].flatMap((part) => linesOf(part.from, part.to)), ...spans.flatMap((span) => linesOf(span.line, span.endLine))]);
}

function spansOf(run: Run): Span[] {
  const spans: (Span | undefined)[] = [run.anchor, ...(run.otherAnchors ?? [])];
  for (const fact of Object.values(run.facts))
    spans.push(
      fact.span,
      ...(fact.inputs ?? []).map((input: { span?: Span }) => input.span),
      ...(fact.overridden ?? []).map((lost: { span?: Span }) => lost.span),
    );
  return spans.filter((span) => span !== undefined && span.path === run.anchor.path) as Span[];
}

/** Calls that hand over to the program's main function. */
const starting = /^[\w.]*\b(run|main|Fire)\(/;

/** Calls that change nothing of the program. */
const telling = /^(print|log|logger|logging|warnings|plt|writer|wandb|time|tqdm\.write|display)\b[\w.]*\(/;

function partsOf(text: string): Part[] {
  const unit = parsePython('program.py', text);
  const lineOf = (offset: number): number => unit.lineStarts.findLastIndex((start) => start <= offset) + 1;
  const parts: Part[] = [];
  const add = (statement: Statement, from: number, to: number, parents: readonly Part[]): Part => {
    const part: Part = {
      from: lineOf(from),
      to: lineOf(Math.max(from, to - 1)),
      names: new Set(text.slice(from, to).match(/[A-Za-z_]\w*/g) ?? []),
      parents,
      imports: statement.kind === 'import' || statement.kind === 'importFrom',
      star: statement.kind === 'importFrom' && statement.names.some(({ name }) => name === '*'),
      definition: statement.kind === 'function' || statement.kind === 'class',
      tells: statement.kind === 'expression' && telling.test(text.slice(from, to)),
      starts: statement.kind === 'expression' && starting.test(text.slice(from, to)),
    };
    parts.push(part);
    return part;
  };
  const walk = (statements: readonly Statement[], parents: readonly Part[]): void => {
    for (const statement of statements) {
      const bodies = bodiesOf(statement);
      if (!bodies) {
        add(statement, statement.from, statement.to, parents);
        continue;
      }
      // Between the bodies stand the head and what divides them (`else:`, `except E:`): all of it belongs to the statement.
      let from = 'decorators' in statement && statement.decorators[0] ? statement.decorators[0].from - 1 : statement.from;
      const heads: Part[] = [];
      for (const body of bodies) {
        const first = body[0];
        if (!first) continue;
        heads.push(add(statement, from, first.from, parents));
        from = body.at(-1)!.to;
      }
      if (heads.length === 0) heads.push(add(statement, statement.from, statement.to, parents));
      for (const body of bodies) walk(body, [...parents, ...heads]);
    }
  };
  walk(unit.body, []);
  return parts;
}

function bodiesOf(statement: Statement): (readonly Statement[])[] | undefined {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise];
    case 'try':
      return [statement.body, ...statement.handlers.map(({ body }) => body), statement.otherwise, statement.final];
    case 'match':
      return statement.clauses.map(({ body }) => body);
    case 'with':
    case 'function':
    case 'class':
      return [statement.body];
    default:
      return undefined;
  }
}

/** Whether taking the line away changes what all later lines are: it opens or closes a text of three quotes. */
export const turnsTextOver = (line: string): boolean => ((line.match(/"""|'''/g) ?? []).length & 1) === 1;

/** A run as far as it doesn't depend on where lines stand. */
export const factsOf = (run: Run): string =>
  JSON.stringify([
    run.framework,
    run.repeats ?? 1,
    ...Object.entries(run.facts)
      .map(([name, fact]) => [name, fact.value, fact.origin])
      .sort(),
  ]);

/** Facts whose own place, read in the text, says something else; a literal number is where it says it is. */
export function misplacedFacts(run: Run, text: string): string[] {
  const lines = text.split('\n');
  return Object.entries(run.facts).flatMap(([name, fact]) => {
    const { span, value, origin, text: written } = fact as { span?: Span; value: unknown; origin: string; text?: string };
    if (origin !== 'literal' || typeof value !== 'number' || !span || span.path !== run.anchor.path || span.line !== span.endLine) return [];
    const there = lines[span.line - 1]?.slice(span.column, span.endColumn) ?? '';
    if (!/^[\d._]+(e-?\d+)?$/i.test(there)) return [];
    return Number(there.replaceAll('_', '')) === value || (written !== undefined && written !== there) ? [] : [`${name} = ${value}, but ${there} stands there`];
  });
}

export interface Less {
  /** readings made, and how many of them had to leave every fact as it was */
  readings: number;
  unchanged: number;
  readonly problems: string[];
}

/**
 * Reads a Python program with single lines deleted and cut off before single lines (every `step`th, from `start`).
 * - It never throws.
 * - A run that shares no name with the missing lines, directly or through other lines, has exactly the facts it had.
 * - Whatever is missing, a number that a fact calls a literal stands where the fact says it stands.
 */
export function readWithLess(text: string, read: (text: string) => readonly Run[], step: number, start: number): Less {
  const lines = text.split('\n');
  const runs = read(text);
  const dependences = runs.map((run) => ({ facts: factsOf(run), lines: dependenceOf(run, text) }));
  const result: Less = { readings: 0, unchanged: 0, problems: [] };
  const check = (what: string, less: string, keeps: (line: number) => boolean): void => {
    result.readings++;
    let found: readonly Run[];
    try {
      found = read(less);
    } catch (error) {
      result.problems.push(`${what}: throws ${String(error)}`);
      return;
    }
    for (const run of found) for (const wrong of misplacedFacts(run, less)) result.problems.push(`${what}: ${wrong}`);
    const remaining = found.map(factsOf);
    for (const { facts, lines: needed } of dependences) {
      if (![...needed].every(keeps)) continue;
      result.unchanged++;
      const at = remaining.indexOf(facts);
      if (at < 0) result.problems.push(`${what}: ${facts} became ${remaining.join(' and ') || 'nothing'}`);
      else remaining.splice(at, 1);
    }
  };
  for (let first = 1 + start; first <= lines.length; first += step) {
    // Without a blank line nothing is missing: the next one that says something has its turn.
    const after = lines.slice(first - 1).findIndex((one) => one.trim() !== '');
    if (after < 0) break;
    const line = first + after;
    const gone = lines[line - 1]!;
    const turned = turnsTextOver(gone);
    check(`without line ${line} (${gone.trim()})`, [...lines.slice(0, line - 1), ...lines.slice(line)].join('\n'), (needed) => !turned && needed !== line);
    check(`cut off before line ${line}`, lines.slice(0, line - 1).join('\n'), (needed) => needed < line);
  }
  return result;
}
