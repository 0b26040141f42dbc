// Runs statements: assignment, branches, try, with, match, definitions. Loops have a file of their own.
import type { Expression } from '../../languages/python/syntax/expressions';
import type { IfStatement, Statement, TryStatement, WithStatement } from '../../languages/python/syntax/statements';
import { assign, deleteTarget } from './assignment';
import { branch } from './branches';
import { lacksData } from './guards';
import { defineClass } from '../classes/classes';
import { evaluate } from '../expressions/expressions';
import { defineFunction } from '../calls/functions';
import { importFrom, importModule } from '../modules/imports';
import { counter, countsRounds, runFor, runWhile } from './loops';
import { callMethod } from '../calls/calls';
import type { Completion, Machine } from '../machine';
import type { Frame } from '../state/targets';
import { placeOf } from '../machine';
import { binaryOperation } from '../expressions/operators';
import { runMatch } from './matching';
import { truth } from '../expressions/truth';
import { choice, known, unknown, type Value } from '../values';

/** Runs statements in order until one leaves the block. */
export function runBlock(machine: Machine, frame: Frame, statements: readonly Statement[]): Completion {
  for (const statement of statements) {
    if (!machine.step()) return 'normal';
    if (!machine.enter()) continue;
    const completion = runStatement(machine, frame, statement);
    machine.leave();
    if (completion !== 'normal' && !isStray(machine, frame, completion)) return completion;
  }
  return 'normal';
}

/** A `return` outside of functions, a `break` outside of loops: left over from a head that is being typed or was deleted. */
const isStray = (machine: Machine, frame: Frame, completion: Completion): boolean =>
  completion === 'return'
    ? frame.function === undefined || frame.scope.kind === 'class'
    : completion !== 'raise' && (!machine.loop || machine.loop.function !== frame.function);

function runStatement(machine: Machine, frame: Frame, statement: Statement): Completion {
  switch (statement.kind) {
    case 'expression': {
      const value = evaluate(machine, frame, statement.value);
      return isExit(value) ? 'raise' : 'normal';
    }
    case 'assign':
      runAssign(machine, frame, statement);
      return 'normal';
    case 'update': {
      const before = evaluate(machine, frame, statement.target);
      const operand = evaluate(machine, frame, statement.value);
      const place = placeOf(frame.unit, statement);
      const after = binaryOperation(machine, statement.operator, before, operand, place);
      // An update in place of something that a library made is told like a call of its operator.
      if (after.kind === 'instance' && after.role === 'operator' && machine.loop)
        machine.listener.call({ instance: after, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit }, machine);
      assign(machine, frame, statement.target, countsRounds(machine, frame, statement.target, before) ? counter(statement.target.name, before) : after);
      return 'normal';
    }
    case 'return':
      frame.returned.push(statement.value ? evaluate(machine, frame, statement.value) : known(null, placeOf(frame.unit, statement)));
      return 'return';
    case 'raise':
      if (statement.value) evaluate(machine, frame, statement.value);
      return 'raise';
    case 'delete':
      for (const target of statement.targets) deleteTarget(machine, frame, target);
      return 'normal';
    case 'assert':
      evaluate(machine, frame, statement.test);
      return 'normal';
    case 'break':
    case 'continue':
      return statement.kind;
    case 'import':
      for (const name of statement.names) importModule(machine, frame, name.name, name.alias);
      return 'normal';
    case 'importFrom':
      importFrom(machine, frame, statement);
      return 'normal';
    case 'if':
      return runIf(machine, frame, statement);
    case 'for':
      return runFor(machine, frame, statement);
    case 'while':
      return runWhile(machine, frame, statement);
    case 'try':
      return runTry(machine, frame, statement);
    case 'with':
      return runWith(machine, frame, statement);
    case 'function':
      defineFunction(machine, frame, statement);
      return 'normal';
    case 'class':
      defineClass(machine, frame, statement);
      return 'normal';
    case 'match':
      return runMatch(machine, frame, statement);
    case 'global':
    case 'nonlocal':
      for (const name of statement.names) declareOuter(frame, name, statement.kind === 'global');
      return 'normal';
    default:
      return 'normal';
  }
}

const exits = new Set(['sys.exit', 'exit', 'quit', 'os._exit', 'os.abort']);
const isExit = (value: Value): boolean => value.kind === 'instance' && exits.has(value.callee);

