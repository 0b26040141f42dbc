// Reads TOML into values with spans; a half-typed line is left out and the rest is read.
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { Span } from '../../../model/source';
import type { Diagnostic } from '../../../model/run';
import type { Mapping, Value } from '../../evaluate/values';
import { givenUp, known, maximumDepth, maximumEntries, type ConfigDocument } from '../configDocument';
import { nestsTooDeep, nestsTooDeepMessage } from '../nesting';

/** Lines that are blanked one after another until the rest parses. */
const maximumRepairs = 3;

interface Table extends Mapping {
  readonly entries: Map<string, Value>;
  readonly keySpans: Map<string, Span>;
}

/** Never throws; a text that three repairs do not make readable has the root `null` and a diagnostic. */
export function readToml(path: string, text: string): ConfigDocument {
  if (nestsTooDeep(text)) return givenUp(path, nestsTooDeepMessage);
  const diagnostics: Diagnostic[] = [];
  let repaired = text;
  for (let attempt = 0; attempt <= maximumRepairs; attempt++) {
    try {
      const program = parseTOML(repaired, { tomlVersion: '1.1' });
      return { path, root: convertProgram(path, repaired, program), diagnostics };
    } catch (error) {
      if (!(error instanceof ParseError)) return givenUp(path, `Not readable as TOML: ${error instanceof RangeError ? 'nested too deeply' : String(error)}`);
      const line = lineToBlank(error, repaired);
      if (diagnostics.length === 0) diagnostics.push({ message: `TOML: ${error.message}`, span: { path, line, column: 0, endLine: line, endColumn: 0 } });
      const lines = repaired.split('\n');
      if (lines[line - 1] === undefined || lines[line - 1] === '') break;
      lines[line - 1] = '';
      repaired = lines.join('\n');
    }
  }
  return { path, root: known(null, undefined), diagnostics };
}

/** A value that is missing is noticed at the head of the next line; the line to leave out is the one before. */
function lineToBlank(error: ParseError, text: string): number {
  const lines = text.split('\n');
  let line = error.lineNumber;
  if (error.column > 0) return line;
  for (let before = line - 1; before >= 1; before--) {
    if (lines[before - 1]!.trim() === '') continue;
    line = before;
    break;
  }
  return line;
}

function convertProgram(path: string, text: string, program: AST.TOMLProgram): Value {
  let entries = 0;
  const spanOf = (node: AST.TOMLNode): Span => ({
    path,
    line: node.loc.start.line,
    column: node.loc.start.column,
    endLine: node.loc.end.line,
    endColumn: node.loc.end.column,
  });
  const table = (span: Span): Table => ({ kind: 'mapping', entries: new Map(), keySpans: new Map(), complete: true, origin: 'literal', span });
  const root = table(spanOf(program));

  const step = (into: Table, name: string, key: AST.TOMLNode): Table => {
    let next = into.entries.get(name);
    if (next?.kind === 'sequence') next = next.items[next.items.length - 1];
    if (next?.kind === 'mapping') return next as Table;
    const created = table(spanOf(key));
    into.entries.set(name, created);
    into.keySpans.set(name, spanOf(key));
    return created;
  };
  const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === 'TOMLBare' ? key.name : key.value);
  const assign = (into: Table, pair: AST.TOMLKeyValue, depth: number): void => {
    const keys = pair.key.keys;
    let target = into;
    for (const key of keys.slice(0, -1)) target = step(target, nameOf(key), key);
    const last = keys[keys.length - 1];
    if (!last) return;
    target.entries.set(nameOf(last), convert(pair.value, depth + 1));
    target.keySpans.set(nameOf(last), spanOf(last));
  };
  const convert = (node: AST.TOMLContentNode, depth: number): Value => {
    const span = spanOf(node);
    if (depth > maximumDepth || ++entries > maximumEntries) return { kind: 'unknown', reason: 'gave-up', origin: 'literal', span };
    if (node.type === 'TOMLArray')
      return { kind: 'sequence', items: node.elements.map((element) => convert(element, depth + 1)), complete: true, origin: 'literal', span };
    if (node.type === 'TOMLInlineTable') {
      const inline = table(span);
      for (const pair of node.body) assign(inline, pair, depth);
      return inline;
    }
    const written = text.slice(node.range[0], node.range[1]);
    return known(node.value instanceof Date ? written : node.value, span, written);
  };

  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') {
      assign(root, item, 0);
      continue;
    }
    const keys = item.key.keys;
    let target = root;
    for (const key of item.kind === 'array' ? keys.slice(0, -1) : keys) target = step(target, nameOf(key), key);
    if (item.kind === 'array') {
      const last = keys[keys.length - 1];
      if (!last) continue;
      const before = target.entries.get(nameOf(last));
      const element = table(spanOf(item));
      target.entries.set(nameOf(last), {
        kind: 'sequence',
        items: [...(before?.kind === 'sequence' ? before.items : []), element],
        complete: true,
        origin: 'literal',
        span: spanOf(last),
      });
      if (!target.keySpans.has(nameOf(last))) target.keySpans.set(nameOf(last), spanOf(last));
      target = element;
    }
    for (const pair of item.body) assign(target, pair, 1);
  }
  return root;
}
