// Lezer's expression nodes to ours.
import { parseNumber, parseString } from '../literals';
import type { Expression, Parameter } from '../syntax/expressions';
import { call, readParameters } from './calls';
import { comprehension, dictionary } from './collections';
import { continuedString, formatParts } from './strings';
import type { TreeReader } from './treeReader';

/** Whether a node's name is that of an expression (all of Lezer's expression names are capitalised, but so are a few others). */
export const isExpression = (name: string): boolean => /^[A-Z]/.test(name) && !notExpressions.has(name);
const notExpressions = new Set([
  'AssignOp',
  'UpdateOp',
  'ArithOp',
  'BitOp',
  'CompareOp',
  'TypeDef',
  'Body',
  'ArgList',
  'ParamList',
  'PropertyName',
  'At',
  'Comment',
  'Decorator',
  'TypeParamList',
  'MatchBody',
]);

/** Reads the expression at the cursor. */
export function readExpression(reader: TreeReader): Expression {
  const opaque: Expression = { kind: 'opaque', from: reader.from, to: reader.to };
  return reader.deeper(() => readHere(reader) ?? opaque, opaque);
}

function readHere(reader: TreeReader): Expression | undefined {
  const { from, to } = reader;
  switch (reader.name) {
    case 'VariableName':
      return { kind: 'name', name: reader.slice, from, to };
    case 'Number': {
      const value = parseNumber(reader.slice);
      return value === undefined ? undefined : { kind: 'constant', value, from, to };
    }
    case 'String': {
      const value = parseString(reader.slice);
      return value === undefined ? undefined : { kind: 'constant', value, from, to };
    }
    case 'Boolean':
      return { kind: 'constant', value: reader.slice === 'True', from, to };
    case 'None':
      return { kind: 'constant', value: null, from, to };
    case 'FormatString':
      return { kind: 'formatString', parts: formatParts(reader), from, to };
    case 'ContinuedString':
      return continuedString(reader);
    case 'ParenthesizedExpression':
      return readItems(reader)[0];
    case 'TupleExpression':
      return { kind: 'sequence', type: 'tuple', items: readItems(reader), from, to };
    case 'ArrayExpression':
      return { kind: 'sequence', type: 'list', items: readItems(reader), from, to };
    case 'SetExpression':
      return { kind: 'sequence', type: 'set', items: readItems(reader), from, to };
    case 'DictionaryExpression':
      return dictionary(reader);
    case 'ComprehensionExpression':
      return comprehension(reader, 'generator');
    case 'ArrayComprehensionExpression':
      return comprehension(reader, 'list');
    case 'SetComprehensionExpression':
      return comprehension(reader, 'set');
    case 'DictionaryComprehensionExpression':
      return comprehension(reader, 'dict');
    case 'MemberExpression':
      return member(reader);
    case 'CallExpression':
      return call(reader);
    case 'BinaryExpression':
      return binary(reader);
    case 'UnaryExpression': {
      let operator = '';
      let operand: Expression | undefined;
      reader.children((name) => {
        if (isExpression(name)) operand = readExpression(reader);
        else operator = reader.slice;
      });
      return operand && { kind: 'unary', operator, operand, from, to };
    }
    case 'ConditionalExpression': {
      const [body, test, otherwise] = readItems(reader);
      return body && test && otherwise ? { kind: 'conditional', test, body, otherwise, from, to } : undefined;
    }
    case 'LambdaExpression': {
      let parameters: Parameter[] = [];
      let body: Expression | undefined;
      reader.children((name) => {
        if (name === 'ParamList') parameters = readParameters(reader);
        else if (isExpression(name)) body = readExpression(reader);
      });
      return body && { kind: 'lambda', parameters, body, from, to };
    }
    case 'NamedExpression': {
      const [target, value] = readItems(reader);
      return target && value ? { kind: 'walrus', target, value, from, to } : undefined;
    }
    case 'AwaitExpression': {
      const [value] = readItems(reader);
      return value && { kind: 'await', value, from, to };
    }
    case 'YieldExpression':
    case 'YieldStatement':
      return readYield(reader);
    default:
      return undefined;
  }
}

