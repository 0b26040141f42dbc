// How the interpreter came to the objects of a model: which stand for several, and which may not be there.
import type { Machine } from '../../evaluate/machine';
import type { Instance } from '../../evaluate/values';
import type { Making } from './modules';

/** What a machine knows of the objects that it made; `first` was made where the whole was, where the whole is none of the program's objects. */
export function makingOf(machine: Machine, first?: Instance): Making {
  return {
    isOneOfMany: (part, model) => hasOpenLoop(machine, part, first ?? model),
    mayLack: (attributes, name) => machine.trail.mayLack(attributes, name),
    membersOf: (object) => machine.membersOf(object),
  };
}

/** A loop inside the model's making that was not gone through item by item. */
function hasOpenLoop(machine: Machine, part: Instance, model: Instance): boolean {
  const around = machine.madeIn.get(model);
  for (let loop = machine.madeIn.get(part); loop && loop !== around; loop = loop.outer) if (!loop.unrolled) return true;
  return false;
}
