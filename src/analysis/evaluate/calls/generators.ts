// What generator functions leave behind: the local variables that they yielded with.
import type { Frame } from '../state/targets';
import type { Value } from '../values';

const frames = new WeakMap<readonly Value[], Frame>();

/** Keeps a generator's frame with the values that it yields. */
export function rememberGenerator(yielded: readonly Value[], frame: Frame): void {
  frames.set(yielded, frame);
}

/** A local variable of the function that yielded, or an attribute of the object whose method it is. */
export function localOfGenerator(generator: Value | undefined, names: readonly string[]): Value | undefined {
  const frame = generator?.kind === 'sequence' ? frames.get(generator.items) : undefined;
  const self = frame?.self?.kind === 'instance' ? frame.self : undefined;
  return names.map((name) => frame?.scope.variables.get(name) ?? self?.attributes.get(name)).find((value) => value !== undefined);
}
