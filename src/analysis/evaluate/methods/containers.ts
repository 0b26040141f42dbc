// Methods of lists, dictionaries and sets.
import { native, type Machine } from '../machine';
import { itemKey } from '../subscripts';
import type { MutableSequence } from '../assignment';
import { iterationOf } from '../iteration';
import { longestList } from '../operators';
import { anyKey, known, knownNumber, mapping, sequence, unknown, type CallArguments, type Mapping, type Sequence, type Value } from '../values';

export function containerMethod(machine: Machine, object: Sequence | Mapping, name: string): Value | undefined {
  const method = object.kind === 'sequence' ? sequenceMethod(machine, object, name) : mappingMethod(machine, object, name);
  return method && native(name, (_machine, call) => method(call));
}

type Method = (call: CallArguments) => Value;
const none = known(null);

function sequenceMethod(machine: Machine, object: Sequence, name: string): Method | undefined {
  const holder = object as MutableSequence;
  const setItems = (items: readonly Value[], complete = holder.complete): Value => {
    if (items.length <= longestList) machine.trail.setItems(holder, items, complete);
    else machine.trail.setItems(holder, holder.items, false);
    return none;
  };
  const more = (value: Value | undefined): { items: readonly Value[]; complete: boolean } => {
    const walked = value && iterationOf(machine, undefined as never, value);
    return walked?.items ? { items: walked.items, complete: true } : { items: [], complete: false };
  };
  switch (name) {
    case 'append':
    case 'add':
      return ({ positional }) => setItems([...holder.items, positional[0] ?? unknown('run-time')]);
    case 'extend':
    case 'update':
      return ({ positional }) => {
        const { items, complete } = more(positional[0]);
        return setItems([...holder.items, ...items], holder.complete && complete);
      };
    case 'insert':
      return ({ positional }) => {
        const at = knownNumber(positional[0]);
        const items = [...holder.items];
        items.splice(at ?? 0, 0, positional[1] ?? unknown('run-time'));
        return setItems(items, holder.complete && at !== undefined);
      };
    case 'pop':
      return ({ positional }) => {
        const at = positional[0] ? knownNumber(positional[0]) : -1;
        const items = [...holder.items];
        const position = at === undefined ? undefined : at < 0 ? items.length + at : at;
        const [taken] = position === undefined ? [] : items.splice(position, 1);
        setItems(items, holder.complete && position !== undefined);
        return taken ?? unknown('run-time');
      };
    case 'remove':
    case 'clear':
      return () => setItems(name === 'clear' ? [] : holder.items, name === 'clear');
    case 'copy':
      return () => ({ ...object });
    case 'index':
    case 'count':
      return () => unknown('run-time', object.span);
    case 'sort':
    case 'reverse':
      return () => none;
    default:
      return undefined;
  }
}

function mappingMethod(machine: Machine, object: Mapping, name: string): Method | undefined {
  const entries = object.entries as Map<string, Value>;
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault':
      return ({ positional, keywords }) => {
        const key = positional[0] && itemKey(positional[0]);
        const fallback = positional[1] ?? keywords.get('default');
        if (key === undefined) return unknown('run-time', object.span);
        const value = entries.get(key);
        if (name === 'pop' && value) machine.trail.set(entries, key, undefined);
        if (name === 'setdefault' && !value && fallback) machine.trail.set(entries, key, fallback);
        if (value) return value;
        return object.complete ? (fallback ?? none) : unknown('run-time', object.span, key);
      };
    case 'items':
      return () =>
        sequence(
          [...entries].map(([key, value]) => sequence([key === anyKey ? unknown('run-time') : known(key), value], object.span, 'tuple')),
          object.span,
          'list',
          object.complete,
        );
    case 'keys':
      return () =>
        sequence(
          [...entries.keys()].map((key) => known(key)),
          object.span,
          'list',
          object.complete,
        );
    case 'values':
      return () => sequence([...entries.values()], object.span, 'list', object.complete);
    case 'update':
      return ({ positional, keywords, complete }) => {
        const other = positional[0];
        if (other?.kind === 'mapping') for (const [key, value] of other.entries) machine.trail.set(entries, key, value);
        if ((other && (other.kind !== 'mapping' || !other.complete)) || !complete) (object as { complete: boolean }).complete = false;
        for (const [key, value] of keywords) machine.trail.set(entries, key, value);
        return none;
      };
    case 'copy':
      return () => ({ ...mapping(new Map(entries), object.span, object.complete, object.origin), keySpans: object.keySpans });
    default:
      return undefined;
  }
}
