// Functions of numbers: conversions, rounding, extremes and sums, of Python itself, `math` and NumPy's scalars.
import { callMethod } from '../calls/calls';
import { printed } from '../expressions/formatting';
import { iterationOf } from '../statements/iteration';
import { makeInstance, type Machine } from '../machine';
import { orderingKeys } from '../expressions/ordering';
import { truth } from '../expressions/truth';
import { choice, isKnown, isNone, known, knownNumber, knownString, sequence, unknown, type Known, type Value } from '../values';
import { listedModules } from './moduleContainers';
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

/** `int("0x10", 16)` reads digits of a base. */
const integer: Native = (_machine, context) => {
  const base = knownNumber(context.call.positional[1] ?? context.call.keywords.get('base'));
  if (base === undefined || base < 2 || base > 36) return converted(first(context) ?? known(0), toInteger, context);
  return converted(
    first(context),
    (value) => {
      const number = typeof value === 'string' ? parseInt(value.replace(/^0[xob]/i, ''), base) : NaN;
      return Number.isNaN(number) ? undefined : number;
    },
    context,
  );
};

/** A function of one number; what it gives for numbers outside its domain is unknown. */
const ofNumber =
  (compute: (value: number) => number): Native =>
  (_machine, context) =>
    converted(
      first(context),
      (value) => {
        const result = typeof value === 'number' || typeof value === 'boolean' ? compute(Number(value)) : NaN;
        return Number.isFinite(result) ? result : undefined;
      },
      context,
    );

/** A function of two numbers, whose result is derived from both. */
const ofTwo =
  (compute: (a: number, b: number) => number, fallback?: number): Native =>
  (_machine, { call, place }) => {
    const [left, right = fallback === undefined ? undefined : known(fallback)] = call.positional;
    const [a, b] = [knownNumber(left), knownNumber(right)];
    const result = a === undefined || b === undefined ? NaN : compute(a, b);
    return Number.isFinite(result) ? known(result, place, 'derived', [left!, right!]) : unknown('run-time', place, undefined, call.positional);
  };

const logarithm: Native = (machine, context) =>
  context.call.positional.length > 1 ? ofTwo((value, base) => exactLog(value, base))(machine, context) : ofNumber(Math.log)(machine, context);

/** Whole results come out whole: the quotient of two logarithms rounds `log(8, 2)` to 3 and `log(125, 5)` to 3.0000000000000004. */
function exactLog(value: number, base: number): number {
  const result = Math.log(value) / Math.log(base);
  return base ** Math.round(result) === value ? Math.round(result) : result;
}

function extreme(machine: Machine, context: NativeCall, better: (a: number | string, b: number | string) => boolean): Value | undefined {
  const { positional, keywords } = context.call;
  const values = positional.length === 1 ? (iterationOf(machine, context.frame, positional[0]!).items ?? []) : positional;
  const open = positional.findIndex((value) => value.kind === 'choice');
  const chosen = positional[open];
  // whichever of a few values it is: `max(0, last_epoch)`
  if (positional.length > 1 && chosen?.kind === 'choice')
    return choice(
      chosen.options.map((option) => extreme(machine, { ...context, call: { ...context.call, positional: positional.with(open, option) } }, better) ?? option),
    );
  if (values.length === 0) return keywords.get('default') ?? unknown('run-time', context.place, undefined, positional);
  const keys = orderingKeys(machine, context.frame, values, keywords.get('key'), context.place);
  if (!keys) return unknown('run-time', context.place, undefined, values);
  let best = 0;
  for (let index = 1; index < keys.length; index++) if (better(keys[index]!, keys[best]!)) best = index;
  const winner = values[best]!;
  return winner.kind === 'known' ? { ...winner, origin: 'derived', inputs: values } : winner;
}

/** All items as numbers put together; unknown unless every item is known. */
const folded =
  (start: number, combine: (sofar: number, item: number) => number): Native =>
  (machine, { call, frame, place }) => {
    const items = call.positional[0] && iterationOf(machine, frame, call.positional[0]).items;
    const begin = knownNumber(call.positional[1] ?? call.keywords.get('start')) ?? start;
    return items?.every((item) => knownNumber(item) !== undefined)
      ? known(
          items.reduce((total, item) => combine(total, knownNumber(item)!), begin),
          place,
          'derived',
          items,
        )
      : unknown('run-time', place);
  };

