// What a `for` goes through: the items where they are known, one that stands for all, and how many there are.
import { elementOf } from './assignment';
import { callMethod } from '../calls/calls';
import { enumMembers } from '../classes/enumerations';
import { listedParts, listedSteps } from '../libraries/tensorParts';
import { listedEntries, listedModules } from '../libraries/moduleContainers';
import type { Frame } from '../state/targets';
import type { Machine } from '../machine';
import { namedFields } from '../classes/namedTuples';
import { binaryOperation } from '../expressions/operators';
import { known, knownNumber, sequence, unknown, type Instance, type Value } from '../values';

/** Whether an object is being made, whose loops make its parts. */
export const isConstructing = (machine: Machine): boolean => machine.callStack.some((target) => target.name === '__init__');

export interface Iteration {
  readonly items?: readonly Value[];
  readonly element: Value;
  readonly trips?: Value;
  /** what is walked, wrappers like `enumerate` taken off */
  readonly base: Value;
  /** whether it only counts (a range) */
  readonly counts: boolean;
}

/** Longer ranges are not spelt out. */
const longestRange = 160;

export function iterationOf(machine: Machine, frame: Frame, value: Value): Iteration {
  switch (value.kind) {
    case 'sequence': {
      const items = value.complete ? value.items : undefined;
      const element = value.items.length === 0 ? unknown('run-time', value.span) : value.items[0]!;
      return {
        items,
        element: value.complete ? element : elementOf(machine, value),
        trips: items && known(items.length, value.span, 'derived'),
        base: value,
        counts: false,
      };
    }
    case 'mapping': {
      const keys = [...value.entries.keys()].map((key) => known(key, value.span));
      return {
        items: value.complete ? keys : undefined,
        element: keys[0] ?? unknown('run-time'),
        trips: value.complete ? known(keys.length, value.span, 'derived') : undefined,
        base: value,
        counts: false,
      };
    }
    case 'known': {
      const letters = typeof value.value === 'string' && value.value.length <= longestRange ? [...value.value] : undefined;
      return {
        items: letters?.map((letter) => known(letter, value.span, 'derived', [value])),
        element: unknown('run-time', value.span),
        trips: letters && known(letters.length, value.span, 'derived', [value]),
        base: value,
        counts: false,
      };
    }
    case 'reference': {
      const members = enumMembers(value);
      if (members) return iterationOf(machine, frame, sequence(members, value.span));
      return { element: unknown('run-time', value.span), base: value, counts: false };
    }
    case 'choice':
      return iterationOf(machine, frame, value.options[0]!);
    case 'instance':
      return ofInstance(machine, frame, value);
    case 'unknown':
      return {
        element: unknown(value.reason, value.span, value.detail, [value]),
        base: value,
        counts: false,
      };
  }
}

function ofInstance(machine: Machine, frame: Frame, value: Instance): Iteration {
  const fields = namedFields(value);
  if (fields) return iterationOf(machine, frame, sequence(fields, value.span, 'tuple'));
  const [first, second, third] = value.call.positional;
  if (value.callee === 'range' && !value.role) return ofRange(machine, value, first, second, third);
  if (value.callee === 'enumerate' && first && !value.role) {
    const inner = iterationOf(machine, frame, first);
    const start = second ?? value.call.keywords.get('start') ?? known(0);
    const position: Value = { ...unknown('run-time', value.span), counterFrom: start };
    return {
      items: inner.items?.map((item, index) => sequence([known((knownNumber(start) ?? 0) + index), item], value.span, 'tuple')),
      element: sequence([position, inner.element], value.span, 'tuple'),
      trips: inner.trips,
      base: inner.base,
      counts: false,
    };
  }
  if (value.callee === 'zip' && first && !value.role) {
    const inner = value.call.positional.map((part) => iterationOf(machine, frame, part));
    const counted = inner.find((part) => part.trips);
    const lists = inner.map((part) => part.items);
    const items = lists.every((list) => list !== undefined)
      ? lists[0]!.slice(0, Math.min(...lists.map((list) => list!.length))).map((_, index) =>
          sequence(
            lists.map((list) => list![index]!),
            value.span,
            'tuple',
          ),
        )
      : undefined;
    return {
      items,
      element: sequence(
        inner.map((part) => part.element),
        value.span,
        'tuple',
      ),
      trips: counted?.trips,
      base: inner.find((part) => part.base.kind === 'instance' && part.base.callee !== 'range')?.base ?? inner[0]!.base,
      counts: false,
    };
  }
  if (value.callee === 'itertools.chain' && first && !value.role) {
    const inner = value.call.positional.map((part) => iterationOf(machine, frame, part));
    return {
      items: inner.every((part) => part.items) ? inner.flatMap((part) => part.items!) : undefined,
      element: inner[0]!.element,
      base: inner[0]!.base,
      counts: false,
    };
  }
  if (value.callee === 'itertools.islice' && first && !value.role) return { ...iterationOf(machine, frame, first), items: undefined, trips: third ?? second };
  if ((value.callee === 'itertools.cycle' || value.callee === 'iter' || value.callee === 'reversed') && first) {
    const inner = iterationOf(machine, frame, first);
    return value.callee === 'itertools.cycle' ? { ...inner, items: undefined, trips: undefined } : inner;
  }
  const modules =
    machine.walksModules || isConstructing(machine) ? (listedModules(value) ?? listedEntries(value) ?? listedParts(value) ?? listedSteps(value)) : undefined;
  if (modules) return iterationOf(machine, frame, sequence(modules, value.span));
  const folds = foldsOf(value);
  if (folds) return { element: elementOf(machine, value), trips: folds, base: value, counts: false };
  if (value.callee === 'itertools.count') return { element: { ...unknown('run-time', value.span), counterFrom: first ?? known(0) }, base: value, counts: true };
  if (value.classTarget) {
    const walked = callMethod(machine, frame, value, '__iter__', value.span as never);
    if (walked && walked !== value && walked.kind !== 'unknown') return { ...iterationOf(machine, frame, walked), items: undefined, base: value };
  }
  return { element: elementOf(machine, value), base: value, counts: false };
}

