// Arithmetic on values; what isn't known gives an unknown that remembers its inputs.
import type { Span } from '../../../model/source';
import { makeInstance, type Machine } from '../machine';
import { Place } from '../../languages/python/positions';
import { formatPercent } from './formatting';
import { truth } from './truth';
import {
  isKnown,
  known,
  knownNumber,
  knownString,
  mapping,
  optionsOf,
  sameValue,
  sequence,
  unknown,
  choice,
  type Known,
  type Sequence,
  type Value,
} from '../values';

/** Longer lists are cut and said to be incomplete. */
export const longestList = 4000;
/** Strings that repetition would make longer than this stay unknown. */
const longestResult = 100_000;
/** Lists that repetition would make longer than this are not spelt out. */
const longestRepetition = 1000;

export function binaryOperation(machine: Machine, operator: string, left: Value, right: Value, span?: Span): Value {
  if (operator === '%' && knownString(left) !== undefined && right.kind !== 'choice') return percent(left as Known, right, span);
  if (isKnown(left) && isKnown(right)) return onConstants(operator, left, right, span);
  if (left.kind === 'choice' || right.kind === 'choice') {
    const pairs = optionsOf(left).flatMap((a) => optionsOf(right).map((b) => [a, b] as const));
    return pairs.length <= 16 ? choice(pairs.map(([a, b]) => binaryOperation(machine, operator, a, b, span))) : unknown('run-time', span);
  }
  if (left.kind === 'sequence' && right.kind === 'sequence' && operator === '+') {
    const fits = left.items.length + right.items.length <= longestList;
    return sequence(fits ? [...left.items, ...right.items] : left.items, span, left.type, fits && left.complete && right.complete);
  }
  if (left.kind === 'mapping' && right.kind === 'mapping' && operator === '|')
    return mapping(new Map([...left.entries, ...right.entries]), span, left.complete && right.complete);
  if (operator === '*' && (left.kind === 'sequence' || right.kind === 'sequence')) {
    const [list, factor] = left.kind === 'sequence' ? [left, right] : [right as Sequence, left];
    const times = knownNumber(factor);
    if (times !== undefined && times * list.items.length < longestRepetition)
      return sequence(Array.from({ length: Math.max(0, times) }, () => list.items).flat(), span, list.type, list.complete);
  }
  const rest = operator === '-' ? otherTerm(left, right) : undefined;
  if (rest) return rest;
  if (left.kind === 'instance' || right.kind === 'instance') {
    const path = pathJoin(operator, left, right, span);
    if (path) return path;
    const receiver = left.kind === 'instance' ? left : right;
    return makeInstance(machine, `operator${operator}`, { positional: [left, right], keywords: new Map(), complete: true }, span as Place | undefined, {
      role: 'operator',
      receiver,
    });
  }
  const cofactor = operator === '/' || operator === '//' ? cofactorOf(left, right) : undefined;
  if (cofactor) return cofactor;
  const doubtful = [left, right].find((part) => part.kind === 'unknown');
  let result = unknown(doubtful?.kind === 'unknown' ? doubtful.reason : 'run-time', span, doubtful?.kind === 'unknown' ? doubtful.detail : undefined, [
    left,
    right,
  ]);
  if (operator === '%' && doubtful === left) machine.periods.set(result, right);
  if (operator === '*') return { ...result, factors: [left, right] };
  if (operator === '+') result = { ...result, terms: [left, right] };
  // A counter plus a constant is still that counter: `step + 1 >= limit`.
  if ((operator === '+' || operator === '-') && left.kind === 'unknown' && left.counterFrom && isKnown(right))
    return { ...result, counterFrom: binaryOperation(machine, operator, left.counterFrom, right), detail: left.detail };
  return result;
}

/** `(epochs * steps) / steps` are the epochs, however many steps there are. */
function cofactorOf(product: Value, divisor: Value): Value | undefined {
  if (product.kind !== 'unknown' || !product.factors || divisor.kind !== 'unknown') return undefined;
  const [first, second] = product.factors;
  if (sameValue(second, divisor)) return first;
  return sameValue(first, divisor) ? second : undefined;
}

