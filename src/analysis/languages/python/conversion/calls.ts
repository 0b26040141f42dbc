// Calls and what stands in their parentheses, and the parameters of functions.
import type { Argument, Expression, Parameter } from '../syntax/expressions';
import { comprehension } from './collections';
import { isExpression, readExpression, readItems } from './expressions';
import type { TreeReader } from './treeReader';

export function call(reader: TreeReader): Expression | undefined {
  const { from, to } = reader;
  let callee: Expression | undefined;
  let list: { arguments: Argument[]; open: number; close: number } | undefined;
  reader.children((name) => {
    if (name === 'ArgList') list = readArguments(reader);
    else if (isExpression(name) && !callee) callee = readExpression(reader);
  });
  if (!callee || !list) return callee;
  return { kind: 'call', callee, ...list, from, to };
}

/** The arguments of an ArgList at the cursor, and the offsets just inside its parentheses. */
export function readArguments(reader: TreeReader): { arguments: Argument[]; open: number; close: number } {
  const result: Argument[] = [];
  const open = reader.from + 1;
  const close = reader.text[reader.to - 1] === ')' && reader.to > open ? reader.to - 1 : reader.to;
  let name: string | undefined;
  let start = -1;
  let star: 1 | 2 | undefined;
  let pending: Expression | undefined;
  let loops = false;
  const flush = (): void => {
    // A keyword whose value isn't typed yet, or can't be read, is given all the same.
    const value = pending ?? (name === undefined ? undefined : ({ kind: 'opaque', from: start, to: start + name.length } as const));
    if (value) result.push({ name, star, value, from: start, to: value.to });
    name = star = pending = undefined;
    start = -1;
  };
  reader.children((node) => {
    if (node === 'for') loops = true;
    if (loops) return;
    if (node === ',') flush();
    else if (node === '*' || node === '**') {
      star = node === '*' ? 1 : 2;
      start = reader.from;
    } else if (node === 'AssignOp' && pending?.kind === 'name') {
      name = pending.name;
      pending = undefined;
    } else if (isExpression(node) && (!pending || start < 0)) {
      if (start < 0) start = reader.from;
      pending = readExpression(reader);
    }
  });
  if (loops) {
    const generator = comprehension(reader, 'generator', open);
    return { arguments: generator ? [{ value: generator, from: open, to: close }] : [], open, close };
  }
  flush();
  return { arguments: result, open, close };
}

/** The parameters of a ParamList at the cursor; `/` and a bare `*` only change what follows. */
export function readParameters(reader: TreeReader): Parameter[] {
  const parameters: Parameter[] = [];
  let current: { -readonly [Key in keyof Parameter]: Parameter[Key] } | undefined;
  let star: 1 | 2 | undefined;
  let keywordOnly = false;
  reader.children((name) => {
    if (name === ',') {
      if (star === 1 && !current) keywordOnly = true;
      current = star = undefined;
    } else if (name === '*' || name === '**') star = name === '*' ? 1 : 2;
    else if (name === 'VariableName' && !current) {
      current = { name: reader.slice, star, keywordOnly, from: reader.from, to: reader.to };
      if (star === 1) keywordOnly = true;
      parameters.push(current);
    } else if (name === 'TypeDef' && current) {
      current.annotation = readItems(reader)[0];
      current.to = reader.to;
    } else if (isExpression(name) && current) {
      current.default = readExpression(reader);
      current.to = reader.to;
    }
  });
  return parameters;
}
