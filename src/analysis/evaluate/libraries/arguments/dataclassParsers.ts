// Parsers that are given dataclasses: HfArgumentParser and its kin (TRL), tyro, simple_parsing, draccus, pyrallis, jsonargparse, typed-argument-parser.
import { callValue } from '../../calls/calls';
import { fillFields, hasFields } from '../../classes/classes';
import { evaluate } from '../../expressions/expressions';
import { makeInstance, type Machine } from '../../machine';
import { targetOf, type Frame, type FunctionTarget } from '../../state/targets';
import { emptyArguments, knownBoolean, sequence, unknown, type CallArguments, type Instance, type Value } from '../../values';
import { load, readSettings } from '../configurations/configFiles';
import { mergeInto } from '../configurations/merging';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { givenByList } from './given';

type Settings = ReadonlyMap<string, Value>;

/** An object of the class: fields as given, else at their defaults; a library's class is given all there is, its description takes what it knows. */
export function objectOfClass(machine: Machine, context: Pick<NativeCall, 'frame' | 'place'>, type: Value, given: Settings, complete = true): Value {
  const target = targetOf(type);
  const call: CallArguments = { ...emptyArguments, keywords: new Map(given), complete };
  if (target?.type === 'class') {
    const instance = makeInstance(machine, target.name, call, context.place, { bases: target.libraryBases, classTarget: type });
    if (!hasFields(target)) return callValue(machine, context.frame, type, { ...emptyArguments, keywords: taken(target, given) }, context.place);
    fillFields(machine, context.frame, instance, target, emptyArguments, context.place, scalarsOf(given));
    nest(machine, context, instance, given);
    if (!complete)
      for (const name of instance.attributes.keys()) if (!given.has(name)) instance.attributes.set(name, unknown('outside-workspace', context.place, 'config'));
    return instance;
  }
  return type.kind === 'reference' ? makeInstance(machine, type.name, call, context.place) : unknown('run-time', context.place);
}

/** What a class's own constructor has parameters for. */
function taken(target: { readonly namespace: ReadonlyMap<string, Value> }, given: Settings): Map<string, Value> {
  const init = targetOf(target.namespace.get('__init__'));
  const names = init?.type === 'function' ? init.node.parameters.map((parameter) => parameter.name) : [];
  return new Map([...given].filter(([name]) => names.includes(name)));
}

/** Values of nested classes go into the object that their field has by default. */
const scalarsOf = (given: Settings): Map<string, Value> => new Map([...given].filter(([, value]) => value.kind !== 'mapping'));

function nest(machine: Machine, context: Pick<NativeCall, 'frame' | 'place'>, owner: Instance, given: Settings): void {
  for (const [name, value] of given) {
    const at = name.indexOf('.');
    const inner = owner.attributes.get(at > 0 ? name.slice(0, at) : name);
    const settings: Settings | undefined = at > 0 ? new Map([[name.slice(at + 1), value]]) : value.kind === 'mapping' ? value.entries : undefined;
    if (!settings) continue;
    if (inner?.kind === 'instance' && inner.classTarget) {
      for (const [key, entry] of scalarsOf(settings)) if (!key.includes('.')) inner.attributes.set(key, entry);
      nest(machine, context, inner, settings);
    } else if (inner?.kind === 'mapping' && value.kind === 'mapping') mergeInto(machine, inner, value);
    else if (at < 0) owner.attributes.set(name, value);
  }
}

const typesOf = (parser: Instance): readonly Value[] => {
  const given = argumentOf(parser.call, 'dataclass_types', 0);
  return given?.kind === 'sequence' ? given.items : given ? [given] : [];
};

function objects(machine: Machine, context: NativeCall, given: Settings, complete = true): Value | undefined {
  const parser = context.receiver;
  if (parser?.kind !== 'instance') return undefined;
  return sequence(
    typesOf(parser).map((type) => objectOfClass(machine, context, type, given, complete)),
    context.place,
    'tuple',
  );
}

/** One object for each class, its fields at their defaults or as the launcher or a literal list says. */
const intoDataclasses: Native = (machine, context) => {
  const list = argumentOf(context.call, 'args', 0);
  const file = context.call.keywords.get('args_filename');
  const given = list?.kind === 'sequence' && list.items.length > 0 ? givenByList(list).options : machine.launcher;
  const config = (file && readSettings(machine, context, file)) ?? configOf(machine, context, given);
  // A file is named, and not at hand: what it leaves at the defaults isn't known.
  const isOpen = context.name.includes('trl.') && given.has('config') && !config;
  const parsed = objects(machine, context, new Map([...(config ?? []), ...given]), !isOpen);
  const rest = knownBoolean(context.call.keywords.get('return_remaining_strings')) === true;
  return rest && parsed?.kind === 'sequence' ? { ...parsed, items: [...parsed.items, sequence([], context.place)] } : parsed;
};

/** TRL's parser takes a file of defaults by `--config`. */
const configOf = (machine: Machine, context: NativeCall, given: Settings): Settings | undefined => {
  const path = context.name.includes('trl.') ? given.get('config') : undefined;
  return path && readSettings(machine, context, path);
};

/** A file, or a dictionary, with the fields of all classes; which file is given on the command line isn't known, then the defaults hold. */
const fromFile: Native = (machine, context) => {
  const path = context.call.positional[0] ?? context.call.keywords.get('json_file') ?? context.call.keywords.get('yaml_file');
  return objects(machine, context, (path && readSettings(machine, context, path)) ?? machine.launcher);
};
const fromDictionary: Native = (machine, context) => {
  const given = argumentOf(context.call, 'args', 0);
  return objects(machine, context, given?.kind === 'mapping' ? given.entries : new Map());
};