function runAssign(machine: Machine, frame: Frame, statement: Extract<Statement, { kind: 'assign' }>): void {
  if (!statement.value) {
    if (statement.annotation && frame.scope.kind === 'class' && statement.targets[0]?.kind === 'name')
      frame.owner?.fields.push({ name: statement.targets[0].name, annotation: statement.annotation, place: placeOf(frame.unit, statement) });
    return;
  }
  const value = evaluate(machine, frame, statement.value);
  for (const target of statement.targets) {
    assign(machine, frame, target, value);
    if (statement.annotation && frame.scope.kind === 'class' && target.kind === 'name')
      frame.owner?.fields.push({ name: target.name, annotation: statement.annotation, place: placeOf(frame.unit, statement.value), default: value });
  }
}

function declareOuter(frame: Frame, name: string, global: boolean): void {
  let scope = global ? frame.scope.module.scope : frame.scope.parent;
  while (!global && scope?.parent && !scope.variables.has(name)) scope = scope.parent;
  if (scope) frame.scope.outer?.set(name, scope);
}

function runIf(machine: Machine, frame: Frame, statement: IfStatement, from = 0): Completion {
  for (let index = from; index < statement.branches.length; index++) {
    const { test, body } = statement.branches[index]!;
    const value = evaluate(machine, frame, test);
    const holds = truth(value);
    if (holds === true) {
      if (lacksData(machine, frame, test, body)) continue;
      const completion = runBlock(machine, frame, body);
      // A check that refuses the defaults (`if not args.model: raise`) asks for an argument; the run that is given it goes on.
      return completion === 'raise' && body.at(-1)?.kind === 'raise' ? 'normal' : completion;
    }
    if (holds === undefined) {
      return branch(machine, value, [() => runBlock(machine, frame, body), () => machine.nested(() => runIf(machine, frame, statement, index + 1), 'normal')]);
    }
  }
  const completion = runBlock(machine, frame, statement.otherwise);
  // Nothing was given of what one of the conditions asks for: the run that goes on took one of them.
  if (completion === 'raise' && statement.otherwise.some((one) => one.kind === 'raise') && from === 0)
    return runBlock(machine, frame, statement.branches.at(-1)!.body);
  return completion;
}

function runTry(machine: Machine, frame: Frame, statement: TryStatement): Completion {
  let completion = runBlock(machine, frame, statement.body);
  if (completion === 'raise') {
    const handler = statement.handlers[0];
    if (handler) {
      if (handler.name) machine.trail.set(frame.scope.variables, handler.name, unknown('run-time', undefined, handler.name));
      completion = runBlock(machine, frame, handler.body);
    }
  } else if (completion === 'normal') {
    for (const handler of statement.handlers) orNumbers(machine, frame, handler.body);
    completion = runBlock(machine, frame, statement.otherwise);
  }
  const final = runBlock(machine, frame, statement.final);
  return final === 'normal' ? completion : final;
}

/** Where what was tried may fail (`start_epoch = torch.load(path)['epoch']`), a name may as well hold the number that a handler gives it. */
function orNumbers(machine: Machine, frame: Frame, handler: readonly Statement[]): void {
  for (const statement of handler) {
    const target = statement.kind === 'assign' ? statement.targets[0] : undefined;
    if (statement.kind !== 'assign' || statement.value?.kind !== 'constant' || typeof statement.value.value !== 'number' || target?.kind !== 'name') continue;
    const scope = frame.scope.outer?.get(target.name) ?? frame.scope;
    const tried = scope.variables.get(target.name);
    if (tried?.kind === 'unknown' || tried?.kind === 'instance')
      machine.trail.set(scope.variables, target.name, choice([tried, evaluate(machine, frame, statement.value)]));
  }
}

function runWith(machine: Machine, frame: Frame, statement: WithStatement): Completion {
  const outer = machine.context;
  for (const item of statement.items) {
    const value = evaluate(machine, frame, item.context);
    machine.context = { value, place: placeOf(frame.unit, item.context), outer: machine.context };
    machine.listener.entered?.(
      value,
      { place: placeOf(frame.unit, item.context), loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit },
      machine,
    );
    if (item.target) assign(machine, frame, item.target, entered(machine, frame, value, item.context));
  }
  const completion = runBlock(machine, frame, statement.body);
  machine.context = outer;
  return completion;
}

/** What `as` binds: a workspace object's `__enter__` decides, a library's object stands for itself. */
function entered(machine: Machine, frame: Frame, value: Value, context: Expression): Value {
  // A generator under `contextmanager` gives what it yields.
  if (value.kind === 'sequence' && value.type === 'generator') return value.items[0] ?? known(null);
  if (value.kind !== 'instance' || !value.classTarget) return value;
  return callMethod(machine, frame, value, '__enter__', placeOf(frame.unit, context)) ?? value;
}
