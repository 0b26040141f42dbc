// Evaluates comprehensions: item by item where the items are known, once for all of them otherwise.
import type { ComprehensionExpression } from '../../languages/python/syntax/expressions';
import { placeOf, type Machine } from '../machine';
import type { Frame, Scope } from '../state/targets';
import { assign } from '../statements/assignment';
import { iterationOf } from '../statements/iteration';
import { anyKey, mapping, sequence, type Value } from '../values';
import { evaluate } from './expressions';
import { itemKey } from './subscripts';
import { truth } from './truth';

/** Comprehensions over more items are not spelt out. */
export const comprehensionLimit = 64;

export function evaluateComprehension(machine: Machine, frame: Frame, expression: ComprehensionExpression): Value {
  const place = placeOf(frame.unit, expression);
  const scope: Scope = { variables: machine.trail.newStore(), parent: frame.scope, module: frame.scope.module, kind: 'function' };
  const inner: Frame = { ...frame, scope };
  const items: Value[] = [];
  const keys: (string | undefined)[] = [];
  let complete = true;
  let walkedOnly: Value | undefined;
  const run = (index: number): void => {
    const clause = expression.clauses[index];
    if (items.length > comprehensionLimit || machine.exhausted) {
      complete = false;
    } else if (!clause) {
      if (expression.key) keys.push(itemKey(evaluate(machine, inner, expression.key)));
      items.push(evaluate(machine, inner, expression.element));
    } else if ('test' in clause) {
      const answer = truth(evaluate(machine, inner, clause.test));
      if (answer === undefined) complete = false;
      if (answer !== false) run(index + 1);
    } else {
      const iterable = evaluate(machine, inner, clause.iterable);
      walkedOnly = iterable;
      const walked = iterationOf(machine, inner, iterable);
      if (!walked.items || walked.items.length > comprehensionLimit) complete = false;
      for (const item of complete && walked.items ? walked.items : [walked.element]) {
        assign(machine, inner, clause.target, item);
        run(index + 1);
      }
    }
  };
  run(0);
  if (expression.type !== 'dict') {
    const made = sequence(items, place, expression.type, complete);
    // one item for each of something whose length isn't known
    return !complete && walkedOnly && expression.clauses.length === 1 ? { ...made, inputs: [walkedOnly] } : made;
  }
  const entries = new Map<string, Value>();
  items.forEach((item, index) => {
    const key = keys[index];
    if (key === undefined) complete = false;
    entries.set(key ?? anyKey, item);
  });
  return mapping(entries, place, complete);
}
