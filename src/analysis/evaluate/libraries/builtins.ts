// Python's own functions.
import { setAttribute } from '../assignment';
import { getAttribute } from '../attributes';
import { callValue } from '../calls';
import { printed } from '../formatting';
import { iterationOf } from '../iteration';
import { makeInstance, reference, targetOf, type Frame, type Machine } from '../machine';
import { truth, isObject } from '../truth';
import { choice, emptyArguments, isKnown, known, knownNumber, knownString, mapping, sequence, unknown, type Known, type Value } from '../values';
import type { Native, NativeCall } from './natives';

/** A conversion keeps where a value was determined: `int(args.epochs)` is still that argument's default. */
function converted(value: Value | undefined, convert: (value: Known['value']) => Known['value'] | undefined, context: NativeCall): Value {
  if (!value) return unknown('run-time', context.place);
  if (value.kind === 'choice') return choice(value.options.map((option) => converted(option, convert, context)));
  if (!isKnown(value))
    return value.kind === 'unknown' ? { ...value, span: value.span ?? context.place } : unknown('run-time', context.place, undefined, [value]);
  const result = convert(value.value);
  return result === undefined ? unknown('run-time', context.place, undefined, [value]) : Object.is(result, value.value) ? value : { ...value, value: result };
}

export const toInteger = (value: Known['value']): number | undefined => {
  if (typeof value === 'string') return /^\s*[+-]?\d[\d_]*\s*$/.test(value) ? Number(value.replace(/_/g, '')) : undefined;
  return value === null || !Number.isFinite(Number(value)) ? undefined : Math.trunc(Number(value));
};
export const toFloat = (value: Known['value']): number | undefined =>
  value === null || value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value);

const first = (context: NativeCall): Value | undefined => context.call.positional[0];

function extreme(machine: Machine, context: NativeCall, better: (a: number, b: number) => boolean): Value | undefined {
  const { positional } = context.call;
  const values = positional.length === 1 ? (iterationOf(machine, context.frame, positional[0]!).items ?? []) : positional;
  if (values.length === 0) return unknown('run-time', context.place, undefined, positional);
  if (!values.every((value) => knownNumber(value) !== undefined)) return unknown('run-time', context.place, undefined, values);
  const winner = values.reduce((best, value) => (better(knownNumber(value)!, knownNumber(best)!) ? value : best));
  return { ...winner, origin: 'derived', inputs: values, span: winner.span } as Value;
}

function lengthOf(value: Value | undefined, context: NativeCall): Value {
  if (value?.kind === 'sequence' && value.complete) return known(value.items.length, context.place, 'derived', [value]);
  if (value?.kind === 'mapping' && value.complete) return known(value.entries.size, context.place, 'derived', [value]);
  const text = knownString(value);
  if (text !== undefined) return known(text.length, context.place, 'derived');
  return unknown('run-time', context.place, 'len', value ? [value] : undefined);
}

function asSequence(type: 'list' | 'tuple' | 'set'): Native {
  return (machine, context) => {
    const value = first(context);
    if (!value) return sequence([], context.place, type);
    if (value.kind === 'instance' && value.callee !== 'range' && value.callee !== 'zip' && value.callee !== 'enumerate') return value; // a list of a library's object is that object's content
    const walked = iterationOf(machine, context.frame, value);
    return walked.items
      ? sequence(walked.items, context.place, type)
      : value.kind === 'sequence'
        ? { ...value, type }
        : sequence([walked.element], context.place, type, false);
  };
}

const dictionary: Native = (_machine, context) => {
  const entries = new Map<string, Value>();
  let complete = context.call.complete;
  const value = first(context);
  if (value?.kind === 'mapping') {
    for (const [key, entry] of value.entries) entries.set(key, entry);
    complete &&= value.complete;
  } else if (value?.kind === 'sequence') {
    for (const item of value.items) {
      const key = item.kind === 'sequence' ? item.items[0] : undefined;
      if (key?.kind === 'known' && item.kind === 'sequence' && item.items[1]) entries.set(String(key.value), item.items[1]);
      else complete = false;
    }
  } else if (value) complete = false;
  for (const [key, entry] of context.call.keywords) entries.set(key, entry);
  return mapping(entries, context.place, complete);
};

