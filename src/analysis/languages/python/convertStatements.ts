// Lezer's statement nodes to ours.
import { asOne, isExpression, readArguments, readExpression, readItems, readParameters, readYield } from './convertExpressions';
import type { Argument, Expression, FunctionStatement, Parameter, Pattern, Statement } from './syntax';
import type { TreeReader } from './treeReader';

/** The statements among the children of the node at the cursor (a script or a body). */
export function readStatements(reader: TreeReader): Statement[] {
  const statements: Statement[] = [];
  reader.children((name) => {
    if (name === 'StatementGroup') reader.children((inner) => push(statements, readStatement(reader, inner)));
    else push(statements, readStatement(reader, name));
  });
  return statements;
}

const push = (statements: Statement[], statement: Statement | undefined): void => {
  if (statement) statements.push(statement);
};

const readStatement = (reader: TreeReader, name: string): Statement | undefined => reader.deeper(() => statementHere(reader, name), undefined);

function statementHere(reader: TreeReader, name: string): Statement | undefined {
  const { from, to } = reader;
  switch (name) {
    case 'ExpressionStatement':
    case 'PrintStatement': {
      const value = expressions(reader);
      return value && { kind: 'expression', value, from, to };
    }
    case 'YieldStatement':
      return { kind: 'expression', value: readYield(reader), from, to };
    case 'AssignStatement':
      return assignment(reader);
    case 'UpdateStatement': {
      const items: Expression[] = [];
      let operator = '';
      reader.children((child) => {
        if (child === 'UpdateOp') operator = reader.slice;
        else if (isExpression(child)) items.push(readExpression(reader));
      });
      const [target, value] = items;
      return target && value ? { kind: 'update', target, operator: operator.slice(0, -1), value, from, to } : undefined;
    }
    case 'ReturnStatement':
      return { kind: 'return', value: expressions(reader), from, to };
    case 'RaiseStatement':
      return { kind: 'raise', value: readItems(reader)[0], from, to };
    case 'DeleteStatement':
      return { kind: 'delete', targets: readItems(reader), from, to };
    case 'AssertStatement': {
      const [test] = readItems(reader);
      return test && { kind: 'assert', test, from, to };
    }
    case 'PassStatement':
      return { kind: 'pass', from, to };
    case 'BreakStatement':
      return { kind: 'break', from, to };
    case 'ContinueStatement':
      return { kind: 'continue', from, to };
    case 'ScopeStatement': {
      const names: string[] = [];
      let kind: 'global' | 'nonlocal' = 'global';
      reader.children((child) => {
        if (child === 'VariableName') names.push(reader.slice);
        else if (child === 'nonlocal') kind = 'nonlocal';
      });
      return { kind, names, from, to };
    }
    case 'ImportStatement':
      return importStatement(reader);
    case 'IfStatement':
      return ifStatement(reader);
    case 'ForStatement':
      return forStatement(reader);
    case 'WhileStatement':
      return whileStatement(reader);
    case 'TryStatement':
      return tryStatement(reader);
    case 'WithStatement':
      return withStatement(reader);
    case 'DecoratedStatement':
      return decorated(reader);
    case 'FunctionDefinition':
      return functionDefinition(reader, []);
    case 'ClassDefinition':
      return classDefinition(reader, []);
    case 'MatchStatement':
      return matchStatement(reader);
    default:
      return undefined;
  }
}

/** The comma-separated expressions of a statement as one. */
function expressions(reader: TreeReader): Expression | undefined {
  let comma = false;
  reader.children((name) => (comma ||= name === ','));
  return asOne(readItems(reader), comma);
}

function assignment(reader: TreeReader): Statement | undefined {
  const { from, to } = reader;
  const groups: { items: Expression[]; comma: boolean }[] = [{ items: [], comma: false }];
  let annotation: Expression | undefined;
  let star = -1;
  reader.children((name) => {
    const group = groups.at(-1)!;
    if (name === 'AssignOp') groups.push({ items: [], comma: false });
    else if (name === ',') group.comma = true;
    else if (name === '*') star = reader.from;
    else if (name === 'TypeDef') annotation = readItems(reader)[0];
    else if (isExpression(name)) {
      const value = readExpression(reader);
      group.items.push(star >= 0 ? { kind: 'starred', value, from: star, to: value.to } : value);
      star = -1;
    }
  });
  const parts = groups.map((group) => asOne(group.items, group.comma));
  if (!parts[0]) return undefined;
  if (parts.length === 1) return { kind: 'assign', targets: [parts[0]], annotation, from, to };
  const value = parts.at(-1) ?? { kind: 'opaque' as const, from: to, to };
  return { kind: 'assign', targets: parts.slice(0, -1).filter((part) => part !== undefined), annotation, value, from, to };
}

