// Methods of lists, dictionaries and sets.
import { native } from '../state/targets';
import type { Machine } from '../machine';
import { nodeMethod } from '../libraries/configurations/nodes';
import { itemKey } from '../expressions/subscripts';
import type { MutableSequence } from '../statements/assignment';
import { iterationOf } from '../statements/iteration';
import { isSame } from '../expressions/comparison';
import { longestList } from '../expressions/operators';
import { inOrder } from '../expressions/ordering';
import type { Place } from '../../languages/python/positions';
import { anyKey, choice, known, knownNumber, mapping, sequence, unknown, type CallArguments, type Mapping, type Sequence, type Value } from '../values';

export function containerMethod(machine: Machine, object: Sequence | Mapping, name: string): Value | undefined {
  const method = object.kind === 'sequence' ? sequenceMethod(machine, object, name) : mappingMethod(machine, object, name);
  if (!method) return object.kind === 'mapping' ? nodeMethod(machine, object, name) : undefined;
  return native(name, (_machine, call, place) => method(call, place));
}

/** Whether execution is inside a loop whose turns are not gone through one by one. */
function isInEnteredLoop(machine: Machine): boolean {
  for (let loop = machine.loop; loop; loop = loop.outer) if (!loop.unrolled) return true;
  return false;
}

type Method = (call: CallArguments, place: Place) => Value;
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
      // In a loop that is entered once, every further turn adds one.
      return ({ positional }) => setItems([...holder.items, positional[0] ?? unknown('run-time')], holder.complete && !isInEnteredLoop(machine));
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
    case 'clear':
      return () => setItems([], true);
    case 'remove':
    case 'discard':
      return ({ positional }) => {
        const at = positional[0] ? placeIn(holder.items, positional[0]) : undefined;
        // Which one went isn't known: what is left may be any of them.
        if (at === undefined) return setItems(shuffled(holder.items), false);
        return setItems(at < 0 ? holder.items : holder.items.filter((_, index) => index !== at));
      };
    case 'copy':
      return () => ({ ...object });
    case 'index':
      return ({ positional }, place) => {
        const at = positional[0] && holder.complete ? placeIn(holder.items, positional[0]) : undefined;
        return at === undefined || at < 0 ? unknown('run-time', object.span) : known(at, place, 'derived', [object]);
      };
    case 'count':
      return ({ positional }, place) => {
        const answers = positional[0] && holder.complete ? holder.items.map((item) => isSame(item, positional[0]!)) : [undefined];
        return answers.includes(undefined) ? unknown('run-time', object.span) : known(answers.filter(Boolean).length, place, 'derived', [object]);
      };
    case 'sort':
      return (call, place) => setItems(inOrder(machine, undefined as never, holder.items, call, place) ?? shuffled(holder.items));
    case 'reverse':
      return () => setItems([...holder.items].reverse());
    default:
      return undefined;
  }
}

/** Where an item certainly stands first; -1 where it certainly isn't there, undefined where that isn't known. */
function placeIn(items: readonly Value[], wanted: Value): number | undefined {
  for (const [index, item] of items.entries()) {
    const same = isSame(item, wanted);
    if (same === undefined) return undefined;
    if (same) return index;
  }
  return -1;
}

/** The items when their order isn't known: each may be any. */
const shuffled = (items: readonly Value[]): readonly Value[] => (items.length === 0 ? items : items.map(() => choice(items)));

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
