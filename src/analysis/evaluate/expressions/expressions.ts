// Evaluates expressions.
import type { CallExpression, Expression } from '../../languages/python/syntax/expressions';
import { assign } from '../statements/assignment';
import { getAttribute } from './attributes';
import { ArgumentPlaces } from '../calls/argumentPlaces';
import { callValue } from '../calls/calls';
import { evaluateComprehension } from './comprehensions';
import { evaluateDictionary, evaluateFormat, evaluateSequence } from './literals';
import { iterationOf } from '../statements/iteration';
import { placeOf, type Machine } from '../machine';
import { reference, type Frame, type Scope } from '../state/targets';
import { fromStar } from '../modules/imports';
import { builtinNames } from '../modules/names';
import { binaryOperation, longestList, unaryOperation } from './operators';
import { compare } from './comparison';
import { getItem, getSlice } from './subscripts';
import { truth } from './truth';
import { anyKey, choice, emptyArguments, known, optionsOf, unknown, type CallArguments, type Value } from '../values';

export function evaluate(machine: Machine, frame: Frame, expression: Expression): Value {
  // Goes in and out by hand: this is where most of the time is spent.
  if (!machine.step() || !machine.enter()) return machine.gaveUp();
  const value = evaluateHere(machine, frame, expression);
  machine.leave();
  return value;
}

function evaluateHere(machine: Machine, frame: Frame, expression: Expression): Value {
  switch (expression.kind) {
    case 'constant':
      return { kind: 'known', value: expression.value, span: placeOf(frame.unit, expression), origin: 'literal', written: true };
    case 'name':
      return lookUp(frame, expression.name) ?? unknown('run-time', placeOf(frame.unit, expression), expression.name);
    case 'attribute':
      return getAttribute(machine, frame, evaluate(machine, frame, expression.object), expression.name, placeOf(frame.unit, expression));
    case 'call':
      return evaluateCall(machine, frame, expression);
    case 'subscript': {
      const object = evaluate(machine, frame, expression.object);
      const place = placeOf(frame.unit, expression);
      if (expression.index.kind !== 'slice') return getItem(machine, frame, object, evaluate(machine, frame, expression.index), place);
      const { lower, upper, step } = expression.index;
      const bound = (part: Expression | undefined): Value | undefined => part && evaluate(machine, frame, part);
      return getSlice(machine, object, bound(lower), bound(upper), bound(step), place);
    }
    case 'binary':
      return binaryOperation(
        machine,
        expression.operator,
        evaluate(machine, frame, expression.left),
        evaluate(machine, frame, expression.right),
        placeOf(frame.unit, expression),
      );
    case 'compare':
      return compare(
        machine,
        expression.operator,
        evaluate(machine, frame, expression.left),
        evaluate(machine, frame, expression.right),
        placeOf(frame.unit, expression),
      );
    case 'unary':
      return unaryOperation(machine, expression.operator, evaluate(machine, frame, expression.operand), placeOf(frame.unit, expression));
    case 'logical':
      return evaluateLogical(machine, frame, expression.operator, expression.left, expression.right, expression);
    case 'conditional': {
      const answer = truth(evaluate(machine, frame, expression.test));
      if (answer !== undefined) return evaluate(machine, frame, answer ? expression.body : expression.otherwise);
      return choice([evaluate(machine, frame, expression.body), evaluate(machine, frame, expression.otherwise)]);
    }
    case 'formatString':
      return evaluateFormat(machine, frame, expression);
    case 'sequence':
      return evaluateSequence(machine, frame, expression);
    case 'dictionary':
      return evaluateDictionary(machine, frame, expression);
    case 'comprehension':
      return evaluateComprehension(machine, frame, expression);
    case 'lambda': {
      const defaults = new Map<string, Value>();
      for (const parameter of expression.parameters) if (parameter.default) defaults.set(parameter.name, evaluate(machine, frame, parameter.default));
      // Names of a class body are not seen from functions in it.
      const closure = frame.scope.kind === 'class' ? frame.scope.parent! : frame.scope;
      return reference(
        '<lambda>',
        { type: 'function', name: '<lambda>', node: expression, unit: frame.unit, closure, defaults, decorators: [], called: true },
        placeOf(frame.unit, expression),
      );
    }
    case 'walrus': {
      const value = evaluate(machine, frame, expression.value);
      assign(machine, frame, expression.target, value);
      return value;
    }
    case 'starred':
    case 'await':
      return evaluate(machine, frame, expression.value);
    case 'yield': {
      const value = expression.value ? evaluate(machine, frame, expression.value) : known(null);
      noteYield(machine, frame, value, expression.delegates);
      return unknown('run-time');
    }
    case 'slice': {
      const bounds = [expression.lower, expression.upper, expression.step].map((bound) => (bound ? evaluate(machine, frame, bound) : known(null)));
      return unknown('run-time', placeOf(frame.unit, expression), undefined, bounds);
    }
    case 'opaque':
      return unknown('run-time', placeOf(frame.unit, expression));
  }
}

