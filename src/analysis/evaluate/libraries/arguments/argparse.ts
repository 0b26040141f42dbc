// argparse and its kin: the namespace that parsing gives when the script runs with its defaults or with arguments.
import { makeInstance, type Machine } from '../../machine';
import { choice, emptyArguments, known, knownBoolean, knownString, mapping, sequence, unknown, type Instance, type Value } from '../../values';
import { readSettings } from '../configurations/configFiles';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { standardOf, taken, takenWords, valueOf } from './argumentValues';
import { asDefault, givenByLauncher, givenByList, nothingGiven, optionName, type Given, withWholeNames } from './given';
import { chosenCommand, declare, declareCommand, parserState, type Declared } from './parsers';
import { objectOfClass } from './dataclassParsers';

const onParser =
  (run: (parser: Instance, machine: Machine, context: NativeCall) => Value | undefined): Native =>
  (machine, context) =>
    context.receiver?.kind === 'instance' ? run(context.receiver, machine, context) : undefined;

const addArgument = onParser((parser, _machine, { call, place }) => {
  declare(parser, call, place);
  return known(null);
});

const setDefaults = onParser((parser, _machine, { call, place }) => {
  const given = call.positional[0];
  const values = [...(given?.kind === 'mapping' ? given.entries : []), ...call.keywords];
  for (const [name, value] of values) parserState(parser).defaults.set(name, asDefault(value, place));
  return known(null);
});

/** simple_parsing's `add_arguments(Options, dest="options")`, jsonargparse's `add_class_arguments(Options, "options")`. */
const addClass = onParser((parser, _machine, { call }) => {
  const type = argumentOf(call, 'dataclass', 0) ?? argumentOf(call, 'theclass', 0);
  const name = knownString(argumentOf(call, 'dest', 1) ?? call.keywords.get('nested_key'));
  if (type && name !== undefined) parserState(parser).classes.push({ name, type });
  return known(null);
});

/** Groups add to their parser. */
const group = onParser((parser) => parser);

const addSubparsers = onParser((parser, machine, { call, place }) => {
  parserState(parser).subcommand = knownString(call.keywords.get('dest'));
  return makeInstance(machine, 'argparse.subparsers', call, place, { receiver: parser });
});

const addParser = onParser((commands, machine, { call, place }) => declareCommand(machine, commands, call, place));

const parse = onParser((parser, machine, context) => parseInto(machine, context, parser).namespace);

const parseKnown = onParser((parser, machine, context) => {
  const { namespace, rest } = parseInto(machine, context, parser);
  const remaining = sequence(rest, context.place);
  leftOver.set(remaining, { options: givenTo(machine, context).options, words: rest });
  return sequence([namespace, remaining], context.place, 'tuple');
});

/** What a first parser left for a second one: its options are looked up by name all the same. */
const leftOver = new WeakMap<Value, Given>();

function givenTo(machine: Machine, context: NativeCall): Given {
  const list = argumentOf(context.call, 'args', 0);
  if (list?.kind !== 'sequence') return givenByLauncher(machine);
  return leftOver.get(list) ?? (list.complete && list.items.length > 0 ? givenByList(list) : givenByLauncher(machine));
}

function parseInto(machine: Machine, context: NativeCall, parser: Instance): { readonly namespace: Instance; readonly rest: readonly Value[] } {
  const existing = argumentOf(context.call, 'namespace', 1);
  const namespace = existing?.kind === 'instance' ? existing : makeInstance(machine, 'argparse.Namespace', emptyArguments, context.place);
  if (!machine.parsed.includes(namespace)) machine.parsed.push(namespace);
  return { namespace, rest: fill(machine, context, namespace, parser, givenTo(machine, context)) };
}

/** @returns the words that nothing takes */
function fill(machine: Machine, context: NativeCall, namespace: Instance, parser: Instance, given: Given): readonly Value[] {
  const state = parserState(parser);
  const fromFiles = settingsOfFiles(machine, context, parser, given);
  const words = [...given.words];
  const command = chosenCommand(state, words);
  if (command?.word) words.splice(words.indexOf(command.word), 1);
  const set = (declared: Declared, passed: Value | undefined): void => {
    const value = valueOf(machine, context, declared, passed, fromFiles.get(declared.destination) ?? state.defaults.get(declared.destination), parser);
    if (value) hold(namespace, declared.destination, value);
  };
  for (const [name, value] of state.defaults) hold(namespace, name, value);
  const long = state.declared.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--')).map(optionName));
  const whole = knownBoolean(parser.call.keywords.get('allow_abbrev')) === false ? given : withWholeNames(given, long);
  for (const declared of state.declared) if (declared.flags.length > 0) set(declared, taken(declared, whole, words));
  for (const declared of state.declared) if (declared.flags.length === 0) set(declared, takenWords(declared, words));
  for (const { name, type } of state.classes) hold(namespace, name, objectOfClass(machine, context, type, given.options));
  if (state.subparsers.length === 0) return words;
  return command
    ? fillCommand(machine, context, namespace, state.subcommand, command, { options: given.options, words })
    : fillAny(machine, context, namespace, parser, given);
}

