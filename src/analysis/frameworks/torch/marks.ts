// Marks that calls leave on objects, under names starting with `#`.
import type { Machine } from '../../evaluate/machine';
import { optionsOf, type Instance, type Value } from '../../evaluate/values';

/** Sets an attribute of the interpreter's own on every object that a value may be. */
export const mark = (machine: Machine, target: Value | undefined, name: string, value: Value): void => {
  for (const option of optionsOf(target)) if (option.kind === 'instance') machine.trail.set(option.attributes, name, value);
};

/** A mark of either of two objects: a wrapper and what it holds. */
export const marked = (one: Instance, other: Instance, name: string): Value | undefined => one.attributes.get(name) ?? other.attributes.get(name);
