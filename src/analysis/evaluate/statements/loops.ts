// Runs loops: small ones over configurations are unrolled, the rest is entered once with what its head says about how often it goes round.
import type { Expression } from '../../languages/python/syntax/expressions';
import type { ForStatement, Statement, WhileStatement } from '../../languages/python/syntax/statements';
import { Place } from '../../languages/python/positions';
import { assign } from './assignment';
import { evaluate } from '../expressions/expressions';
import { isConstructing, iterationOf } from './iteration';
import { onlyComputes } from './onlyComputes';
import type { Completion, Machine } from '../machine';
import type { Frame } from '../state/targets';
import type { Loop } from '../state/events';
import { runBlock } from './statements';
import { truth } from '../expressions/truth';
import { unknown, type Value } from '../values';
import { withoutGradients } from '../calls/withoutGradients';

/** More items than this are not gone through one by one. */
const unrollLimit = 40;
/** A constructor's loop makes layers, of which deep networks have more. */
const layersLimit = 160;
/** Items that are looked at after the one that a training was found with, and the steps that all together may take. */
const mostOthers = 4;
const othersSteps = 40_000;
/** Loops over these train the same again. */
const repetition = /seed|fold|split|trial|repe|^(run|r|i|j|k|n|_)$/i;
const trainingNames = /^(epochs?|ep|e|i_epoch|epoch_\w+|\w+_epoch|iters?|iterations?|it|n_iter|i_iter|\w*_step|steps?|global_step|batch\w*)$/i;

export function runFor(machine: Machine, frame: Frame, statement: ForStatement): Completion {
  const iteration = iterationOf(machine, frame, evaluate(machine, frame, statement.iterable));
  const counters = countersIn(statement.body);
  const loop = enter(machine, frame, statement, iteration.base, counters);
  loop.trips = iteration.trips;
  const items = iteration.items;
  const constructs = frame.function?.name === '__init__';
  const longest = constructs || machine.measure || isConstructing(machine) ? layersLimit : unrollLimit;
  const trainingLoop = !constructs && !machine.measure && statement.target.kind === 'name' && trainingNames.test(statement.target.name) && iteration.counts;
  let completion: Completion = 'normal';
  if (items && items.length <= longest && !trainingLoop && !(iteration.counts && onlyEvaluates(machine))) {
    const stepsBefore = machine.steps;
    loop.unrolled = true;
    for (const item of items) {
      const eventsBefore = machine.trainingEvents;
      assign(machine, frame, statement.target, item);
      completion = runBlock(machine, frame, statement.body);
      if (completion === 'break' || completion === 'return' || completion === 'raise') break;
      if (machine.trainingEvents > eventsBefore) {
        if (machine.listener.trainsAnew?.(loop) && !repetition.test(nameOf(statement))) followOthers(machine, frame, statement, items, item, stepsBefore);
        break;
      }
      if (machine.steps - stepsBefore > 40_000 && item !== items.at(-1)) {
        loop.unrolled = false;
        break;
      }
    }
  } else {
    forgetCounters(machine, frame, counters);
    assign(machine, frame, statement.target, iteration.element);
    completion = runBlock(machine, frame, statement.body);
    if (completion === 'return' && !iteration.items) completion = 'normal';
  }
  machine.loop = loop.outer;
  if (completion === 'return' || completion === 'raise') return completion;
  return completion === 'break' ? 'normal' : runBlock(machine, frame, statement.otherwise);
}

const nameOf = ({ target }: ForStatement): string => (target.kind === 'name' ? target.name : '');

/** After a training was found with one item: others of the same loop may train another model, or at another rate. */
function followOthers(machine: Machine, frame: Frame, statement: ForStatement, items: readonly Value[], found: Value, stepsBefore: number): void {
  const rest = items.slice(items.indexOf(found) + 1);
  const others = rest.length > mostOthers ? [...rest.slice(0, mostOthers - 1), rest.at(-1)!] : rest;
  for (const item of others) {
    if (machine.steps - stepsBefore > othersSteps) return;
    assign(machine, frame, statement.target, item);
    const completion = runBlock(machine, frame, statement.body);
    if (completion === 'break' || completion === 'return' || completion === 'raise') return;
  }
}

/** Where no gradients are kept nothing is built or trained: what goes round there evaluates, the same each time. */
function onlyEvaluates(machine: Machine): boolean {
  for (let context = machine.context; context; context = context.outer)
    if (context.value.kind === 'instance' && withoutGradients.test(context.value.callee)) return true;
  return false;
}

export function runWhile(machine: Machine, frame: Frame, statement: WhileStatement): Completion {
  const counters = countersIn(statement.body);
  const builds = isConstructing(machine) && isCounted(statement.test, counters);
  if ((builds || onlyComputes(statement)) && runThrough(machine, frame, statement, builds ? buildingSteps : computingSteps)) return 'normal';
  const loop = enter(machine, frame, statement, undefined, counters);
  forgetCounters(machine, frame, counters);
  const test = evaluate(machine, frame, statement.test);
  const limit = machine.limits.get(test);
  if (limit) loop.exits.push(limit);
  let completion: Completion = 'normal';
  if (truth(test) !== false) completion = runBlock(machine, frame, statement.body);
  machine.loop = loop.outer;
  return completion === 'return' || completion === 'raise' ? completion : 'normal';
}