function fillCommand(
  machine: Machine,
  context: NativeCall,
  namespace: Instance,
  subcommand: string | undefined,
  { parser, word }: { readonly parser: Instance; readonly word?: Value },
  given: Given,
): readonly Value[] {
  if (subcommand !== undefined) hold(namespace, subcommand, word ?? parser.call.positional[0] ?? unknown('required-argument', context.place, subcommand));
  return fill(machine, context, namespace, parser, given);
}

/** Which command will be given isn't known: an argument is one of those that the commands have. */
function fillAny(machine: Machine, context: NativeCall, namespace: Instance, parser: Instance, given: Given): readonly Value[] {
  const { subparsers, subcommand } = parserState(parser);
  const parts = subparsers.map(({ parser: inner }) => {
    const part = makeInstance(machine, 'argparse.Namespace', emptyArguments, undefined);
    fill(machine, context, part, inner, given);
    return part;
  });
  for (const name of new Set(parts.flatMap((part) => [...part.attributes.keys()])))
    hold(namespace, name, choice(parts.map((part) => part.attributes.get(name)).filter((value) => value !== undefined)));
  if (subcommand !== undefined) hold(namespace, subcommand, choice(subparsers.map((one) => one.parser.call.positional[0] ?? unknown('required-argument'))));
  return [];
}

/** Sets an argument; jsonargparse's `optim.lr` lies in a mapping `optim`. */
function hold(namespace: Instance, destination: string, value: Value): void {
  const at = destination.indexOf('.');
  if (at <= 0) {
    namespace.attributes.set(destination, value);
    return;
  }
  const outer = namespace.attributes.get(destination.slice(0, at));
  const inner = outer?.kind === 'mapping' ? outer : mapping(new Map());
  (inner.entries as Map<string, Value>).set(destination.slice(at + 1), value);
  namespace.attributes.set(destination.slice(0, at), inner);
}

/** ConfigArgParse: files named by `default_config_files` or by an option that `is_config_file`. */
function settingsOfFiles(machine: Machine, context: NativeCall, parser: Instance, given: Given): ReadonlyMap<string, Value> {
  const { declared } = parserState(parser);
  const standard = parser.call.keywords.get('default_config_files');
  const named = declared.filter(({ call }) => call.keywords.has('is_config_file') || call.keywords.has('is_config_file_arg'));
  const paths = [
    ...(standard?.kind === 'sequence' ? standard.items : []),
    ...named.map((one) => one.flags.map((flag) => given.options.get(optionName(flag))).find(Boolean) ?? one.call.keywords.get('default')),
  ];
  const settings = new Map<string, Value>();
  for (const path of paths) for (const [name, value] of (path && readSettings(machine, context, path)) ?? []) settings.set(optionName(name), value);
  return settings;
}

const getDefault = onParser((parser, machine, context) => {
  const name = knownString(context.call.positional[0]);
  const { declared, defaults } = parserState(parser);
  const found = declared.find((one) => one.destination === name);
  const set = defaults.get(name ?? '');
  return (found ? standardOf(machine, context, found, set, parser) : set) ?? known(null);
});

/** ConfigArgParse and scripts ask for the whole of the defaults by parsing nothing. */
const getDefaults = onParser((parser, machine, context) => {
  const namespace = makeInstance(machine, 'argparse.Namespace', emptyArguments, context.place);
  fill(machine, context, namespace, parser, nothingGiven);
  return namespace;
});

const parserClasses = [
  'argparse.ArgumentParser',
  'configargparse.ArgumentParser',
  'configargparse.ArgParser',
  'configargparse.ArgumentDefaultsHelpFormatter',
  'configargparse.get_argument_parser',
  'jsonargparse.ArgumentParser',
  'transformers.HfArgumentParser',
  'simple_parsing.ArgumentParser',
  'tap.Tap',
];
const methods: readonly (readonly [string, Native])[] = [
  ['add_argument', addArgument],
  ['add', addArgument],
  ['add_arg', addArgument],
  ['set_defaults', setDefaults],
  ['add_arguments', addClass],
  ['add_class_arguments', addClass],
  ['add_argument_group', group],
  ['add_mutually_exclusive_group', group],
  ['add_subparsers', addSubparsers],
  ['parse_args', parse],
  ['parse_intermixed_args', parse],
  ['parse_known_args', parseKnown],
  ['parse_known_intermixed_args', parseKnown],
  ['get_default', getDefault],
  ['get_defaults', getDefaults],
];

export const argparseNatives: readonly (readonly [string, Native])[] = [
  ...parserClasses.flatMap((name) => methods.map(([method, native]) => [`${name}.${method}`, native] as const)),
  ['argparse.subparsers.add_parser', addParser],
];
