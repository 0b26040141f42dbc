// Parsers that are given dataclasses: HfArgumentParser, tyro, simple_parsing, draccus.
import { callValue } from '../calls';
import { fillFields, hasFields } from '../classes';
import { makeInstance, targetOf, type Machine } from '../machine';
import { emptyArguments, sequence, unknown, type Instance, type Value } from '../values';
import { load } from './configFiles';
import { argumentOf, type Native, type NativeCall } from './natives';

/** One object for each class, its fields at their defaults or as the launcher says. */
const intoDataclasses: Native = (machine, context) => {
  const parser = context.receiver;
  if (parser?.kind !== 'instance') return undefined;
  const given = argumentOf(parser.call, 'dataclass_types', 0);
  const types = given?.kind === 'sequence' ? given.items : given ? [given] : [];
  return sequence(
    types.map((type) => withDefaults(machine, context, type)),
    context.place,
    'tuple',
  );
};

function withDefaults(machine: Machine, context: NativeCall, type: Value): Value {
  const target = targetOf(type);
  if (target?.type === 'class') {
    const instance = makeInstance(machine, target.name, { ...emptyArguments, keywords: new Map(machine.launcher) }, context.place, {
      bases: target.libraryBases,
      classTarget: type,
    });
    if (hasFields(target)) fillFields(machine, context.frame, instance, target, emptyArguments, context.place, machine.launcher);
    return instance;
  }
  if (type.kind !== 'reference') return unknown('run-time', context.place);
  return makeInstance(machine, type.name, { ...emptyArguments, keywords: new Map(machine.launcher) }, context.place);
}

const withRest: Native = (machine, context) => {
  const parsed = intoDataclasses(machine, context);
  return parsed?.kind === 'sequence' ? { ...parsed, items: [...parsed.items, sequence([], context.place)] } : parsed;
};

/** `tyro.cli(Config)`, `draccus.parse(Config)`: an object of the class, or the function's result, at the defaults. */
const cli: Native = (machine, context) => {
  const type = argumentOf(context.call, 'f', 0) ?? context.call.keywords.get('config_class');
  const given = argumentOf(context.call, 'default');
  if (given) return given;
  return (
    type && (targetOf(type)?.type === 'class' ? withDefaults(machine, context, type) : callValue(machine, context.frame, type, emptyArguments, context.place))
  );
};

/** `tyro.from_yaml(Config, file)`: an object of the class with the file's values. */
const fromYaml: Native = (machine, context) => {
  const target = targetOf(context.call.positional[0]);
  const loaded = load(machine, { ...context, call: { ...emptyArguments, positional: context.call.positional.slice(1) } });
  if (target?.type !== 'class' || loaded?.kind !== 'mapping') return undefined;
  const instance = makeInstance(machine, target.name, emptyArguments, context.place, { bases: target.libraryBases, classTarget: context.call.positional[0] });
  fillFields(machine, context.frame, instance, target, emptyArguments, context.place, loaded.entries);
  const standard = makeInstance(machine, target.name, emptyArguments, context.place, { bases: target.libraryBases, classTarget: context.call.positional[0] });
  fillFields(machine, context.frame, standard, target, emptyArguments, context.place);
  for (const [name, value] of standard.attributes) overlay(instance, name, value, loaded.entries.get(name));
  return instance;
};

/** A nested dataclass takes the values that the file gives to its fields. */
function overlay(owner: Instance, name: string, standard: Value, given: Value | undefined): void {
  if (standard.kind !== 'instance' || !standard.classTarget || given?.kind !== 'mapping') return;
  for (const [key, value] of given.entries) standard.attributes.set(key, value);
  owner.attributes.set(name, standard);
}

const names = [
  'transformers.HfArgumentParser',
  'trl.TrlParser',
  'trl.trainer.utils.TrlParser',
  'trl.H4ArgumentParser',
  'transformers.hf_argparser.HfArgumentParser',
];

export const dataclassParserNatives: readonly (readonly [string, Native])[] = [
  ['tyro.from_yaml', fromYaml],
  ['tyro.extras.from_yaml', fromYaml],
  ...names.flatMap((name) => [
    [`${name}.parse_args_into_dataclasses`, withKnown] as const,
    [`${name}.parse_args_and_config`, intoDataclasses] as const,
    [`${name}.parse`, intoDataclasses] as const,
    [`${name}.parse_json_file`, undecided] as const,
    [`${name}.parse_yaml_file`, undecided] as const,
  ]),
  ...['tyro.cli', 'draccus.parse', 'simple_parsing.parse', 'pyrallis.parse', 'jsonargparse.CLI', 'tap.tapify'].map((name) => [name, cli] as const),
];

/** With `return_remaining_strings=True` the rest comes last. */
function withKnown(machine: Machine, context: NativeCall): Value | undefined {
  const rest = context.call.keywords.get('return_remaining_strings');
  return rest?.kind === 'known' && rest.value === true ? withRest(machine, context) : intoDataclasses(machine, context);
}

/** Which file is given on the command line isn't known; the classes' defaults hold until it is. */
function undecided(machine: Machine, context: NativeCall): Value | undefined {
  return intoDataclasses(machine, context);
}
