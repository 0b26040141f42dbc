// Classes that derive from `dict` (`class AttrDict(dict)`): their keys are kept as the object's attributes.
import { targetOf, type ClassTarget } from '../state/targets';
import type { Machine } from '../machine';
import { mapping, type CallArguments, type Instance, type Mapping, type Value } from '../values';

/** Depth of inheritance that is followed. */
const deepest = 12;
const dictionaryNames = /(^|\.)(dict|OrderedDict|UserDict|MutableMapping)$/;

export function isDictionary(target: ClassTarget, depth = 0): boolean {
  return target.bases.some((base) => {
    const parent = targetOf(base);
    if (parent?.type === 'class') return depth < deepest && isDictionary(parent, depth + 1);
    return base.kind === 'reference' && !parent && dictionaryNames.test(base.name);
  });
}

/** What `dict.__init__` does: a mapping's entries and the keywords become keys. */
export function fillDictionary(machine: Machine, object: Instance, call: CallArguments): void {
  const [first] = call.positional;
  if (first?.kind === 'mapping') for (const [key, value] of first.entries) machine.trail.set(object.attributes, key, value);
  for (const [key, value] of call.keywords) machine.trail.set(object.attributes, key, value);
}

/** The object as the dictionary that it is, for `.get`, `.items` and their kin; undefined for other objects. */
export function asDictionary(object: Instance): Mapping | undefined {
  const target = targetOf(object.classTarget as Value | undefined);
  return target?.type === 'class' && isDictionary(target) ? mapping(object.attributes, object.span, false) : undefined;
}
