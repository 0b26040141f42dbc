// Control flow that JAX compiles: `lax.scan` and `lax.fori_loop` run a function again and again, as a Python loop would; `lax.cond` runs one of two.
import { elementOf } from '../../evaluate/statements/assignment';
import { callValue } from '../../evaluate/calls/calls';
import { targetOf } from '../../evaluate/state/targets';
import type { CallEvent, Loop } from '../../evaluate/state/events';
import type { Machine } from '../../evaluate/machine';
import { known, knownBoolean, knownNumber, optionsOf, unknown, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import type { WhileStatement } from '../../languages/python/syntax/statements';
import type { ResultHandler } from '../framework';

export const scanned = 'scanned';

/** `jax.lax.scan(step, carry, xs, length)` runs the step on each element. */
export const scan: ResultHandler = (event, reading, machine) => {
  const [step, carry, items] = event.instance.call.positional;
  if (step?.kind !== 'reference' || !step.target || !carry) return undefined;
  reading.note(scanned, event);
  const length = event.instance.call.keywords.get('length') ?? event.instance.call.positional[3];
  return optionsOf(repeated(machine, event, step, [carry, items ? elementOf(machine, items) : carry], length))[0];
};

/** `jax.lax.fori_loop(lower, upper, body, state)`. */
export const countedLoop: ResultHandler = (event, _reading, machine) => {
  const [lower, upper, body, state] = event.instance.call.positional;
  if (body?.kind !== 'reference' || !body.target || !state) return undefined;
  const [from, to] = [knownNumber(lower), knownNumber(upper)];
  const trips = from !== undefined && to !== undefined ? known(to - from, event.place, 'derived', [lower!, upper!]) : undefined;
  return repeated(machine, event, body, [unknown('run-time', event.place), state], trips);
};

/** `jax.lax.cond(predicate, whenTrue, whenFalse, *operands)`. */
export const conditional: ResultHandler = (event, _reading, machine) => {
  const [predicate, yes, no, ...operands] = event.instance.call.positional;
  const holds = knownBoolean(predicate);
  const taken = holds === undefined ? [yes, no] : [holds ? yes : no];
  const results = taken.map((branch) =>
    branch?.kind === 'reference' && branch.target
      ? callValue(machine, event.frame, branch, { positional: operands, keywords: new Map(), complete: true }, event.place)
      : undefined,
  );
  const found = results.filter((result) => result !== undefined);
  // both give values of one shape, the first as good as the other
  return found.length === taken.length ? found[0] : undefined;
};

/** Calls the function inside a loop that stands where the call does. */
function repeated(machine: Machine, event: CallEvent, step: Value, positional: readonly Value[], trips: Value | undefined): Value {
  const { place, frame } = event;
  // its body is the function's
  const target = targetOf(step);
  const inside = target?.type === 'function' && target.unit === frame.unit ? target.node : place;
  const node: WhileStatement = {
    kind: 'while',
    from: inside.from,
    to: inside.to,
    headTo: place.to,
    test: { kind: 'constant', value: true, from: place.from, to: place.from } as WhileStatement['test'],
    body: [],
    otherwise: [],
  };
  const outer = machine.loop;
  const loop: Loop = {
    node,
    place: new Place(frame.unit, place.from, place.to),
    outer,
    trips: knownNumber(trips) === undefined ? undefined : trips,
    exits: [],
    serial: ++machine.serial,
    function: frame.function,
    calledFrom: frame.unit.path === machine.path ? undefined : machine.callInFile,
    counters: new Set(),
  };
  machine.loop = loop;
  const result = callValue(machine, frame, step, { positional, keywords: new Map(), complete: true }, place);
  machine.loop = outer;
  return result;
}
