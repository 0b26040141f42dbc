// `match` statements and their patterns.
import type { Expression } from '../syntax/expressions';
import type { Pattern, Statement } from '../syntax/statements';
import { isExpression, readExpression, readItems } from './expressions';
import { readStatements } from './statements';
import type { TreeReader } from './treeReader';

export function matchStatement(reader: TreeReader): Statement | undefined {
  const { from, to } = reader;
  let subject: Expression | undefined;
  const clauses: { pattern: Pattern; guard?: Expression; body: readonly Statement[] }[] = [];
  reader.children((name) => {
    if (name === 'MatchBody') reader.children((clause) => clause === 'MatchClause' && clauses.push(matchClause(reader)));
    else if (isExpression(name) && !subject) subject = readExpression(reader);
  });
  return subject && { kind: 'match', subject, clauses, from, to };
}

function matchClause(reader: TreeReader): { pattern: Pattern; guard?: Expression; body: readonly Statement[] } {
  const patterns: Pattern[] = [];
  let comma = false;
  let guard: Expression | undefined;
  let body: readonly Statement[] = [];
  reader.children((part) => {
    if (part === 'Guard') guard = readItems(reader)[0];
    else if (part === 'Body') body = readStatements(reader);
    else if (part === ',') comma = true;
    else if (part.endsWith('Pattern')) patterns.push(readPattern(reader, part));
  });
  // `case a, b:` is a sequence without brackets.
  const pattern: Pattern = comma ? { kind: 'sequence', items: patterns } : (patterns[0] ?? { kind: 'other' });
  return { pattern, guard, body };
}

function readPattern(reader: TreeReader, name: string): Pattern {
  return reader.deeper(() => patternHere(reader, name), { kind: 'other' });
}

function patternHere(reader: TreeReader, name: string): Pattern {
  switch (name) {
    case 'CapturePattern':
      return { kind: 'capture', name: reader.slice };
    case 'LiteralPattern':
      return literalPattern(reader);
    case 'AttributePattern':
      return { kind: 'value', value: dottedName(reader) };
    case 'OrPattern':
      return { kind: 'or', options: inner(reader) };
    case 'SequencePattern':
      return { kind: 'sequence', items: inner(reader) };
    case 'StarPattern': {
      const [rest] = inner(reader);
      return { kind: 'star', name: rest?.kind === 'capture' ? rest.name : undefined };
    }
    case 'MappingPattern':
      return mappingPattern(reader);
    case 'AsPattern': {
      let alias = '';
      let pattern: Pattern = { kind: 'other' };
      reader.children((child) => {
        if (child === 'VariableName') alias = reader.slice;
        else if (child.endsWith('Pattern')) pattern = readPattern(reader, child);
      });
      return { kind: 'as', pattern, name: alias };
    }
    case 'ParenthesizedPattern':
      return inner(reader)[0] ?? { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}

function inner(reader: TreeReader): Pattern[] {
  const patterns: Pattern[] = [];
  reader.children((child) => child.endsWith('Pattern') && patterns.push(readPattern(reader, child)));
  return patterns;
}

function literalPattern(reader: TreeReader): Pattern {
  let value: Expression | undefined;
  let negative = false;
  reader.children((child) => {
    if (isExpression(child)) value = readExpression(reader);
    else negative = reader.slice === '-';
  });
  if (value?.kind !== 'constant') return { kind: 'other' };
  return { kind: 'literal', value: negative && typeof value.value === 'number' ? -value.value : value.value };
}

/** `{"kind": "a", "n": n, **rest}`; a key that is no literal makes the whole unknown. */
function mappingPattern(reader: TreeReader): Pattern {
  const entries: { key: string; pattern: Pattern }[] = [];
  let key: Pattern | undefined;
  let rest: string | undefined;
  let spread = false;
  let known = true;
  reader.children((child) => {
    if (child === '**') spread = true;
    else if (child === ',') key = undefined;
    else if (child.endsWith('Pattern')) {
      const pattern = readPattern(reader, child);
      if (spread) rest = pattern.kind === 'capture' ? pattern.name : undefined;
      else if (!key) key = pattern;
      else if (key.kind === 'literal') entries.push({ key: String(key.value), pattern });
      else known = false;
    }
  });
  return known ? { kind: 'mapping', entries, rest } : { kind: 'other' };
}

function dottedName(reader: TreeReader): Expression {
  const { from } = reader;
  let value: Expression | undefined;
  reader.children((child) => {
    if (child === 'VariableName') value = { kind: 'name', name: reader.slice, from, to: reader.to };
    else if (child === 'PropertyName' && value) value = { kind: 'attribute', object: value, name: reader.slice, from, to: reader.to };
  });
  return value ?? { kind: 'opaque', from, to: reader.to };
}