const attribute: Native = (machine, { call, frame, place }) => {
  const [object, name, fallback] = call.positional;
  const key = knownString(name);
  if (!object || key === undefined) return unknown('run-time', place);
  const value = getAttribute(machine, frame, object, key, place);
  if (fallback && (value.kind === 'unknown' || (value.kind === 'instance' && value.role === 'attribute')))
    return object.kind === 'unknown' || (object.kind === 'instance' && object.callee !== 'argparse.Namespace') ? choice([value, fallback]) : fallback;
  return value;
};

const hasAttribute: Native = (machine, { call, frame, place }) => {
  const [object, name] = call.positional;
  const key = knownString(name);
  if (!object || key === undefined) return unknown('run-time', place);
  const value = getAttribute(machine, frame, object, key, place);
  if (value.kind === 'unknown')
    return object.kind === 'instance' && (object.callee === 'argparse.Namespace' || object.classTarget)
      ? known(false, place, 'derived')
      : unknown('run-time', place);
  return value.kind === 'instance' && value.role === 'attribute' ? unknown('run-time', place) : known(true, place, 'derived');
};

const isInstanceOf: Native = (_machine, { call, place }) => {
  const [value, type] = call.positional;
  const answers = (type?.kind === 'sequence' ? type.items : type ? [type] : []).map((one) => hasType(value, one));
  return answers.includes(true)
    ? known(true, place, 'derived')
    : answers.length === 0 || answers.includes(undefined)
      ? unknown('run-time', place)
      : known(false, place, 'derived');
};

function hasType(value: Value | undefined, type: Value): boolean | undefined {
  const name = type.kind === 'reference' ? type.name.slice(type.name.lastIndexOf('.') + 1) : undefined;
  if (!value || !name) return undefined;
  if (value.kind === 'known')
    return value.value === null
      ? name === 'NoneType'
      : (typeof value.value === 'string' ? 'str' : typeof value.value === 'boolean' ? 'bool' : Number.isInteger(value.value) ? 'int' : 'float') === name ||
          (name === 'int' && typeof value.value === 'boolean');
  if (value.kind === 'sequence') return name === (value.type ?? 'list') || /^(Sequence|Iterable|Collection)$/.test(name);
  if (value.kind === 'mapping') return /^(dict|Mapping|DictConfig|ConfigDict)$/i.test(name);
  if (value.kind === 'instance' && !value.role) {
    const target = targetOf(type);
    const own = targetOf(value.classTarget as Value | undefined);
    if (target?.type === 'class' && own?.type === 'class')
      return own === target || own.bases.some((base) => targetOf(base) === target) || (own.bases.length > 0 ? undefined : false);
    if (['str', 'int', 'float', 'bool', 'list', 'tuple', 'dict', 'NoneType'].includes(name)) return isObject(value) ? false : undefined;
  }
  return undefined;
}

const walk =
  (result: (value: Value | undefined, machine: Machine, frame: Frame) => Value | undefined): Native =>
  (machine, context) =>
    result(first(context), machine, context.frame);

