// Runs `match`: constants decide, what a pattern takes apart is bound to its names, and the rest is unknown.
import type { MatchStatement, Pattern } from '../../languages/python/syntax/statements';
import { branch } from './branches';
import { evaluate } from '../expressions/expressions';
import type { Completion, Machine } from '../machine';
import type { Frame } from '../state/targets';
import { isSame } from '../expressions/comparison';
import { runBlock } from './statements';
import { truth } from '../expressions/truth';
import { known, mapping, sequence, unknown, type Value } from '../values';

export function runMatch(machine: Machine, frame: Frame, statement: MatchStatement): Completion {
  return runClauses(machine, frame, statement, evaluate(machine, frame, statement.subject), 0);
}

function runClauses(machine: Machine, frame: Frame, statement: MatchStatement, subject: Value, from: number): Completion {
  for (let index = from; index < statement.clauses.length; index++) {
    const { pattern, guard, body } = statement.clauses[index]!;
    const bound = new Map<string, Value>();
    let holds = matches(machine, frame, subject, pattern, bound);
    if (holds === false) continue;
    for (const [name, value] of bound) machine.trail.set(frame.scope.variables, name, value);
    if (guard) {
      const answer = truth(evaluate(machine, frame, guard));
      if (answer === false) continue;
      if (answer === undefined) holds = undefined;
    }
    if (holds) return runBlock(machine, frame, body);
    return branch(machine, subject, [
      () => runBlock(machine, frame, body),
      () => machine.nested<Completion>(() => runClauses(machine, frame, statement, subject, index + 1), 'normal'),
    ]);
  }
  return 'normal';
}

/** Whether the subject fits; `bound` gets what the pattern's names take. */
function matches(machine: Machine, frame: Frame, subject: Value, pattern: Pattern, bound: Map<string, Value>): boolean | undefined {
  const inside = (value: Value, part: Pattern): boolean | undefined => matches(machine, frame, value, part, bound);
  switch (pattern.kind) {
    case 'literal':
      return isSame(subject, known(pattern.value));
    case 'value':
      return isSame(subject, evaluate(machine, frame, pattern.value));
    case 'capture':
      if (pattern.name !== '_') bound.set(pattern.name, subject);
      return true;
    case 'or':
      return either(pattern.options.map((option) => inside(subject, option)));
    case 'as':
      bound.set(pattern.name, subject);
      return inside(subject, pattern.pattern);
    case 'sequence':
      return inSequence(subject, pattern.items, bound, inside);
    case 'mapping': {
      if (subject.kind !== 'mapping') return subject.kind === 'known' || subject.kind === 'sequence' ? false : unknownParts(pattern, bound);
      const answers = pattern.entries.map(({ key, pattern: part }) => {
        const value = subject.entries.get(key);
        return value ? inside(value, part) : subject.complete ? false : unknownParts(part, bound);
      });
      const taken = new Set(pattern.entries.map(({ key }) => key));
      if (pattern.rest) bound.set(pattern.rest, mapping(new Map([...subject.entries].filter(([key]) => !taken.has(key))), subject.span, subject.complete));
      return all(answers);
    }
    default:
      return unknownParts(pattern, bound);
  }
}

function inSequence(
  subject: Value,
  items: readonly Pattern[],
  bound: Map<string, Value>,
  inside: (value: Value, part: Pattern) => boolean | undefined,
): boolean | undefined {
  if (subject.kind === 'known' || subject.kind === 'mapping') return false;
  if (subject.kind !== 'sequence' || !subject.complete) {
    for (const item of items) unknownParts(item, bound);
    return undefined;
  }
  const star = items.findIndex((item) => item.kind === 'star');
  const extra = subject.items.length - items.length;
  if (star < 0 ? extra !== 0 : extra < -1) return false;
  const answers = items.map((item, index) => {
    if (item.kind === 'star') {
      if (item.name) bound.set(item.name, sequence(subject.items.slice(star, star + extra + 1), subject.span));
      return true;
    }
    return inside(subject.items[star >= 0 && index > star ? index + extra : index]!, item);
  });
  return all(answers);
}

/** What a pattern would bind if it fitted something that isn't known. */
function unknownParts(pattern: Pattern, bound: Map<string, Value>): undefined {
  if ((pattern.kind === 'capture' || pattern.kind === 'star') && pattern.name && pattern.name !== '_')
    bound.set(pattern.name, unknown('run-time', undefined, pattern.name));
  else if (pattern.kind === 'sequence') for (const item of pattern.items) unknownParts(item, bound);
  else if (pattern.kind === 'mapping') for (const entry of pattern.entries) unknownParts(entry.pattern, bound);
  else if (pattern.kind === 'or') for (const option of pattern.options) unknownParts(option, bound);
  else if (pattern.kind === 'as') unknownParts(pattern.pattern, bound);
  return undefined;
}

const all = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
const either = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
