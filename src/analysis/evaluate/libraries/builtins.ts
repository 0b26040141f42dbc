// Python's own functions that make, walk and reorder collections, and the progress bars that wrap what is walked.
import { callValue } from '../calls/calls';
import { nextElement } from '../statements/nextElement';
import { iterationOf } from '../statements/iteration';
import { makeInstance, type Machine } from '../machine';
import { inOrder } from '../expressions/ordering';
import { truth } from '../expressions/truth';
import { anyKey, choice, emptyArguments, known, mapping, sequence, unknown, type Value } from '../values';
import type { Native, NativeCall } from './natives';

/** Functions are not applied to longer lists. */
const mostCalls = 64;

const first = (context: NativeCall): Value | undefined => context.call.positional[0];
const walkers = new Set(['range', 'zip', 'enumerate', 'reversed', 'itertools.islice', 'itertools.chain']);

function asSequence(type: 'list' | 'tuple' | 'set'): Native {
  return (machine, context) => {
    const value = first(context);
    if (!value) return sequence([], context.place, type);
    // a list of a library's object is that object's content
    if (value.kind === 'instance' && !walkers.has(value.callee) && !iterationOf(machine, context.frame, value).items) return value;
    const walked = iterationOf(machine, context.frame, value);
    return walked.items
      ? sequence(walked.items, context.place, type)
      : value.kind === 'sequence'
        ? { ...value, type }
        : sequence([walked.element], context.place, type, false);
  };
}

const namedParts = /\.named_(parameters|modules|children|buffers)$/;

const dictionary: Native = (machine, context) => {
  const entries = new Map<string, Value>();
  let complete = context.call.complete;
  const value = first(context);
  if (value?.kind === 'mapping') {
    for (const [key, entry] of value.entries) entries.set(key, entry);
    complete &&= value.complete;
  } else if (value) {
    const walked = iterationOf(machine, context.frame, value);
    // `dict(model.named_parameters())`: one that stands for all, under a name that isn't known.
    if (!walked.items && value.kind === 'instance' && namedParts.test(value.callee)) entries.set(anyKey, walked.element);
    const items = walked.items ?? (value.kind === 'sequence' ? value.items : undefined);
    for (const item of items ?? []) {
      const key = item.kind === 'sequence' ? item.items[0] : undefined;
      if (key?.kind === 'known' && item.kind === 'sequence' && item.items[1]) entries.set(String(key.value), item.items[1]);
      else complete = false;
    }
    complete &&= items !== undefined && !(value.kind === 'sequence' && !value.complete);
  }
  for (const [key, entry] of context.call.keywords) entries.set(key, entry);
  return mapping(entries, context.place, complete);
};

/** In order where the order is known; else every place may hold any of the items. */
const sorted: Native = (machine, context) => {
  const value = first(context);
  if (!value) return undefined;
  const items = iterationOf(machine, context.frame, value).items;
  if (!items) return value;
  const ordered = inOrder(machine, context.frame, items, context.call, context.place);
  return sequence(ordered ?? anyOrder(items), context.place, 'list');
};

/** The items when their order isn't known. */
const anyOrder = (items: readonly Value[]): readonly Value[] => {
  const any = choice(items);
  return items.map(() => any);
};

const reversed: Native = (machine, context) => {
  const items = first(context) && iterationOf(machine, context.frame, first(context)!).items;
  return items && sequence([...items].reverse(), context.place, 'generator');
};

const mapped: Native = (machine, context) => {
  const [callee, ...lists] = context.call.positional;
  const walked = lists.map((list) => iterationOf(machine, context.frame, list).items);
  const shortest = Math.min(...walked.map((items) => items?.length ?? Infinity));
  if (!callee || shortest > mostCalls || !walked.every((items) => items !== undefined)) return unknown('run-time', context.place);
  return sequence(
    Array.from({ length: shortest }, (_, index) =>
      callValue(machine, context.frame, callee, { ...emptyArguments, positional: walked.map((items) => items![index]!) }, context.place),
    ),
    context.place,
    'generator',
  );
};

const filtered: Native = (machine, context) => {
  const [test, list] = context.call.positional;
  const items = list && iterationOf(machine, context.frame, list).items;
  // Of a library's object (the parameters of a model, say) a filter leaves the object.
  if (!test || !items || items.length > mostCalls) return undefined;
  const answers = items.map((item) =>
    test.kind === 'known' ? truth(item) : truth(callValue(machine, context.frame, test, { ...emptyArguments, positional: [item] }, context.place)),
  );
  return sequence(
    items.filter((_, index) => answers[index] !== false),
    context.place,
    'generator',
    !answers.includes(undefined),
  );
};

const reduced: Native = (machine, context) => {
  const [callee, list, start] = context.call.positional;
  const items = list && iterationOf(machine, context.frame, list).items;
  if (!callee || !items || items.length > mostCalls) return undefined;
  const all = start ? [start, ...items] : items;
  return all.length === 0
    ? undefined
    : all.slice(1).reduce((sofar, item) => callValue(machine, context.frame, callee, { ...emptyArguments, positional: [sofar, item] }, context.place), all[0]!);
};

/** A progress bar around something to walk is that thing. */
const progress: Native = (_machine, context) => first(context) ?? context.call.keywords.get('iterable');

const nextOf: Native = (machine, context) => {
  const value = first(context);
  return value && nextElement(machine, context.frame, value, context.call, context.place);
};

const range: Native = (machine: Machine, context) => makeInstance(machine, 'range', { ...emptyArguments, positional: context.call.positional }, context.place);

const progressBars = [
  'tqdm.tqdm',
  'tqdm.auto.tqdm',
  'tqdm.notebook.tqdm',
  'tqdm.std.tqdm',
  'tqdm.tqdm_notebook',
  'tqdm.autonotebook.tqdm',
  'tqdm.rich.tqdm',
  'rich.progress.track',
  'fastprogress.progress_bar',
  'fastprogress.master_bar',
  'alive_progress.alive_it',
  'progressbar.progressbar',
];
const progressRanges = ['tqdm.trange', 'tqdm.auto.trange', 'tqdm.notebook.trange', 'tqdm.tnrange'];

export const builtinNatives: readonly (readonly [string, Native])[] = [
  ['sorted', sorted],
  ['reversed', reversed],
  ['list', asSequence('list')],
  ['tuple', asSequence('tuple')],
  ['set', asSequence('set')],
  ['frozenset', asSequence('set')],
  ['dict', dictionary],
  ['print', () => known(null)],
  ['map', mapped],
  ['filter', filtered],
  ['functools.reduce', reduced],
  ['next', nextOf],
  ...progressBars.map((name) => [name, progress] as const),
  ...progressRanges.map((name) => [name, range] as const),
];
