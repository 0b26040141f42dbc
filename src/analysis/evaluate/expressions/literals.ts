// Evaluates formatted texts, lists, tuples, sets and dictionaries.
import type { Expression } from '../../languages/python/syntax/expressions';
import { placeOf, type Machine } from '../machine';
import type { Frame } from '../state/targets';
import { iterationOf } from '../statements/iteration';
import { known, mapping, sameValue, sequence, unknown, type Value } from '../values';
import { comprehensionLimit } from './comprehensions';
import { evaluate } from './expressions';
import { formatValue } from './formatting';
import { longestList } from './operators';
import { itemKey } from './subscripts';

export function evaluateFormat(machine: Machine, frame: Frame, expression: Extract<Expression, { kind: 'formatString' }>): Value {
  const place = placeOf(frame.unit, expression);
  const inputs: Value[] = [];
  let text = '';
  let missing: Value | undefined;
  for (const part of expression.parts) {
    if (typeof part === 'string') text += part;
    else {
      const value = evaluate(machine, frame, part.value);
      inputs.push(value);
      const written = formatValue(value, part.specification, part.conversion);
      if (written === undefined) missing ??= value;
      else text += written;
    }
  }
  if (missing) return unknown(missing.kind === 'unknown' ? missing.reason : 'run-time', place, missing.kind === 'unknown' ? missing.detail : undefined, inputs);
  return known(text, place, inputs.length > 0 ? 'derived' : 'literal', inputs.length > 0 ? inputs : undefined);
}

export function evaluateSequence(machine: Machine, frame: Frame, expression: Extract<Expression, { kind: 'sequence' }>): Value {
  const items: Value[] = [];
  let complete = true;
  for (const item of expression.items) {
    const value = evaluate(machine, frame, item);
    if (item.kind !== 'starred') items.push(value);
    else if (items.length > longestList) complete = false;
    else if (value.kind === 'sequence') {
      items.push(...value.items);
      complete &&= value.complete;
    } else {
      const walked = iterationOf(machine, frame, value);
      if (walked.items) items.push(...walked.items);
      else complete = false;
    }
  }
  const distinct =
    expression.type === 'set' && items.length <= comprehensionLimit
      ? items.filter((item, index) => !items.slice(0, index).some((other) => sameValue(item, other)))
      : items;
  return sequence(distinct, placeOf(frame.unit, expression), expression.type, complete);
}

export function evaluateDictionary(machine: Machine, frame: Frame, expression: Extract<Expression, { kind: 'dictionary' }>): Value {
  const entries = new Map<string, Value>();
  let complete = true;
  for (const { key, value } of expression.entries) {
    const entry = evaluate(machine, frame, value);
    if (!key) {
      if (entry.kind === 'mapping') for (const [name, part] of entry.entries) entries.set(name, part);
      if (entry.kind !== 'mapping' || !entry.complete) complete = false;
      continue;
    }
    const name = itemKey(evaluate(machine, frame, key));
    if (name === undefined) complete = false;
    else entries.set(name, entry);
  }
  return mapping(entries, placeOf(frame.unit, expression), complete);
}