export const builtinNatives: readonly (readonly [string, Native])[] = [
  ['int', (_machine, context) => converted(first(context) ?? known(0), toInteger, context)],
  ['float', (_machine, context) => converted(first(context) ?? known(0), toFloat, context)],
  ['str', (_machine, context) => converted(first(context) ?? known(''), printed, context)],
  [
    'bool',
    (_machine, context) => {
      const answer = first(context) && truth(first(context)!);
      return answer === undefined
        ? unknown('run-time', context.place, undefined, context.call.positional)
        : known(answer, first(context)!.span, first(context)!.origin);
    },
  ],
  ['len', (_machine, context) => lengthOf(first(context), context)],
  ['abs', (_machine, context) => converted(first(context), (value) => (typeof value === 'number' ? Math.abs(value) : undefined), context)],
  [
    'round',
    (_machine, context) => {
      const digits = knownNumber(context.call.positional[1]) ?? 0;
      return converted(first(context), (value) => (typeof value === 'number' ? Math.round(value * 10 ** digits) / 10 ** digits : undefined), context);
    },
  ],
  ['math.ceil', (_machine, context) => converted(first(context), (value) => (typeof value === 'number' ? Math.ceil(value) : undefined), context)],
  ['math.floor', (_machine, context) => converted(first(context), (value) => (typeof value === 'number' ? Math.floor(value) : undefined), context)],
  ['math.sqrt', (_machine, context) => converted(first(context), (value) => (typeof value === 'number' && value >= 0 ? Math.sqrt(value) : undefined), context)],
  ['math.log2', (_machine, context) => converted(first(context), (value) => (typeof value === 'number' && value > 0 ? Math.log2(value) : undefined), context)],
  ['max', (machine, context) => extreme(machine, context, (a, b) => a > b)],
  ['min', (machine, context) => extreme(machine, context, (a, b) => a < b)],
  [
    'sum',
    (machine, context) => {
      const items = first(context) && iterationOf(machine, context.frame, first(context)!).items;
      return items?.every((item) => knownNumber(item) !== undefined)
        ? known(
            items.reduce((total, item) => total + knownNumber(item)!, 0),
            context.place,
            'derived',
            items,
          )
        : unknown('run-time', context.place);
    },
  ],
  ['sorted', walk((value) => value)],
  ['list', asSequence('list')],
  ['tuple', asSequence('tuple')],
  ['set', asSequence('set')],
  ['frozenset', asSequence('set')],
  ['dict', dictionary],
  ['getattr', attribute],
  ['hasattr', hasAttribute],
  [
    'setattr',
    (machine, { call, frame, place }) => {
      const [object, name, value] = call.positional;
      const key = knownString(name);
      if (object && key !== undefined && value) setAttribute(machine, object, key, value, frame, { kind: 'opaque', from: place.from, to: place.to });
      return known(null);
    },
  ],
  ['isinstance', isInstanceOf],
  ['callable', walk((value) => (value?.kind === 'reference' ? known(true) : unknown('run-time')))],
  ['print', () => known(null)],
  [
    'vars',
    (_machine, context) => {
      const value = first(context);
      return value?.kind === 'instance' ? mapping(value.attributes, value.span) : value?.kind === 'mapping' ? value : unknown('run-time', context.place);
    },
  ],
  ['globals', (_machine, context) => mapping(context.frame.scope.module.scope.variables, context.place, true)],
  ['locals', (_machine, context) => mapping(new Map(context.frame.scope.variables), context.place, true)],
  [
    'map',
    (machine, context) => {
      const [callee, list] = context.call.positional;
      const items = list && iterationOf(machine, context.frame, list).items;
      return callee && items && items.length <= 64
        ? sequence(
            items.map((item) => callValue(machine, context.frame, callee, { ...emptyArguments, positional: [item] }, context.place)),
            context.place,
            'generator',
          )
        : unknown('run-time', context.place);
    },
  ],
  [
    'type',
    (_machine, context) => {
      const value = first(context);
      return value?.kind === 'instance' && value.classTarget ? (value.classTarget as Value) : unknown('run-time', context.place);
    },
  ],
  [
    'super',
    (_machine, { frame, place }) =>
      frame.owner && frame.self ? reference('super', { type: 'super', self: frame.self, after: frame.owner }, place) : unknown('run-time', place),
  ],
  ['next', nextOf],
  ['tqdm.tqdm', progress],
  ['tqdm.auto.tqdm', progress],
  ['tqdm.notebook.tqdm', progress],
  ['tqdm.std.tqdm', progress],
  ['tqdm.tqdm_notebook', progress],
  ['tqdm.autonotebook.tqdm', progress],
  ['rich.progress.track', progress],
  ['fastprogress.progress_bar', progress],
  ['fastprogress.master_bar', progress],
  ['alive_progress.alive_it', progress],
  ['progressbar.progressbar', progress],
  ['tqdm.trange', range],
  ['tqdm.auto.trange', range],
  ['tqdm.notebook.trange', range],
  ['tqdm.tnrange', range],
];

/** A progress bar around something to walk is that thing. */
function progress(_machine: Machine, context: NativeCall): Value | undefined {
  return first(context) ?? context.call.keywords.get('iterable');
}

/** The next element; that it was asked for is told, since training loops walk loaders this way too. */
function nextOf(machine: Machine, context: NativeCall): Value | undefined {
  const value = first(context);
  if (!value) return undefined;
  const instance = makeInstance(machine, 'next', context.call, context.place);
  machine.listener.call(
    { instance, place: context.place, loop: machine.loop, guard: machine.guard, context: machine.context, frame: context.frame, unit: context.frame.unit },
    machine,
  );
  return iterationOf(machine, context.frame, value).element;
}

function range(machine: Machine, context: NativeCall): Value {
  return makeInstance(machine, 'range', { ...emptyArguments, positional: context.call.positional }, context.place);
}
