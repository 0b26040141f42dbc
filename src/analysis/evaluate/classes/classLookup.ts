// Where a class has a name: in itself, or in its bases in order.
import { targetOf, type ClassTarget } from '../state/targets';
import type { Value } from '../values';

/** Depth of inheritance that is followed. */
const deepest = 12;

export function findInClass(target: ClassTarget, name: string, skipOwn = false, depth = 0): { value: Value; owner: ClassTarget } | undefined {
  if (depth > deepest) return undefined;
  const own = skipOwn ? undefined : target.namespace.get(name);
  if (own) return { value: own, owner: target };
  for (const base of target.bases) {
    const parent = targetOf(base);
    const found = parent?.type === 'class' ? findInClass(parent, name, false, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

export const libraryBasesOf = (target: ClassTarget): readonly string[] => target.libraryBases;

/** The class and its workspace ancestors, the furthest first. */
export function lineageOf(target: ClassTarget, depth = 0): ClassTarget[] {
  if (depth > deepest) return [target];
  const parents = target.bases.map(targetOf).filter((parent) => parent?.type === 'class') as ClassTarget[];
  return [...parents.flatMap((parent) => lineageOf(parent, depth + 1)), target];
}
