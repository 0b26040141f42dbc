// Objects that are tuples too: `typing.NamedTuple` classes and `collections.namedtuple`, whose fields can be unpacked, indexed and replaced.
import { makeInstance, type Machine } from '../machine';
import { native } from '../state/targets';
import { known, mapping, sequence, unknown, type CallArguments, type Instance, type Value } from '../values';

const tupleBase = /(^|\.)NamedTuple$/;

/** What the fields hold, in their order; undefined for what is no named tuple. */
export const namedFields = (object: Instance): readonly Value[] | undefined =>
  !object.role && object.bases.some((base) => tupleBase.test(base)) ? [...object.attributes.values()] : undefined;

/** An object of `collections.namedtuple(...)`. */
export function makeNamedTuple(machine: Machine, names: readonly string[], defaults: readonly Value[], call: CallArguments, place: Instance['span']): Instance {
  const instance = makeInstance(machine, 'argparse.Namespace', call, undefined, { span: place, bases: ['typing.NamedTuple'] });
  names.forEach((name, index) => {
    const given = call.keywords.get(name) ?? call.positional[index] ?? defaults[index - (names.length - defaults.length)];
    instance.attributes.set(name, given ?? unknown('run-time', place, name));
  });
  return instance;
}

/** `_replace`, `_asdict` and `_fields`. */
export function namedTupleMember(machine: Machine, object: Instance, name: string): Value | undefined {
  if (!name.startsWith('_') || !namedFields(object)) return undefined;
  switch (name) {
    case '_asdict':
      return native(name, (_machine, _call, place) => mapping(new Map(object.attributes), place));
    case '_fields':
      return sequence(
        [...object.attributes.keys()].map((key) => known(key, object.span)),
        object.span,
        'tuple',
      );
    case '_replace':
      return native(name, (_machine, call) =>
        makeInstance(machine, object.callee, object.call, undefined, { ...object, attributes: new Map([...object.attributes, ...call.keywords]) }),
      );
    default:
      return undefined;
  }
}