function importStatement(reader: TreeReader): Statement {
  const { from, to } = reader;
  let state: 'names' | 'module' | 'alias' = 'names';
  let isFrom = false;
  let level = 0;
  let module = '';
  const names: { name: string; alias?: string }[] = [];
  let dotted = '';
  const flush = (): void => {
    if (dotted) names.push({ name: dotted });
    dotted = '';
  };
  reader.children((name) => {
    if (name === 'from') {
      isFrom = true;
      state = 'module';
    } else if (name === 'import') {
      if (isFrom) module = dotted;
      dotted = '';
      state = 'names';
    } else if (name === ',') {
      flush();
      state = 'names';
    } else if (name === 'as') {
      flush();
      state = 'alias';
    } else if (name === 'VariableName') {
      if (state === 'alias' && names.length > 0) names[names.length - 1] = { name: names.at(-1)!.name, alias: reader.slice };
      else dotted += reader.slice;
    } else if (name === '.' || name === 'Ellipsis') {
      if (dotted) dotted += '.';
      else level += name === '.' ? 1 : 3;
    } else if (name === '*') names.push({ name: '*' });
  });
  flush();
  return isFrom ? { kind: 'importFrom', level, module, names, from, to } : { kind: 'import', names, from, to };
}

function ifStatement(reader: TreeReader): Statement {
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

function forStatement(reader: TreeReader): Statement | undefined {
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

function whileStatement(reader: TreeReader): Statement {
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

function tryStatement(reader: TreeReader): Statement {
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

function withStatement(reader: TreeReader): Statement {
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

function decorated(reader: TreeReader): Statement | undefined {
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

function functionDefinition(reader: TreeReader, decorators: readonly Expression[]): FunctionStatement | undefined {
  const { from, to } = reader;
  let name = '';
  let parameters: Parameter[] = [];
  let body: Statement[] = [];
  let headTo = to;
  let generator = false;
  reader.children((child) => {
    if (child === 'VariableName' && !name) name = reader.slice;
    else if (child === 'ParamList') parameters = readParameters(reader);
    else if (child === 'Body') {
      headTo = reader.from;
      generator = /\byield\b/.test(reader.slice);
      body = readStatements(reader);
    }
  });
  return name ? { kind: 'function', name, parameters, decorators, body, headTo, generator, from, to } : undefined;
}

function classDefinition(reader: TreeReader, decorators: readonly Expression[]): Statement | undefined {
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

function matchStatement(reader: TreeReader): Statement | undefined {
  const { from, to } = reader;
  let subject: Expression | undefined;
  const clauses: { pattern: Pattern; guard?: Expression; body: readonly Statement[] }[] = [];
  reader.children((name) => {
    if (name === 'MatchBody') {
      reader.children((clause) => {
        if (clause !== 'MatchClause') return;
        let pattern: Pattern | undefined;
        let guard: Expression | undefined;
        let body: readonly Statement[] = [];
        reader.children((part) => {
          if (part === 'Guard') guard = readItems(reader)[0];
          else if (part === 'Body') body = readStatements(reader);
          else if (part.endsWith('Pattern')) pattern = pattern ? { kind: 'other' } : readPattern(reader, part);
        });
        clauses.push({ pattern: pattern ?? { kind: 'other' }, guard, body });
      });
    } else if (isExpression(name) && !subject) subject = readExpression(reader);
  });
  return subject && { kind: 'match', subject, clauses, from, to };
}

function readPattern(reader: TreeReader, name: string): Pattern {
  if (name === 'CapturePattern') return { kind: 'capture', name: reader.slice };
  if (name === 'LiteralPattern') {
    let value: Expression | undefined;
    let negative = false;
    reader.children((child) => {
      if (isExpression(child)) value = readExpression(reader);
      else negative = reader.slice === '-';
    });
    if (value?.kind === 'constant') return { kind: 'literal', value: negative && typeof value.value === 'number' ? -value.value : value.value };
  } else if (name === 'OrPattern') {
    const options: Pattern[] = [];
    reader.children((child) => {
      if (child.endsWith('Pattern')) options.push(reader.deeper(() => readPattern(reader, child), { kind: 'other' }));
    });
    return { kind: 'or', options };
  }
  return { kind: 'other' };
}