function noteYield(machine: Machine, frame: Frame, value: Value, delegates: boolean): void {
  if (!frame.yielded) return;
  const walked = delegates ? iterationOf(machine, frame, value) : undefined;
  frame.yielded.push(...(walked ? (walked.items ?? [walked.element]) : [value]));
  if (machine.trail.isTentative || (walked && !walked.items) || frame.yielded.length > longestList) frame.yieldsMore = true;
  for (let loop = machine.loop; loop && loop.function === frame.function; loop = loop.outer) if (!loop.unrolled) frame.yieldsMore = true;
}

/** A name in the scopes, the library modules imported by `*`, or the builtins. */
export function lookUp(frame: Frame, name: string): Value | undefined {
  let scope: Scope | undefined = frame.scope.outer?.get(name) ?? frame.scope;
  for (; scope; scope = scope.parent) {
    const value = scope.variables.get(name);
    if (value) return value;
  }
  if (builtinNames.has(name)) return reference(name);
  return fromStar(frame.scope.module.starImports, name);
}

function evaluateLogical(
  machine: Machine,
  frame: Frame,
  operator: 'and' | 'or',
  leftExpression: Expression,
  rightExpression: Expression,
  node: Expression,
): Value {
  const left = evaluate(machine, frame, leftExpression);
  const answer = truth(left);
  if (answer !== undefined) return answer === (operator === 'or') ? left : evaluate(machine, frame, rightExpression);
  const right = evaluate(machine, frame, rightExpression);
  const rightAnswer = truth(right);
  const place = placeOf(frame.unit, node);
  if (operator === 'and' && rightAnswer === false && right.kind === 'known' && typeof right.value === 'boolean')
    return known(false, place, 'derived', [left, right]);
  if (operator === 'or' && rightAnswer === true && right.kind === 'known' && typeof right.value === 'boolean')
    return known(true, place, 'derived', [left, right]);
  const every = machine.periods.get(left) ?? machine.periods.get(right);
  const limit = machine.limits.get(left) ?? machine.limits.get(right);
  if (!every && !limit && left.kind !== 'unknown') return choice([left, right]);
  // `given or fallback` of something unknown is one of two; what it decides is unknown all the same.
  const result: Value =
    !every && !limit && operator === 'or' && right.kind !== 'unknown'
      ? { kind: 'choice', options: [left, ...optionsOf(right)], origin: 'derived', span: place }
      : unknown('run-time', place, undefined, [left, right]);
  if (every) machine.periods.set(result, every);
  if (limit) machine.limits.set(result, limit);
  return result;
}

function evaluateCall(machine: Machine, frame: Frame, expression: CallExpression): Value {
  const callee = evaluate(machine, frame, expression.callee);
  const call = evaluateArguments(machine, frame, expression);
  return callValue(machine, frame, callee, call, placeOf(frame.unit, expression), placeOf(frame.unit, { from: expression.open, to: expression.close }));
}

export function evaluateArguments(machine: Machine, frame: Frame, expression: { readonly arguments: CallExpression['arguments'] }): CallArguments {
  const written = expression.arguments;
  if (written.length === 0) return emptyArguments;
  const positional: Value[] = [];
  let keywords: Map<string, Value> | undefined;
  const keyword = (name: string, value: Value): void => void (keywords ??= new Map()).set(name, value);
  const spread: Value[] = [];
  const spreadLengths: number[] = [];
  let complete = true;
  for (const argument of written) {
    const value = evaluate(machine, frame, argument.value);
    if (argument.name !== undefined) keyword(argument.name, value);
    else if (argument.star === 2) {
      if (value.kind === 'mapping') {
        for (const [name, part] of value.entries) if (name !== anyKey) keyword(name, part);
      } else if (value.kind === 'instance' && value.callee === 'argparse.Namespace') for (const [name, part] of value.attributes) keyword(name, part);
      if (value.kind !== 'mapping' || !value.complete) complete = false;
    } else if (argument.star === 1) {
      const { items } = iterationOf(machine, frame, value);
      spreadLengths.push(items?.length ?? 0);
      if (items) positional.push(...items);
      else {
        complete = false;
        spread.push(value);
      }
    } else positional.push(value);
  }
  const places = new ArgumentPlaces(frame.unit, written, spreadLengths);
  const call: CallArguments = { positional, keywords: keywords ?? emptyArguments.keywords, complete, places };
  return spread.length > 0 ? { ...call, spread } : call;
}
