// Which loops hold nothing but arithmetic.
import type { Expression } from '../../languages/python/syntax/expressions';
import type { Statement, WhileStatement } from '../../languages/python/syntax/statements';

/** Built-in functions and methods that tell of no training. */
const harmlessCalls = new Set(['int', 'float', 'len', 'min', 'max', 'round', 'abs', 'print', 'str', 'append']);

/** Whether a loop holds nothing but arithmetic, so that it may be run and taken back: no call that could tell of a training. */
export function onlyComputes(statement: WhileStatement): boolean {
  return isHarmless(statement.test) && statement.body.every(computes);
}

function computes(statement: Statement): boolean {
  switch (statement.kind) {
    case 'assign':
      return statement.value !== undefined && isHarmless(statement.value);
    case 'update':
    case 'expression':
      return isHarmless(statement.value);
    case 'if':
      return statement.branches.every(({ test, body }) => isHarmless(test) && body.every(computes)) && statement.otherwise.every(computes);
    case 'break':
    case 'continue':
    case 'pass':
      return true;
    default:
      return false;
  }
}

/** Conditions and sums that nest deeper are not looked through. */
const deepestComputation = 30;

function isHarmless(expression: Expression, depth = 0): boolean {
  const inside = (part: Expression): boolean => depth < deepestComputation && isHarmless(part, depth + 1);
  switch (expression.kind) {
    case 'name':
    case 'constant':
      return true;
    case 'attribute':
      return inside(expression.object);
    case 'unary':
      return inside(expression.operand);
    case 'binary':
    case 'compare':
    case 'logical':
      return inside(expression.left) && inside(expression.right);
    case 'subscript':
      return inside(expression.object) && inside(expression.index);
    case 'call': {
      const { callee } = expression;
      const name = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' && callee.object.kind === 'name' ? callee.name : '';
      return harmlessCalls.has(name) && expression.arguments.every((argument) => inside(argument.value));
    }
    default:
      return false;
  }
}