/** scikit-learn 1.5: KFold, StratifiedKFold and GroupKFold make 5 folds, the shuffled splitters 10 splits. */
const defaultFolds = 5;
const defaultShuffles = 10;

/** How many splits `KFold(n_splits=5).split(x)` and its kin give. */
function foldsOf(value: Instance): Value | undefined {
  const splitter = /(?:^|\.)(?:\w*(KFold)|\w*(ShuffleSplit)|TimeSeriesSplit)\.split$/.exec(value.callee);
  const { receiver } = value;
  if (!splitter || value.role || receiver?.kind !== 'instance' || !receiver.callee.startsWith('sklearn.')) return undefined;
  const given = receiver.call.keywords.get('n_splits') ?? (receiver.callee.includes('Repeated') ? undefined : receiver.call.positional[0]);
  // Repeated folds are as many times more as they are repeated, which is 10 unless it says otherwise.
  if (receiver.callee.includes('Repeated') || !receiver.call.complete) return undefined;
  return given ?? known(splitter[2] ? defaultShuffles : defaultFolds, receiver.span, 'library-default');
}

function ofRange(machine: Machine, value: Instance, first: Value | undefined, second: Value | undefined, third: Value | undefined): Iteration {
  const start = second ? withoutCheckpoint(first ?? known(0)) : known(0);
  const stop = second ?? first ?? unknown('run-time', value.span);
  const step = third ?? known(1);
  const from = knownNumber(start);
  const to = knownNumber(stop);
  const by = knownNumber(step);
  const count = from !== undefined && to !== undefined && by ? Math.max(0, Math.ceil((to - from) / by)) : undefined;
  // Starting at 0 or 1 (`range(1, n + 1)`) the bound itself says how often; otherwise the difference does.
  const trips = from === 0 && by === 1 ? stop : count === undefined ? differenceOf(machine, value, start, stop, by) : tripsOf(count, start, stop);
  const items =
    count !== undefined && count <= longestRange ? Array.from({ length: count }, (_, index) => known(from! + index * by!, value.span, 'derived')) : undefined;
  return { items, element: { ...unknown('run-time', value.span), counterFrom: start }, trips, base: value, counts: true };
}

/** A start that is a number unless a checkpoint is found (`start_epoch = checkpoint['epoch']`): the run as it stands finds none. */
function withoutCheckpoint(start: Value): Value {
  if (start.kind !== 'choice') return start;
  const numbers = start.options.filter((option) => knownNumber(option) !== undefined);
  return numbers.length === 1 && (knownNumber(numbers[0]) === 0 || knownNumber(numbers[0]) === 1) ? numbers[0]! : start;
}

function differenceOf(machine: Machine, value: Instance, start: Value, stop: Value, by: number | undefined): Value {
  return by === 1 ? binaryOperation(machine, '-', stop, start, value.span) : unknown('run-time', value.span);
}

/** `range(1, epochs + 1)` goes round `epochs` times: the input that says so is shown rather than the arithmetic. */
function tripsOf(count: number, start: Value, stop: Value): Value {
  const input = stop.inputs?.find((part) => knownNumber(part) === count);
  return input ?? known(count, stop.span ?? start.span, 'derived', [stop, start]);
}
