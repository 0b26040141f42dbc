// argparse: what each `add_argument` declares, and the namespace that parsing gives when the script runs with its defaults or a launcher's arguments.
import type { Span } from '../../../model/source';
import { callValue } from '../calls';
import { makeInstance, type Frame, type Machine } from '../machine';
import {
  choice,
  emptyArguments,
  knownBoolean,
  knownString,
  known,
  sequence,
  unknown,
  withOrigin,
  type CallArguments,
  type Instance,
  type Value,
} from '../values';
import { isTrainingSwitch, switchedOn } from './switches';
import { toFloat, toInteger } from './builtins';
import { argumentOf, type Native, type NativeCall } from './natives';

interface Declared {
  readonly destination: string;
  readonly flags: readonly string[];
  readonly call: CallArguments;
  readonly place: Span;
  readonly required: boolean;
}
interface ParserState {
  readonly declared: Declared[];
  readonly defaults: Map<string, Value>;
  readonly subparsers: Instance[];
  subcommand?: string;
}

const states = new WeakMap<Instance, ParserState>();

function stateOf(parser: Instance): ParserState {
  let state = states.get(parser);
  if (!state) states.set(parser, (state = { declared: [], defaults: new Map(), subparsers: [] }));
  return state;
}

const onParser =
  (run: (parser: Instance, machine: Machine, context: NativeCall) => Value | undefined): Native =>
  (machine, context) =>
    context.receiver?.kind === 'instance' ? run(context.receiver, machine, context) : undefined;

const addArgument = onParser((parser, _machine, { call, place }) => {
  const names = call.positional.map(knownString).filter((name) => name !== undefined);
  const flags = names.filter((name) => name.startsWith('-'));
  const chosen = knownString(call.keywords.get('dest')) ?? (flags.find((name) => name.startsWith('--')) ?? names[0])?.replace(/^-+/, '').replaceAll('-', '_');
  if (chosen === undefined) return known(null);
  const positionalArgument = flags.length === 0;
  const many = knownString(call.keywords.get('nargs'));
  const required = positionalArgument ? many !== '?' && many !== '*' : knownBoolean(call.keywords.get('required')) === true;
  stateOf(parser).declared.push({ destination: chosen, flags, call, place, required });
  return known(null);
});

const setDefaults = onParser((parser, _machine, { call }) => {
  for (const [name, value] of call.keywords) stateOf(parser).defaults.set(name, withOrigin(value, 'argument-default'));
  return known(null);
});

/** Groups add to their parser. */
const group = onParser((parser) => parser);

const addSubparsers = onParser((parser, machine, { call, place }) => {
  const state = stateOf(parser);
  state.subcommand = knownString(call.keywords.get('dest'));
  return makeInstance(machine, 'argparse.subparsers', call, place, { receiver: parser });
});

const addParser = onParser((subparsers, machine, { call, place }) => {
  const parser = makeInstance(machine, 'argparse.ArgumentParser', call, place);
  if (subparsers.receiver?.kind === 'instance') stateOf(subparsers.receiver).subparsers.push(parser);
  const parents = call.keywords.get('parents');
  if (parents?.kind === 'sequence') inherit(parser, parents.items);
  return parser;
});

function inherit(parser: Instance, parents: readonly Value[]): void {
  for (const parent of parents) {
    if (parent.kind !== 'instance') continue;
    stateOf(parser).declared.push(...stateOf(parent).declared);
    for (const [name, value] of stateOf(parent).defaults) stateOf(parser).defaults.set(name, value);
  }
}

const parse = onParser((parser, machine, context) => {
  const parents = parser.call.keywords.get('parents');
  if (parents?.kind === 'sequence' && stateOf(parser).declared.length === 0) inherit(parser, parents.items);
  const existing = argumentOf(context.call, 'namespace', 1);
  const namespace = existing?.kind === 'instance' ? existing : makeInstance(machine, 'argparse.Namespace', emptyArguments, context.place);
  fill(machine, context.frame, namespace, parser, givenArguments(machine, context.call));
  return namespace;
});

/** `parse_args(["--epochs", "3"])` in the code, or what a launcher passes. */
function givenArguments(machine: Machine, call: CallArguments): ReadonlyMap<string, Value> {
  const list = argumentOf(call, 'args', 0);
  if (list?.kind !== 'sequence') return machine.launcher;
  const given = new Map<string, Value>();
  for (let index = 0; index < list.items.length; index++) {
    const word = knownString(list.items[index]);
    if (!word?.startsWith('-')) continue;
    const [name, inline] = word.replace(/^-+/, '').split('=') as [string, string?];
    const next = list.items[index + 1];
    const value = inline !== undefined ? known(inline, list.span) : next && !knownString(next)?.startsWith('-') ? next : known(true, list.span);
    given.set(name.replaceAll('-', '_'), value);
  }
  return given;
}

