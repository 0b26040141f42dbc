// The workspace classes that an object is of.
import { lineageOf } from '../../evaluate/classes/classLookup';
import { targetOf, type ClassTarget } from '../../evaluate/state/targets';
import type { Instance, Value } from '../../evaluate/values';

/** The object's class and its ancestors of the workspace; empty for a library's object. */
export function classLineage(instance: Instance): readonly ClassTarget[] {
  const target = targetOf(instance.classTarget as Value | undefined);
  return target?.type === 'class' ? lineageOf(target) : [];
}