export function readYield(reader: TreeReader): Expression {
  const { from, to } = reader;
  reader.yields = true;
  let delegates = false;
  const items: Expression[] = [];
  reader.children((name) => {
    if (name === 'from') delegates = true;
    else if (isExpression(name)) items.push(readExpression(reader));
  });
  return { kind: 'yield', value: asOne(items, false), delegates, from, to };
}

/** The expression children, `*x` as starred. */
export function readItems(reader: TreeReader): Expression[] {
  const items: Expression[] = [];
  let star = -1;
  reader.children((name) => {
    if (name === '*') star = reader.from;
    else if (isExpression(name)) {
      const value = readExpression(reader);
      items.push(star >= 0 ? { kind: 'starred', value, from: star, to: value.to } : value);
      star = -1;
    }
  });
  return items;
}

/** Several comma-separated expressions are a tuple; `comma` says that a comma stood there even for one. */
export function asOne(items: readonly Expression[], comma: boolean): Expression | undefined {
  if (items.length === 0) return undefined;
  if (items.length === 1 && !comma) return items[0];
  return { kind: 'sequence', type: 'tuple', items, from: items[0]!.from, to: items.at(-1)!.to };
}

function member(reader: TreeReader): Expression | undefined {
  const { from, to } = reader;
  let object: Expression | undefined;
  let property: string | undefined;
  let subscript = false;
  const groups: { items: (Expression | undefined)[]; colons: number }[] = [{ items: [], colons: 0 }];
  let commas = 0;
  reader.children((name) => {
    const group = groups.at(-1)!;
    if (name === '[') subscript = true;
    else if (name === 'PropertyName') property = reader.slice;
    else if (name === ':') group.colons++;
    else if (name === ',') {
      commas++;
      groups.push({ items: [], colons: 0 });
    } else if (isExpression(name)) {
      if (!object) object = readExpression(reader);
      else group.items[group.colons] = readExpression(reader);
    }
  });
  if (!object) return undefined;
  if (!subscript) return { kind: 'attribute', object, name: property ?? '', from, to };
  const indices = groups
    .filter((group) => group.items.length > 0 || group.colons > 0)
    .map((group): Expression =>
      group.colons === 0 ? group.items[0]! : { kind: 'slice', lower: group.items[0], upper: group.items[1], step: group.items[2], from, to },
    );
  const index = asOne(indices, commas > 0) ?? { kind: 'opaque' as const, from, to };
  return { kind: 'subscript', object, index, from, to };
}

const comparisons = new Set(['<', '>', '==', '!=', '<=', '>=', '<>', 'in', 'not in', 'is', 'is not']);

/** Binary operators nest to the left by the hundred in long concatenations, so the left spine is walked in a loop. */
function binary(reader: TreeReader): Expression | undefined {
  let descents = 0;
  const cursor = reader.cursor;
  while (cursor.name === 'BinaryExpression' && cursor.firstChild()) descents++;
  let left: Expression | undefined = isExpression(reader.name) ? readExpression(reader) : undefined;
  const from = reader.from;
  for (; descents > 0; descents--) {
    let operator = '';
    let right: Expression | undefined;
    while (cursor.nextSibling()) {
      if (isExpression(cursor.name)) right = readExpression(reader);
      else if (cursor.name !== '⚠' && cursor.name !== 'Comment') operator += (operator ? ' ' : '') + reader.slice;
    }
    cursor.parent();
    if (left && right) left = combine(operator, left, right, from, reader.to);
  }
  return left;
}

function combine(operator: string, left: Expression, right: Expression, from: number, to: number): Expression {
  if (operator === 'and' || operator === 'or') return { kind: 'logical', operator, left, right, from, to };
  if (!comparisons.has(operator)) return { kind: 'binary', operator, left, right, from, to };
  // Lezer nests `a < b < c` to the left; Python means `a < b and b < c`.
  if (left.kind === 'compare')
    return { kind: 'logical', operator: 'and', left, right: { kind: 'compare', operator, left: left.right, right, from, to }, from, to };
  return { kind: 'compare', operator, left, right, from, to };
}
