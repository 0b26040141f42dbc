// What an object of a class of the workspace was made with, whether or not it keeps it.
import { findInClass } from '../../evaluate/classes/classLookup';
import { targetOf } from '../../evaluate/state/targets';
import type { Instance, Value } from '../../evaluate/values';

/** What an object of a workspace class was given for a parameter of its constructor. */
export function constructorArgument(object: Instance, name: string): Value | undefined {
  const target = targetOf(object.classTarget as Value | undefined);
  const constructor = target?.type === 'class' ? targetOf(findInClass(target, '__init__')?.value) : undefined;
  if (constructor?.type !== 'function') return undefined;
  const position = constructor.node.parameters.findIndex((parameter) => parameter.name === name) - 1;
  const call = object.given ?? object.call;
  return position < 0 ? undefined : (call.keywords.get(name) ?? call.positional[position] ?? constructor.defaults.get(name));
}
