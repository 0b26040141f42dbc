// Statements with a body: branches, loops, `try`, `with`, functions and classes.
import type { Argument, Expression, Parameter } from '../syntax/expressions';
import type { FunctionStatement, Statement } from '../syntax/statements';
import { readArguments, readParameters } from './calls';
import { asOne, isExpression, readExpression } from './expressions';
import { functionWithBody, type Body } from './laterBodies';
import { readStatements } from './statements';
import type { TreeReader } from './treeReader';

export function ifStatement(reader: TreeReader): Statement {
  const branches: { test: Expression; body: readonly Statement[] }[] = [];
  let otherwise: readonly Statement[] = [];
  let test: Expression | undefined;
  let last = false;
  reader.children((name) => {
    if (name === 'else') last = true;
    else if (name === 'Body') {
      const body = readStatements(reader);
      if (last) otherwise = body;
      else branches.push({ test: test ?? { kind: 'opaque', from: reader.from, to: reader.from }, body });
      test = undefined;
    } else if (isExpression(name)) test = readExpression(reader);
  });
  return { kind: 'if', branches, otherwise, from: reader.from, to: reader.to };
}

export function forStatement(reader: TreeReader): Statement | undefined {
  const { from, to } = reader;
  const targets: Expression[] = [];
  const iterables: Expression[] = [];
  const commas = [false, false];
  const bodies: Statement[][] = [];
  let headTo = to;
  let inside = false;
  reader.children((name) => {
    if (name === 'in') inside = true;
    else if (name === ',') commas[inside ? 1 : 0] = true;
    else if (name === 'Body') {
      if (bodies.length === 0) headTo = reader.from;
      bodies.push(readStatements(reader));
    } else if (isExpression(name)) (inside ? iterables : targets).push(readExpression(reader));
  });
  const target = asOne(targets, commas[0]!);
  const iterable = asOne(iterables, commas[1]!);
  if (!target || !iterable) return undefined;
  return { kind: 'for', target, iterable, body: bodies[0] ?? [], otherwise: bodies[1] ?? [], headTo, from, to };
}

export function whileStatement(reader: TreeReader): Statement {
  const { from, to } = reader;
  const bodies: Statement[][] = [];
  let test: Expression = { kind: 'opaque', from, to: from };
  let headTo = to;
  reader.children((name) => {
    if (name === 'Body') {
      if (bodies.length === 0) headTo = reader.from;
      bodies.push(readStatements(reader));
    } else if (isExpression(name)) test = readExpression(reader);
  });
  return { kind: 'while', test, body: bodies[0] ?? [], otherwise: bodies[1] ?? [], headTo, from, to };
}

export function tryStatement(reader: TreeReader): Statement {
  let part: 'try' | 'except' | 'else' | 'finally' = 'try';
  const bodies: Record<'try' | 'else' | 'finally', readonly Statement[]> = { try: [], else: [], finally: [] };
  const handlers: { type?: Expression; name?: string; body: readonly Statement[] }[] = [];
  let type: Expression | undefined;
  let name: string | undefined;
  let alias = false;
  reader.children((child) => {
    if (child === 'except' || child === 'else' || child === 'finally') {
      part = child;
      type = name = undefined;
      alias = false;
    } else if (child === 'as' || child === ',') alias = true;
    else if (child === 'Body') {
      const body = readStatements(reader);
      if (part === 'except') handlers.push({ type, name, body });
      else bodies[part] = body;
    } else if (isExpression(child)) {
      if (alias) name = reader.slice;
      else type = readExpression(reader);
    }
  });
  return { kind: 'try', body: bodies.try, handlers, otherwise: bodies.else, final: bodies.finally, from: reader.from, to: reader.to };
}

export function withStatement(reader: TreeReader): Statement {
  const items: { context: Expression; target?: Expression }[] = [];
  let body: Statement[] = [];
  let alias = false;
  reader.children((name) => {
    if (name === 'as') alias = true;
    else if (name === ',') alias = false;
    else if (name === 'Body') body = readStatements(reader);
    else if (isExpression(name)) {
      const value = readExpression(reader);
      const last = items.at(-1);
      if (alias && last) items[items.length - 1] = { context: last.context, target: value };
      else if (value.kind === 'sequence' && value.type === 'tuple') items.push(...value.items.map((context) => ({ context })));
      else items.push({ context: value });
      alias = false;
    }
  });
  return { kind: 'with', items, body, from: reader.from, to: reader.to };
}

export function decorated(reader: TreeReader): Statement | undefined {
  const decorators: Expression[] = [];
  let statement: Statement | undefined;
  reader.children((name) => {
    if (name === 'Decorator') push2(decorators, readDecorator(reader));
    else if (name === 'FunctionDefinition') statement = functionDefinition(reader, decorators);
    else if (name === 'ClassDefinition') statement = classDefinition(reader, decorators);
  });
  return statement;
}

const push2 = (list: Expression[], value: Expression | undefined): void => {
  if (value) list.push(value);
};

function readDecorator(reader: TreeReader): Expression | undefined {
  const from = reader.from + 1;
  let value: Expression | undefined;
  reader.children((name) => {
    if (name === 'VariableName') {
      const word = reader.slice;
      value = value ? { kind: 'attribute', object: value, name: word, from, to: reader.to } : { kind: 'name', name: word, from, to: reader.to };
    } else if (name === 'ArgList' && value) value = { kind: 'call', callee: value, ...readArguments(reader), from, to: reader.to };
  });
  return value;
}

export function functionDefinition(reader: TreeReader, decorators: readonly Expression[]): FunctionStatement | undefined {
  const { from, to } = reader;
  let name = '';
  let parameters: Parameter[] = [];
  let body: (() => Body) | undefined;
  let headTo = to;
  reader.children((child) => {
    if (child === 'VariableName' && !name) name = reader.slice;
    else if (child === 'ParamList') parameters = readParameters(reader);
    else if (child === 'Body') {
      headTo = reader.from;
      body = reader.later(readBody);
    }
  });
  return name ? functionWithBody({ kind: 'function', name, parameters, decorators, headTo, from, to }, body ?? noBody) : undefined;
}

const noBody = (): Body => ({ statements: [], generator: false });

function readBody(reader: TreeReader): Body {
  const statements = readStatements(reader);
  return { statements, generator: reader.yields };
}

export function classDefinition(reader: TreeReader, decorators: readonly Expression[]): Statement | undefined {
  const { from, to } = reader;
  let name = '';
  let list: Argument[] = [];
  let body: Statement[] = [];
  reader.children((child) => {
    if (child === 'VariableName' && !name) name = reader.slice;
    else if (child === 'ArgList') list = readArguments(reader).arguments;
    else if (child === 'Body') body = readStatements(reader);
  });
  return name ? { kind: 'class', name, arguments: list, decorators, body, from, to } : undefined;
}