/** Whether a condition ends by counting: `while blocks - 1`, `while size < limit`. */
function isCounted(test: Expression, counters: ReadonlySet<string>): boolean {
  if (test.kind === 'binary' || test.kind === 'compare') return isCounted(test.left, counters) || isCounted(test.right, counters);
  return counters.has(dotted(test) ?? '');
}

/** Runs a loop that only computes, or that makes parts, as long as its condition is known. @returns whether it came to its end; if not, nothing has happened. */
function runThrough(machine: Machine, frame: Frame, statement: WhileStatement, mostSteps: number): boolean {
  const start = machine.steps;
  const eventsBefore = machine.trainingEvents;
  let ended = false;
  const { touched } = machine.trail.attempt(() => {
    for (let round = 0; round < unrollLimit && machine.steps - start < mostSteps && machine.trainingEvents === eventsBefore; round++) {
      const holds = truth(evaluate(machine, frame, statement.test));
      if (holds !== true) {
        ended = holds === false;
        return;
      }
      const completion = runBlock(machine, frame, statement.body);
      if (completion === 'break') ended = true;
      if (completion !== 'normal' && completion !== 'continue') return;
    }
  });
  if (ended) machine.trail.join([touched]);
  return ended;
}

/** Steps after which a loop that computes is not followed further. */
const computingSteps = 2_000;
/** … and one that makes layers. */
const buildingSteps = 40_000;

function enter(machine: Machine, frame: Frame, statement: ForStatement | WhileStatement, iterable: Value | undefined, counters: ReadonlySet<string>): Loop {
  const place = new Place(frame.unit, statement.from, statement.headTo);
  const loop: Loop = {
    node: statement,
    place,
    outer: machine.loop,
    iterable,
    exits: [],
    serial: ++machine.serial,
    function: frame.function,
    calledFrom: frame.unit.path === machine.path ? undefined : machine.callInFile,
    counters,
  };
  machine.loop = loop;
  return loop;
}

/** What a loop counts is not known inside it; its value before the loop stays with it. */
function forgetCounters(machine: Machine, frame: Frame, counters: ReadonlySet<string>): void {
  for (const name of counters) {
    const [first, ...path] = name.split('.');
    if (path.length === 0) {
      const scope = frame.scope.outer?.get(name) ?? frame.scope;
      const before = scope.variables.get(name);
      if (before) machine.trail.set(scope.variables, name, counter(name, before));
      continue;
    }
    const object = frame.scope.variables.get(first!);
    const attribute = path.join('.');
    const before = object?.kind === 'instance' ? object.attributes.get(attribute) : undefined;
    if (object?.kind === 'instance' && before) machine.trail.set(object.attributes, attribute, counter(name, before));
  }
}

/** Whether `self.steps += 1` in a method counts the rounds of a loop around the call: the loop is entered once, its later rounds go on counting. */
export function countsRounds(machine: Machine, frame: Frame, target: Expression, before: Value): target is Expression & { kind: 'attribute' } {
  if (target.kind !== 'attribute' || target.object.kind !== 'name' || before.kind !== 'known' || frame.self?.kind !== 'instance') return false;
  const { loop } = machine;
  const object = frame.scope.variables.get(target.object.name);
  return object === frame.self && loop !== undefined && !loop.unrolled && loop.function !== frame.function && !isWithin(machine.madeIn.get(object), loop);
}

function isWithin(inner: Loop | undefined, outer: Loop): boolean {
  for (let loop = inner; loop; loop = loop.outer) if (loop === outer) return true;
  return false;
}

export const counter = (name: string, before: Value): Value =>
  before.kind === 'known' && typeof before.value === 'number'
    ? { ...unknown('run-time', before.span, name), counterFrom: before }
    : before.kind === 'known'
      ? unknown('run-time', before.span, name)
      : before;

const counterCache = new WeakMap<readonly Statement[], ReadonlySet<string>>();

/** Names (and `object.attribute`s) that are added to somewhere in the statements, those of nested functions left out. */
function countersIn(statements: readonly Statement[]): ReadonlySet<string> {
  const cached = counterCache.get(statements);
  if (cached) return cached;
  const names = new Set<string>();
  const pending: (readonly Statement[])[] = [statements];
  while (pending.length > 0) {
    for (const statement of pending.pop()!) {
      if (statement.kind === 'update') addName(names, statement.target);
      else if (
        statement.kind === 'assign' &&
        statement.value?.kind === 'binary' &&
        statement.targets[0] &&
        sameName(statement.targets[0], statement.value.left)
      )
        addName(names, statement.targets[0]);
      else if (statement.kind === 'if') pending.push(statement.otherwise, ...statement.branches.map((part) => part.body));
      else if (statement.kind === 'for' || statement.kind === 'while') pending.push(statement.body, statement.otherwise);
      else if (statement.kind === 'with') pending.push(statement.body);
      else if (statement.kind === 'try')
        pending.push(statement.body, statement.otherwise, statement.final, ...statement.handlers.map((handler) => handler.body));
    }
  }
  counterCache.set(statements, names);
  return names;
}

function addName(names: Set<string>, target: Expression): void {
  const name = dotted(target);
  if (name) names.add(name);
}

const dotted = (target: Expression): string | undefined =>
  target.kind === 'name' ? target.name : target.kind === 'attribute' && target.object.kind === 'name' ? `${target.object.name}.${target.name}` : undefined;

const sameName = (left: Expression, right: Expression): boolean => dotted(left) !== undefined && dotted(left) === dotted(right);
