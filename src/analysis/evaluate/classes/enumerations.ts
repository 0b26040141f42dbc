// Enumerations: a member is kept as its value, which knows the member's name.
import { targetOf, type ClassTarget } from '../state/targets';
import { itemKey } from '../expressions/subscripts';
import { known, type Known, type Reference, type Sequence, type Value } from '../values';

const enumBase = /(^|\.)(Enum|IntEnum|StrEnum|Flag|IntFlag)$/;

export const isEnumeration = (target: ClassTarget): boolean => target.libraryBases.some((name) => enumBase.test(name));

/** Gives the members of a class just defined their names, and those that `auto()` numbers their numbers (or names, for a StrEnum). */
export function nameMembers(target: ClassTarget): void {
  if (!isEnumeration(target)) return;
  const byName = target.libraryBases.some((name) => name.endsWith('StrEnum'));
  let last = 0;
  for (const [name, value] of target.namespace) {
    if (value.kind === 'instance' && !value.role && /(^|\.)auto$/.test(value.callee)) {
      last++;
      target.namespace.set(name, { ...known(byName ? name.toLowerCase() : last, value.span), member: name });
    } else if (value.kind === 'known') {
      if (typeof value.value === 'number') last = value.value;
      target.namespace.set(name, { ...value, member: name });
    } else if (value.kind === 'sequence') target.namespace.set(name, { ...value, member: name });
  }
}

export const isMember = (value: Value): value is Known | Sequence => (value.kind === 'known' || value.kind === 'sequence') && value.member !== undefined;

/** All members, in order; undefined for what is no enumeration of the workspace. */
export function enumMembers(value: Reference): readonly Value[] | undefined {
  const target = targetOf(value);
  return target?.type === 'class' && isEnumeration(target) ? [...target.namespace.values()].filter(isMember) : undefined;
}

/** `Mode["TRAIN"]` */
export function enumMember(object: Reference, index: Value): Value | undefined {
  const target = targetOf(object);
  const key = itemKey(index);
  return target?.type === 'class' && key !== undefined && isEnumeration(target) ? target.namespace.get(key) : undefined;
}