function fill(machine: Machine, frame: Frame, namespace: Instance, parser: Instance, given: ReadonlyMap<string, Value>): void {
  const state = stateOf(parser);
  for (const declared of state.declared) namespace.attributes.set(declared.destination, valueOf(machine, frame, declared, given));
  for (const [name, value] of state.defaults) if (!given.has(name)) namespace.attributes.set(name, value);
  if (state.subparsers.length === 0) return;
  const parts = state.subparsers.map((inner) => {
    const part = makeInstance(machine, 'argparse.Namespace', emptyArguments, undefined);
    fill(machine, frame, part, inner, given);
    return part;
  });
  // Which command will be given isn't known: an argument is one of those that the commands have.
  for (const name of new Set(parts.flatMap((part) => [...part.attributes.keys()]))) {
    namespace.attributes.set(name, choice(parts.map((part) => part.attributes.get(name)).filter((value) => value !== undefined)));
  }
  if (state.subcommand)
    namespace.attributes.set(state.subcommand, choice(state.subparsers.map((inner) => inner.call.positional[0] ?? unknown('required-argument'))));
}

function valueOf(machine: Machine, frame: Frame, declared: Declared, given: ReadonlyMap<string, Value>): Value {
  const { call } = declared;
  const names = [declared.destination, ...declared.flags.map((flag) => flag.replace(/^-+/, '').replaceAll('-', '_'))];
  const passed = names.map((name) => given.get(name)).find((value) => value !== undefined);
  const action = call.keywords.get('action');
  const actionName = knownString(action) ?? (action?.kind === 'reference' ? action.name : '');
  if (passed) return readPassed(machine, frame, passed, actionName, call);
  const written = call.keywords.get('default');
  if (written && !(written.kind === 'reference' && written.name.endsWith('SUPPRESS')))
    return switchedOn(withOrigin(convert(machine, frame, written, call.keywords.get('type')), 'argument-default', declared.place), declared.destination);
  if (actionName === 'store_true') return known(isTrainingSwitch(declared.destination), declared.place, 'argument-default');
  if (actionName === 'store_false') return known(true, declared.place, 'argument-default');
  if (declared.required) return unknown('required-argument', declared.place, declared.flags.at(-1) ?? declared.destination);
  return known(null, declared.place, 'argument-default');
}

function readPassed(machine: Machine, frame: Frame, passed: Value, action: string, call: CallArguments): Value {
  if (action === 'store_true' || action === 'store_false') return { ...known(action === 'store_true', passed.span, passed.origin) };
  return convert(machine, frame, passed, call.keywords.get('type'));
}

/** `type=` applies to texts; a function of the workspace is called. */
function convert(machine: Machine, frame: Frame, value: Value, type: Value | undefined): Value {
  if (value.kind === 'sequence' && value.complete) return { ...value, items: value.items.map((item) => convert(machine, frame, item, type)) };
  if (value.kind !== 'known' || typeof value.value !== 'string' || type?.kind !== 'reference') return value;
  const number = type.name === 'int' ? toInteger(value.value) : type.name === 'float' ? toFloat(value.value) : undefined;
  if (number !== undefined) return { ...value, value: number };
  if (type.name === 'bool') return { ...value, value: value.value !== '' };
  if (!type.target) return value;
  const result = callValue(machine, frame, type, { ...emptyArguments, positional: [value] }, value.span as never);
  return result.kind === 'known' ? { ...value, value: result.value } : result;
}

const withRest: Native = (machine, context) => {
  const namespace = parse(machine, context);
  return namespace && sequence([namespace, sequence([], context.place)], context.place, 'tuple');
};

const getDefault = onParser((parser, machine, { call, frame, place }) => {
  const name = knownString(call.positional[0]);
  const declared = stateOf(parser).declared.find((one) => one.destination === name);
  return stateOf(parser).defaults.get(name ?? '') ?? (declared ? valueOf(machine, frame, declared, new Map()) : unknown('run-time', place));
});

const parserClasses = [
  'argparse.ArgumentParser',
  'configargparse.ArgumentParser',
  'configargparse.ArgParser',
  'jsonargparse.ArgumentParser',
  'transformers.HfArgumentParser',
  'simple_parsing.ArgumentParser',
];
const methods: readonly (readonly [string, Native])[] = [
  ['add_argument', addArgument],
  ['add', addArgument],
  ['set_defaults', setDefaults],
  ['add_argument_group', group],
  ['add_mutually_exclusive_group', group],
  ['add_subparsers', addSubparsers],
  ['parse_args', parse],
  ['parse_known_args', withRest],
  ['get_default', getDefault],
];

export const argparseNatives: readonly (readonly [string, Native])[] = [
  ...parserClasses.flatMap((name) => methods.map(([method, native]) => [`${name}.${method}`, native] as const)),
  ['argparse.subparsers.add_parser', addParser],
];
