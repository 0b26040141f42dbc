// `object[index]`.
import { elementOf } from '../statements/assignment';
import { callMethod, callValue } from '../calls/calls';
import { enumMember } from '../classes/enumerations';
import { iterationOf } from '../statements/iteration';
import { namedFields } from '../classes/namedTuples';
import { containedModule } from '../libraries/moduleContainers';
import { makeInstance, type Machine } from '../machine';
import type { Frame } from '../state/targets';
import type { Place } from '../../languages/python/positions';
import { choice, emptyArguments, isNone, known, knownNumber, knownString, sequence, unknown, type Instance, type Mapping, type Value } from '../values';

/** The number at a position of a range that is short enough to be spelt out. */
const ofRange = (machine: Machine, frame: Frame, range: Instance, position: number | undefined): Value | undefined =>
  position === undefined ? undefined : iterationOf(machine, frame, range).items?.at(position);

/** The key under which a mapping keeps an index, or undefined where the index isn't known. */
export function itemKey(index: Value): string | undefined {
  if (index.kind === 'known') return String(index.value);
  if (index.kind === 'sequence' && index.complete) {
    const keys = index.items.map(itemKey);
    return keys.every((key) => key !== undefined) ? keys.join(',') : undefined;
  }
  return index.kind === 'reference' ? index.name : undefined;
}

/** What a `defaultdict` makes for a key that it hasn't. */
function made(machine: Machine, frame: Frame, object: Mapping, key: string, place: Place): Value | undefined {
  if (!object.factory) return undefined;
  const value = callValue(machine, frame, object.factory, emptyArguments, place);
  machine.trail.set(object.entries as Map<string, Value>, key, value);
  return value;
}

export function getItem(machine: Machine, frame: Frame, object: Value, index: Value, place: Place): Value {
  switch (object.kind) {
    case 'mapping': {
      const key = itemKey(index);
      if (key === undefined) return object.complete && object.entries.size > 0 ? anyOf([...object.entries.values()], place) : unknown('run-time', place);
      return object.entries.get(key) ?? made(machine, frame, object, key, place) ?? unknown('run-time', place, key);
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
      const fields = namedFields(object);
      const position = knownNumber(index);
      if (fields && position !== undefined) return fields.at(position) ?? unknown('run-time', place);
      if (object.callee === 'range' && !object.role) return ofRange(machine, frame, object, position) ?? unknown('run-time', place);
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
      const member = enumMember(object, index);
      if (member) return member;
      if (object.name.endsWith('.__dict__') && key0(index) !== undefined)
        return { ...object, name: `${object.name.slice(0, -'.__dict__'.length)}.${key0(index)!}` };
      if (object.target) return object; // `List[int]`, `Generic[T]` of the workspace
      // A library's table has nothing under None (`CONFIG_MAPPING[args.model_type]`): somebody must say which.
      if (isNone(index) && /(^|\.)[A-Z][A-Z0-9_]+$/.test(object.name)) return unknown('required-argument', place);
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
  const by = step === undefined || isNone(step) ? 1 : knownNumber(step);
  const isOpen = (bound: Value | undefined): boolean => bound === undefined || isNone(bound);
  const certain = (isOpen(lower) || from !== undefined) && (isOpen(upper) || to !== undefined) && by !== undefined && by !== 0;
  const text = knownString(object);
  if (text !== undefined) return certain ? known(cut([...text], from, to, by).join(''), place, 'derived', [object]) : unknown('run-time', place);
  if (object.kind === 'sequence')
    return certain && object.complete
      ? sequence(cut(object.items, from, to, by), place, object.type)
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

/** `items[from:to:by]` as Python cuts it. */
function cut<Item>(items: readonly Item[], from: number | undefined, to: number | undefined, by: number): readonly Item[] {
  if (by === 1) return items.slice(from, to);
  const length = items.length;
  const place = (bound: number | undefined, open: number): number =>
    bound === undefined ? open : Math.max(by < 0 ? -1 : 0, Math.min(by < 0 ? length - 1 : length, bound < 0 ? length + bound : bound));
  const end = place(to, by < 0 ? -1 : length);
  const taken: Item[] = [];
  for (let index = place(from, by < 0 ? length - 1 : 0); by < 0 ? index > end : index < end; index += by) taken.push(items[index]!);
  return taken;
}

/** `models.__dict__["resnet50"]` is `models.resnet50`. */
const key0 = (index: Value): string | undefined => knownString(index);
