// `object[index]`.
import { elementOf } from './assignment';
import { callMethod } from './calls';
import { containedModule } from './libraries/moduleContainers';
import { makeInstance, type Frame, type Machine } from './machine';
import type { Place } from '../languages/python/positions';
import { choice, known, knownNumber, knownString, sequence, unknown, type Value } from './values';

/** The key under which a mapping keeps an index, or undefined where the index isn't known. */
export function itemKey(index: Value): string | undefined {
  if (index.kind === 'known') return String(index.value);
  if (index.kind === 'sequence' && index.complete) {
    const keys = index.items.map(itemKey);
    return keys.every((key) => key !== undefined) ? keys.join(',') : undefined;
  }
  return index.kind === 'reference' ? index.name : undefined;
}

export function getItem(machine: Machine, frame: Frame, object: Value, index: Value, place: Place): Value {
  switch (object.kind) {
    case 'mapping': {
      const key = itemKey(index);
      if (key === undefined) return object.complete && object.entries.size > 0 ? anyOf([...object.entries.values()], place) : unknown('run-time', place);
      return object.entries.get(key) ?? unknown('run-time', place, key);
    }
    case 'sequence': {
      const position = knownNumber(index);
      if (position === undefined)
        return object.complete && object.items.length > 0 && object.items.length <= 8 ? anyOf(object.items, place) : elementOf(machine, object);
      if (position < 0 && !object.complete) return unknown('run-time', place);
      return object.items[position < 0 ? object.items.length + position : position] ?? unknown('run-time', place);
    }
    case 'known': {
      const text = knownString(object);
      const position = knownNumber(index);
      if (text === undefined || position === undefined) return unknown('run-time', place);
      const character = text.at(position);
      return character === undefined ? unknown('run-time', place) : known(character, place, 'derived', [object]);
    }
    case 'instance': {
      const key = itemKey(index);
      if (object.classTarget && !object.attributes.has(`[${key ?? ''}]`)) {
        const own = callMethod(machine, frame, object, '__getitem__', place, [index]);
        if (own) return own;
      }
      if (key !== undefined) {
        const set =
          object.attributes.get(`[${key}]`) ?? containedModule(object, key) ?? (knownString(index) === undefined ? undefined : object.attributes.get(key));
        if (set) return set;
        const before = machine.memberOf(object, `[${key}]`);
        if (before) return before;
      }
      const item = makeInstance(machine, object.callee, { positional: [index], keywords: new Map(), complete: true }, place, {
        role: 'item',
        receiver: object,
      });
      return key === undefined ? item : machine.rememberMember(object, `[${key}]`, item);
    }
    case 'choice':
      return choice(object.options.map((option) => getItem(machine, frame, option, index, place)));
    case 'reference': {
      if (object.name.endsWith('.__dict__') && key0(index) !== undefined)
        return { ...object, name: `${object.name.slice(0, -'.__dict__'.length)}.${key0(index)!}` };
      if (object.target) return object; // `List[int]`, `Generic[T]` of the workspace
      const key = itemKey(index);
      const set = key === undefined ? undefined : machine.librarySettings.get(`${object.name}[${key}]`);
      if (set) return set;
      return object.name === 'os.environ' ? unknown('outside-workspace', place, key) : object;
    }
    case 'unknown':
      return unknown(object.reason, object.span ?? place, object.detail, [object]);
  }
}

/** Which one is not known: the choice, unless they agree. */
const anyOf = (values: readonly Value[], place: Place): Value => (values.length <= 8 ? choice(values) : unknown('run-time', place));

/** `object[lower:upper]` for texts and lists; an object of a library stays the object (a part of a data set is still of that data set). */
export function getSlice(machine: Machine, object: Value, lower: Value | undefined, upper: Value | undefined, step: Value | undefined, place: Place): Value {
  const from = lower === undefined ? undefined : knownNumber(lower);
  const to = upper === undefined ? undefined : knownNumber(upper);
  const certain = (lower === undefined || from !== undefined) && (upper === undefined || to !== undefined) && step === undefined;
  const text = knownString(object);
  if (text !== undefined) return certain ? known(text.slice(from, to), place, 'derived', [object]) : unknown('run-time', place);
  if (object.kind === 'sequence')
    return certain && object.complete
      ? sequence(object.items.slice(from, to), place, object.type)
      : { ...object, items: object.items.slice(0, 1), complete: false };
  if (object.kind === 'instance') {
    const part = makeInstance(
      machine,
      object.callee,
      { positional: [lower, upper].filter((bound) => bound !== undefined), keywords: new Map(), complete: true },
      place,
      { role: 'item', receiver: object },
    );
    return part;
  }
  return object.kind === 'unknown' ? object : unknown('run-time', place);
}

/** `models.__dict__["resnet50"]` is `models.resnet50`. */
const key0 = (index: Value): string | undefined => knownString(index);