/** `(epochs + start) - start` are the epochs, wherever they start. */
function otherTerm(sum: Value, part: Value): Value | undefined {
  const isSum = sum.kind === 'instance' && sum.role === 'operator' && sum.callee === 'operator+';
  const [first, second] = isSum ? sum.call.positional : sum.kind === 'unknown' ? (sum.terms ?? []) : [];
  if (second && sameValue(second, part)) return first;
  return first && sameValue(first, part) ? second : undefined;
}

/** `Path(a) / "b"`: paths are kept as their text. */
const pathJoin = (operator: string, left: Value, right: Value, span?: Span): Value | undefined => {
  if (operator !== '/' || (left.kind !== 'instance' && right.kind !== 'instance')) return undefined;
  const callee = left.kind === 'instance' ? left.callee : '';
  return callee.startsWith('pathlib.') ? unknown('run-time', span, undefined, [left, right]) : undefined;
};

function onConstants(operator: string, left: Known, right: Known, span?: Span): Value {
  const result = compute(operator, left.value, right.value);
  if (result === undefined) return unknown('run-time', span, undefined, [left, right]);
  // Arithmetic on literals alone (`5 * 10**-5`) is as good as a literal.
  const literal = isWrittenIn(left, span) && isWrittenIn(right, span);
  return {
    kind: 'known',
    value: result,
    span,
    origin: literal ? 'literal' : 'derived',
    inputs: literal ? undefined : [left, right],
    written: literal || undefined,
  };
}

/** Whether a constant stands inside the expression itself rather than behind a name. */
const isWrittenIn = (value: Known, span: Span | undefined): boolean =>
  value.written === true &&
  value.origin === 'literal' &&
  value.span instanceof Place &&
  span instanceof Place &&
  value.span.unit === span.unit &&
  value.span.from >= span.from &&
  value.span.to <= span.to;

type Scalar = Known['value'];

function compute(operator: string, left: Scalar, right: Scalar): Scalar | undefined {
  if (typeof left === 'string') {
    if (operator === '+' && typeof right === 'string' && left.length + right.length < longestResult) return left + right;
    if (operator === '/' && typeof right === 'string') return joinPath(left, right);
    if (operator === '*' && typeof right === 'number' && right * left.length < longestResult) return left.repeat(Math.max(0, Math.floor(right)));
    return undefined;
  }
  if (typeof left === 'boolean') left = Number(left);
  if (typeof right === 'boolean') right = Number(right);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const value = arithmetic(operator, left, right);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '//':
      return right === 0 ? undefined : Math.floor(left / right);
    case '%':
      return right === 0 ? undefined : left - right * Math.floor(left / right);
    case '**':
      return left ** right;
    case '<<':
      return right < 50 ? left * 2 ** right : undefined;
    case '>>':
      return Math.floor(left / 2 ** right);
    case '|':
      return left | right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    default:
      return undefined;
  }
}

const joinPath = (left: string, right: string): string =>
  right.startsWith('/') ? right : left === '' || left.endsWith('/') ? left + right : `${left}/${right}`;

/** `"%s-%d" % (name, n)` */
function percent(template: Known, values: Value, span?: Span): Value {
  const text = formatPercent(template.value as string, values);
  const inputs = [template, ...(values.kind === 'sequence' ? values.items : [values])];
  if (text !== undefined) return known(text, span, 'derived', inputs);
  const open = inputs.find((part) => part.kind === 'unknown');
  return unknown(open?.kind === 'unknown' ? open.reason : 'run-time', span, open?.kind === 'unknown' ? open.detail : undefined, inputs);
}

export function unaryOperation(machine: Machine, operator: string, operand: Value, span?: Span): Value {
  if (operator === 'not') {
    const answer = truth(operand);
    if (answer !== undefined) return known(!answer, span, 'derived', [operand]);
    const result = unknown('run-time', span, undefined, [operand]);
    // `not step % n` holds every n steps.
    const every = machine.periods.get(operand);
    if (every) machine.periods.set(result, every);
    return result;
  }
  if (isKnown(operand)) {
    const number = knownNumber(operand);
    const value = number === undefined ? undefined : operator === '-' ? -number : operator === '+' ? number : ~number;
    return value === undefined ? unknown('run-time', span) : { ...operand, value, span };
  }
  return operand.kind === 'instance' ? operand : unknown('run-time', span, undefined, [operand]);
}
