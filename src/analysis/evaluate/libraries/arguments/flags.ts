// absl's flags (and TensorFlow's copy of them): `DEFINE_integer("epochs", 3, ...)` and `FLAGS.epochs`; ml_collections' configuration flags.
import { callValue } from '../../calls/calls';
import { loadModuleAt } from '../../modules/imports';
import { makeInstance, type Machine } from '../../machine';
import { emptyArguments, isNone, known, knownBoolean, knownString, mapping, sequence, unknown, type Mapping, type Value } from '../../values';
import { fromText, setPath } from '../configurations/merging';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { asDefault, instead } from './given';
import { switchedOn } from './switches';

const roots = ['absl.flags', 'tensorflow.flags', 'tensorflow.app.flags', 'tensorflow.compat.v1.flags', 'tensorflow.compat.v1.app.flags'];
const kinds = [
  'string',
  'integer',
  'float',
  'bool',
  'boolean',
  'enum',
  'list',
  'enum_class',
  'multi_string',
  'multi_integer',
  'multi_float',
  'multi_enum',
  'spaceseplist',
];

const settingOf = (root: string, name: string): string => `${root}.FLAGS.${name}`;

const define: Native = (machine, context) => {
  const { call, place } = context;
  const name = knownString(argumentOf(call, 'name', 0));
  const written = argumentOf(call, 'default', 1) ?? known(null, place);
  const isRequired = knownBoolean(call.keywords.get('required')) === true;
  const standard = isNone(written)
    ? isRequired
      ? unknown('required-argument', place, name)
      : known(null, place, 'argument-default')
    : switchedOn(asDefault(listOf(context, written), place), name ?? '');
  const passed = name === undefined ? undefined : (machine.launcher.get(name) ?? negated(machine, name));
  return hold(machine, context, name, passed ? instead(fromText(passed), standard) : standard);
};

/** `--noshuffle`. */
function negated(machine: Machine, name: string): Value | undefined {
  const value = machine.launcher.get(`no${name}`);
  return value && known(false, value.span, value.origin);
}

/** `DEFINE_list("dims", "64,64")`. */
function listOf({ name, place }: NativeCall, written: Value): Value {
  const text = /list$/.test(name) ? knownString(written) : undefined;
  return text === undefined
    ? written
    : sequence(
        text
          .split(/[,\s]+/)
          .filter(Boolean)
          .map((part) => known(part, written.span ?? place)),
        place,
      );
}

function hold(machine: Machine, { call, place }: NativeCall, name: string | undefined, value: Value): Value {
  const holder = makeInstance(machine, 'absl.flags.FlagHolder', call, place);
  holder.attributes.set('value', value);
  holder.attributes.set('default', value);
  if (name !== undefined) for (const root of roots) machine.librarySettings.set(settingOf(root, name), value);
  return holder;
}

/** A flag that is required has no value until it is given. */
const markRequired: Native = (machine, { call, place }) => {
  const names = argumentOf(call, 'flag_names', 0) ?? call.keywords.get('flag_name');
  for (const item of names?.kind === 'sequence' ? names.items : names ? [names] : []) {
    const name = knownString(item);
    if (name === undefined || machine.launcher.has(name)) continue;
    for (const root of roots) {
      const value = machine.librarySettings.get(settingOf(root, name));
      if (value && isNone(value)) machine.librarySettings.set(settingOf(root, name), unknown('required-argument', value.span ?? place, name));
    }
  }
  return known(null);
};

/** Every flag by its name: `FLAGS.flag_values_dict()`. */
const all: Native = (machine, { name, place }) => {
  const prefix = `${name.slice(0, name.lastIndexOf('.'))}.`;
  return mapping(
    new Map([...machine.librarySettings].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value])),
    place,
    false,
  );
};

/** `config_flags.DEFINE_config_file("config", "configs/default.py")`: the module's `get_config()`. */
const defineConfigFile: Native = (machine, context) => {
  const name = knownString(argumentOf(context.call, 'name', 0));
  const written = argumentOf(context.call, 'default', 1);
  const path = knownString(machine.launcher.get(name ?? '') ?? written);
  if (path === undefined) return hold(machine, context, name, unknown('required-argument', context.place, name));
  const [file, argument] = path.split(/:(?=[^/\\]*$)/) as [string, string?];
  const module = loadModuleAt(machine, context.frame.unit.path, file);
  const build = module?.scope.variables.get('get_config');
  const positional = argument === undefined ? [] : [known(argument, context.place)];
  const value = build
    ? callValue(machine, context.frame, build, { ...emptyArguments, positional }, context.place)
    : unknown('outside-workspace', context.place, path);
  return hold(machine, context, name, overridden(machine, name, value));
};

/** `config_flags.DEFINE_config_dict("config", get_config())`. */
const defineConfigDictionary: Native = (machine, context) => {
  const name = knownString(argumentOf(context.call, 'name', 0));
  const config = argumentOf(context.call, 'config', 1);
  return config && hold(machine, context, name, overridden(machine, name, config));
};

/** `--config.learning_rate=0.1`. */
function overridden(machine: Machine, name: string | undefined, value: Value): Value {
  if (value.kind === 'mapping' && name !== undefined)
    for (const [key, passed] of machine.launcher)
      if (key.startsWith(`${name}.`)) setPath(machine, value as Mapping, key.slice(name.length + 1), fromText(passed));
  return value;
}

/** `app.run(main)` calls it. */
const run: Native = (machine, { call, frame, place }) => {
  const main = argumentOf(call, 'main', 0) ?? frame.scope.module.scope.variables.get('main');
  return main && callValue(machine, frame, main, { ...emptyArguments, positional: [sequence([known('script')], place)] }, place);
};

const configFlags = ['ml_collections.config_flags', 'ml_collections.config_flags.config_flags'];

export const flagNatives: readonly (readonly [string, Native])[] = [
  ...roots.flatMap((root) => [
    ...kinds.map((kind) => [`${root}.DEFINE_${kind}`, define] as const),
    [`${root}.mark_flag_as_required`, markRequired] as const,
    [`${root}.mark_flags_as_required`, markRequired] as const,
    [`${root}.FLAGS.flag_values_dict`, all] as const,
    [`${root}.FLAGS.flags_into_string`, all] as const,
  ]),
  ...configFlags.flatMap((root) => [
    [`${root}.DEFINE_config_file`, defineConfigFile] as const,
    [`${root}.DEFINE_config_dict`, defineConfigDictionary] as const,
  ]),
  ...['absl.app.run', 'tensorflow.app.run', 'tensorflow.compat.v1.app.run'].map((name) => [name, run] as const),
];