const length: Native = (machine, context) => {
  const value = first(context);
  const counted = (count: number): Value => known(count, context.place, 'derived', value ? [value] : undefined);
  if (value?.kind === 'sequence' && value.complete) return counted(value.items.length);
  if (value?.kind === 'mapping' && value.complete) return counted(value.entries.size);
  const text = knownString(value);
  if (text !== undefined) return counted(text.length);
  if (value?.kind === 'instance') {
    const own = value.classTarget ? callMethod(machine, context.frame, value, '__len__', context.place) : undefined;
    if (own && own.kind !== 'instance') return own;
    const modules = listedModules(value);
    if (modules) return counted(modules.length);
    const trips = value.callee === 'range' && !value.role ? knownNumber(iterationOf(machine, context.frame, value).trips) : undefined;
    if (trips !== undefined) return counted(trips);
    // `len(jax.devices())` is what `jax.device_count()` gives.
    if (/^jax\.(local_)?devices$/.test(value.callee) && !value.role) return makeInstance(machine, 'jax.device_count', value.call, context.place);
  }
  return unknown('run-time', context.place, 'len', value ? [value] : undefined);
};

/** Whether some or all items hold; `decisive` is the answer that one item suffices for. */
const quantified =
  (decisive: boolean): Native =>
  (machine, { call, frame, place }) => {
    const value = call.positional[0];
    if (!value) return undefined;
    const items = iterationOf(machine, frame, value).items;
    const answers = (items ?? (value.kind === 'sequence' ? value.items : [])).map(truth);
    if (answers.includes(decisive)) return known(decisive, place, 'derived', [value]);
    return items && !answers.includes(undefined) ? known(!decisive, place, 'derived', [value]) : unknown('run-time', place, undefined, [value]);
  };

const rounded: Native = (_machine, context) => {
  const digits = context.call.positional[1] ?? context.call.keywords.get('ndigits');
  const places = digits === undefined || isNone(digits) ? 0 : knownNumber(digits);
  return converted(
    first(context),
    (value) => (typeof value === 'number' && places !== undefined ? Math.round(value * 10 ** places) / 10 ** places : undefined),
    context,
  );
};

const scalars: readonly (readonly [string, (value: number) => number])[] = [
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['trunc', Math.trunc],
  ['sqrt', Math.sqrt],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['log1p', Math.log1p],
  ['exp', Math.exp],
  ['cos', Math.cos],
  ['sin', Math.sin],
];

export const numberNatives: readonly (readonly [string, Native])[] = [
  ['int', integer],
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
  ['len', length],
  ['abs', ofNumber(Math.abs)],
  ['round', rounded],
  ['pow', ofTwo((a, b) => a ** b)],
  ['math.pow', ofTwo((a, b) => a ** b)],
  ['numpy.power', ofTwo((a, b) => a ** b)],
  ['divmod', (_machine, { call, place }) => quotient(call.positional[0], call.positional[1], place)],
  ['math.log', logarithm],
  ['numpy.log', ofNumber(Math.log)],
  ...scalars.flatMap(([name, compute]) => [`math.${name}`, `numpy.${name}`].map((full) => [full, ofNumber(compute)] as const)),
  ['max', (machine, context) => extreme(machine, context, (a, b) => a > b)],
  ['min', (machine, context) => extreme(machine, context, (a, b) => a < b)],
  ['sum', folded(0, (a, b) => a + b)],
  ['math.prod', folded(1, (a, b) => a * b)],
  ['numpy.prod', folded(1, (a, b) => a * b)],
  ['any', quantified(true)],
  ['all', quantified(false)],
  [
    'ord',
    (_machine, context) => converted(first(context), (value) => (typeof value === 'string' && value.length === 1 ? value.codePointAt(0) : undefined), context),
  ],
  [
    'chr',
    (_machine, context) =>
      converted(first(context), (value) => (typeof value === 'number' && value >= 0 && value < 0x110000 ? String.fromCodePoint(value) : undefined), context),
  ],
];

function quotient(left: Value | undefined, right: Value | undefined, place: NativeCall['place']): Value {
  const [a, b] = [knownNumber(left), knownNumber(right)];
  if (a === undefined || b === undefined || b === 0) return unknown('run-time', place);
  const whole = Math.floor(a / b);
  return sequence([known(whole, place, 'derived', [left!, right!]), known(a - b * whole, place, 'derived', [left!, right!])], place, 'tuple');
}
