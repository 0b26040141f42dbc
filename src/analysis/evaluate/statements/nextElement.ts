// Asking an iterator for its next element; that it was asked for is told, since training loops walk loaders this way too.
import type { Place } from '../../languages/python/positions';
import { makeInstance, type Machine } from '../machine';
import type { Frame } from '../state/targets';
import type { CallArguments, Value } from '../values';
import { iterationOf } from './iteration';

/** `next(iterator)`, `iterator.__next__()` */
export function nextElement(machine: Machine, frame: Frame, iterator: Value, call: CallArguments, place: Place): Value {
  const instance = makeInstance(machine, 'next', call, place);
  machine.listener.call({ instance, place, loop: machine.loop, guard: machine.guard, context: machine.context, frame, unit: frame.unit }, machine);
  return iterationOf(machine, frame, iterator).element;
}
