// Lezer's statement nodes to ours: the simple ones here, those with a body in `blocks.ts`.
import type { Expression } from '../syntax/expressions';
import type { Statement } from '../syntax/statements';
import { classDefinition, decorated, forStatement, functionDefinition, ifStatement, tryStatement, whileStatement, withStatement } from './blocks';
import { asOne, isExpression, readExpression, readItems, readYield } from './expressions';
import { matchStatement } from './patterns';
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
