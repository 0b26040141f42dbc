// Comparison and membership of values; what isn't known gives an unknown that remembers its inputs, and whether it is a limit on a counter.
import type { Span } from '../../../model/source';
import type { Place } from '../../languages/python/positions';
import type { Machine } from '../machine';
import { isKnown, known, knownNumber, knownString, sameValue, unknown, type Value } from '../values';
import { isMember } from '../classes/enumerations';
import { isObject } from './truth';

const opposites: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==' };

export function compare(machine: Machine, operator: string, left: Value, right: Value, span?: Span): Value {
  const answer = certainly(operator, left, right);
  if (answer !== undefined) return known(answer, span, 'derived', [left, right]);
  const result = unknown('run-time', span, undefined, [left, right]);
  const every = machine.periods.get(left);
  if (every && (operator === '==' || operator === '<' || operator === 'is')) machine.periods.set(result, every);
  const counter = left.kind === 'unknown' && left.counterFrom ? left : right.kind === 'unknown' && right.counterFrom ? right : undefined;
  const facing = counter === left ? operator : (opposites[operator] ?? '');
  if (counter && ['<', '>', '<=', '>=', '=='].includes(facing)) {
    const limit = counter === left ? right : left;
    machine.limits.set(result, {
      limit,
      counter: counter.detail ?? '',
      inclusive: facing === '<=' || facing === '>',
      place: span as Place,
      from: counter.counterFrom,
    });
  }
  return result;
}

/** Whether the comparison surely holds or surely doesn't. */
function certainly(operator: string, left: Value, right: Value): boolean | undefined {
  if (operator === 'is' || operator === 'is not' || operator === '==' || operator === '!=') {
    const same = isSame(left, right);
    return same === undefined ? undefined : operator === 'is' || operator === '==' ? same : !same;
  }
  if (operator === 'in' || operator === 'not in') {
    const inside = contains(right, left);
    return inside === undefined ? undefined : operator === 'in' ? inside : !inside;
  }
  if (!isKnown(left) || !isKnown(right) || left.value === null || right.value === null || typeof left.value !== typeof right.value) return undefined;
  const [a, b] = [left.value, right.value];
  return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : operator === '>=' ? a >= b : undefined;
}

/** Whether two values are equal; undefined where that isn't known. */
export function isSame(left: Value, right: Value): boolean | undefined {
  if (isKnown(left) && isKnown(right))
    return Number.isFinite(left.value) && Number.isFinite(right.value) ? Number(left.value) === Number(right.value) : left.value === right.value;
  const [none, other] = isKnown(left) && left.value === null ? [left, right] : [right, left];
  if (isKnown(none) && none.value === null) {
    if (other.kind === 'sequence' || other.kind === 'mapping' || other.kind === 'reference' || isObject(other)) return false;
    // An argument without a default has to be given.
    if (other.kind === 'unknown' && other.reason === 'required-argument') return false;
    if (other.kind === 'choice') {
      const answers = new Set(other.options.map((option) => isSame(option, none)));
      return answers.size === 1 ? [...answers][0] : undefined;
    }
    return undefined;
  }
  if (isMember(left) && isMember(right) && left.kind !== right.kind) return false;
  if (left.kind === 'reference' && right.kind === 'reference') return left.target || right.target ? left.target === right.target : left.name === right.name;
  if (left.kind === 'sequence' && right.kind === 'sequence' && left.complete && right.complete) {
    if (left.items.length !== right.items.length) return false;
    const answers = left.items.map((item, index) => isSame(item, right.items[index]!));
    return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
  }
  // a width and a kernel size in a tuple are no 'M'
  if ((isList(left) && isText(right)) || (isText(left) && isList(right))) return false;
  return left.kind === 'instance' && sameValue(left, right) ? true : undefined;
}

const isList = (value: Value): boolean => value.kind === 'sequence' || value.kind === 'mapping';
const isText = (value: Value): boolean => knownString(value) !== undefined;

function contains(container: Value, item: Value): boolean | undefined {
  if (container.kind === 'sequence') {
    const answers = container.items.map((part) => isSame(part, item));
    return answers.includes(true) ? true : answers.includes(undefined) || !container.complete ? undefined : false;
  }
  const text = knownString(item);
  if (container.kind === 'mapping') return text === undefined ? undefined : container.entries.has(text) ? true : container.complete ? false : undefined;
  const whole = knownString(container);
  if (whole !== undefined && text !== undefined) return whole.includes(text);
  if (container.kind === 'reference' && container.name === 'os.environ') return false;
  const number = knownNumber(item);
  if (container.kind === 'instance' && container.callee === 'range' && !container.role && number !== undefined) {
    const [first, second] = container.call.positional.map(knownNumber);
    const [from, to] = container.call.positional.length === 1 ? [0, first] : [first, second];
    return container.call.positional.length > 2 || from === undefined || to === undefined
      ? undefined
      : Number.isInteger(number) && number >= from && number < to;
  }
  if (container.kind === 'instance' && text !== undefined && container.callee === 'argparse.Namespace') return container.attributes.has(text);
  return undefined;
}