/** `tyro.cli(Config)`, `draccus.parse(Config)`: an object of the class, or the function's result, at the defaults. */
const cli: Native = (machine, context) => {
  const type = argumentOf(context.call, 'f', 0) ?? context.call.keywords.get('config_class') ?? context.call.keywords.get('components');
  const given = argumentOf(context.call, 'default');
  if (given) return given;
  return type && (targetOf(type)?.type === 'class' ? objectOfClass(machine, context, type, settingsOf(machine, context)) : called(machine, context, type));
};

/** The launcher's options, over the file that `config_path=` or `--config` names. */
function settingsOf(machine: Machine, context: NativeCall): Settings {
  const path = machine.launcher.get('config_path') ?? machine.launcher.get('config') ?? context.call.keywords.get('config_path');
  return new Map([...((path && readSettings(machine, context, path)) ?? []), ...machine.launcher]);
}

const called = (machine: Machine, context: NativeCall, callee: Value): Value => {
  const target = targetOf(callee);
  const names = target?.type === 'function' ? target.node.parameters.filter((parameter) => !parameter.star).map((parameter) => parameter.name) : [];
  const keywords = new Map([...machine.launcher].filter(([name]) => names.includes(name)));
  if (target?.type === 'function') for (const [name, value] of annotated(machine, context, target)) if (!keywords.has(name)) keywords.set(name, value);
  return callValue(machine, context.frame, callee, { ...emptyArguments, keywords }, context.place);
};

/** Parameters without default whose annotation is a class with fields get an object of it. */
function annotated(machine: Machine, context: Pick<NativeCall, 'frame' | 'place'>, target: FunctionTarget): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, annotation, star } of target.node.parameters) {
    if (!annotation || star || target.defaults.has(name)) continue;
    const frame: Frame = { scope: target.closure, unit: target.unit, returned: [] };
    const type = evaluate(machine, frame, annotation);
    const inner = targetOf(type);
    if (inner?.type === 'class' && hasFields(inner)) values.set(name, objectOfClass(machine, context, type, machine.launcher));
  }
  return values;
}

const wrapper = /(^|\.)(pyrallis|draccus|simple_parsing|chz|hydra_zen|parser|lerobot\.configs\.parser)(\.\w+)*\.(wrap|entrypoint|nested_entrypoint)$/;

/** `@pyrallis.wrap()`, `@draccus.wrap()`: the decorated function gets an object of its parameter's class. */
export function wrappedArguments(machine: Machine, target: FunctionTarget, decorator: Value, place: Instance['span']): Map<string, Value> {
  const name = decorator.kind === 'instance' ? decorator.callee : decorator.kind === 'reference' ? decorator.name : '';
  if (!wrapper.test(name)) return new Map();
  return annotated(
    machine,
    { frame: { scope: target.closure, unit: target.unit, returned: [] }, place: (place ?? decorator.span) as NativeCall['place'] },
    target,
  );
}

/** typed-argument-parser: the object is the parser. */
const parseSelf: Native = (machine, context) => {
  const target = context.receiver?.kind === 'instance' ? targetOf(context.receiver.classTarget as Value | undefined) : undefined;
  if (context.receiver?.kind !== 'instance' || target?.type !== 'class') return undefined;
  fillFields(machine, context.frame, context.receiver, target, emptyArguments, context.place, machine.launcher);
  return context.receiver;
};

/** `tyro.from_yaml(Config, file)`: an object of the class with the file's values. */
const fromYaml: Native = (machine, context) => {
  const type = context.call.positional[0];
  const loaded = load(machine, { ...context, call: { ...emptyArguments, positional: context.call.positional.slice(1) } });
  return type && targetOf(type)?.type === 'class' && loaded?.kind === 'mapping' ? objectOfClass(machine, context, type, loaded.entries) : undefined;
};

const parsers = [
  'transformers.HfArgumentParser',
  'transformers.hf_argparser.HfArgumentParser',
  'trl.TrlParser',
  'trl.scripts.utils.TrlParser',
  'trl.trainer.utils.TrlParser',
  'trl.commands.cli_utils.TrlParser',
  'trl.H4ArgumentParser',
];
const commands = [
  'tyro.cli',
  'draccus.parse',
  'simple_parsing.parse',
  'pyrallis.parse',
  'jsonargparse.CLI',
  'jsonargparse.cli.CLI',
  'jsonargparse.auto_cli',
  'tap.tapify',
  'chz.entrypoint',
];

export const dataclassParserNatives: readonly (readonly [string, Native])[] = [
  ['tyro.from_yaml', fromYaml],
  ['tyro.extras.from_yaml', fromYaml],
  ['pyrallis.load', fromYaml],
  ['draccus.load', fromYaml],
  ...parsers.flatMap((name) => [
    [`${name}.parse_args_into_dataclasses`, intoDataclasses] as const,
    [`${name}.parse_args_and_config`, intoDataclasses] as const,
    [`${name}.parse`, intoDataclasses] as const,
    [`${name}.parse_json_file`, fromFile] as const,
    [`${name}.parse_yaml_file`, fromFile] as const,
    [`${name}.parse_dict`, fromDictionary] as const,
  ]),
  ...commands.map((name) => [name, cli] as const),
  ['tap.Tap.parse_args', parseSelf],
  ['tap.TypedArgs.parse_args', parseSelf],
];
