// Checks that refuse to go on without data (`if not texts: print("no data"); return`): the run that trains has its data and got past them.
import { evaluate } from '../expressions/expressions';
import type { Frame } from '../state/targets';
import type { Machine } from '../machine';
import type { Expression } from '../../languages/python/syntax/expressions';
import type { Statement } from '../../languages/python/syntax/statements';

const speaks = /^(print|info|warning|warn|error|critical|exception|debug|echo|secho|write|log|print_help|print_usage)$/;
const leaves = /^(exit|quit|_exit|abort)$/;
const asksForFile = /^(exists|isfile|isdir|is_file|is_dir)$/;

/** Whether a condition that holds is about data that isn't there while the file is only read: a missing file, a list that nothing was put into. */
export function lacksData(machine: Machine, frame: Frame, test: Expression, body: readonly Statement[]): boolean {
  return onlyRefuses(body) && asksForData(machine, frame, test);
}

/** A block that says something and leaves with nothing. */
function onlyRefuses(body: readonly Statement[]): boolean {
  const last = body.at(-1);
  const saying = body.slice(0, -1);
  if (!last || !saying.every((statement) => calls(statement, speaks))) return false;
  if (last.kind === 'return') return !last.value || (last.value.kind === 'constant' && (last.value.value === null || last.value.value === false));
  return calls(last, leaves);
}

/** The last part of what is called: `info` of `logger.info`. */
const expressionName = (callee: Expression): string => (callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '');

const calls = (statement: Statement, name: RegExp): boolean =>
  statement.kind === 'expression' && statement.value.kind === 'call' && name.test(expressionName(statement.value.callee));

function asksForData(machine: Machine, frame: Frame, test: Expression): boolean {
  if (test.kind === 'logical') return asksForData(machine, frame, test.left) || asksForData(machine, frame, test.right);
  if (test.kind === 'unary') return test.operator === 'not' && isAbsent(machine, frame, test.operand);
  return test.kind === 'compare' && /^(==|<|<=)$/.test(test.operator) && isAbsent(machine, frame, test.left);
}

function isAbsent(machine: Machine, frame: Frame, asked: Expression): boolean {
  if (asked.kind === 'call') {
    const name = expressionName(asked.callee);
    const [counted] = asked.arguments;
    return asksForFile.test(name) || (name === 'len' && counted !== undefined && isAbsent(machine, frame, counted.value));
  }
  if (asked.kind !== 'name' && asked.kind !== 'attribute') return false;
  const value = evaluate(machine, frame, asked);
  return value.kind === 'sequence' && value.items.length === 0;
}
