// absl's flags (and TensorFlow's copy of them): `DEFINE_integer("epochs", 3, ...)` and `FLAGS.epochs`.
import { callValue } from '../calls';
import { loadModuleAt } from '../imports';
import { makeInstance, type Machine } from '../machine';
import { emptyArguments, known, knownString, sequence, unknown, withOrigin, type Value } from '../values';
import { switchedOn } from './switches';
import { argumentOf, type Native, type NativeCall } from './natives';

const roots = ['absl.flags', 'tensorflow.flags', 'tensorflow.app.flags', 'tensorflow.compat.v1.flags', 'tensorflow.compat.v1.app.flags'];
const kinds = ['string', 'integer', 'float', 'bool', 'boolean', 'enum', 'list', 'enum_class', 'multi_string', 'multi_integer', 'spaceseplist'];

const define: Native = (machine, context) => {
  const name = knownString(argumentOf(context.call, 'name', 0));
  const written = argumentOf(context.call, 'default', 1) ?? known(null, context.place);
  const value =
    (name === undefined ? undefined : machine.launcher.get(name)) ??
    (written.kind === 'known' && written.value === null
      ? unknown('required-argument', context.place, name)
      : switchedOn(withOrigin(written, 'argument-default', context.place), name ?? ''));
  return hold(machine, context, name, value);
};

function hold(machine: Machine, { call, place }: NativeCall, name: string | undefined, value: Value): Value {
  const holder = makeInstance(machine, 'absl.flags.FlagHolder', call, place);
  holder.attributes.set('value', value);
  if (name !== undefined) for (const root of roots) machine.librarySettings.set(`${root}.FLAGS.${name}`, value);
  return holder;
}

/** `config_flags.DEFINE_config_file("config", "configs/default.py")`: the module's `get_config()`. */
const defineConfigFile: Native = (machine, context) => {
  const name = knownString(argumentOf(context.call, 'name', 0));
  const written = argumentOf(context.call, 'default', 1);
  const path = knownString(machine.launcher.get(name ?? '') ?? written);
  if (path === undefined) return hold(machine, context, name, unknown('required-argument', context.place, name));
  const module = loadModuleAt(machine, context.frame.unit.path, path.split(':')[0]!);
  const build = module?.scope.variables.get('get_config');
  const argument = path.includes(':') ? [known(path.slice(path.indexOf(':') + 1), context.place)] : [];
  const value = build
    ? callValue(machine, context.frame, build, { ...emptyArguments, positional: argument }, context.place)
    : unknown('outside-workspace', context.place, path);
  return hold(machine, context, name, value);
};

/** `app.run(main)` calls it. */
const run: Native = (machine, { call, frame, place }) => {
  const main = argumentOf(call, 'main', 0) ?? frame.scope.module.scope.variables.get('main');
  return main && callValue(machine, frame, main, { ...emptyArguments, positional: [sequence([known('script')], place)] }, place);
};

export const flagNatives: readonly (readonly [string, Native])[] = [
  ...roots.flatMap((root) => kinds.map((kind) => [`${root}.DEFINE_${kind}`, define] as const)),
  ['ml_collections.config_flags.DEFINE_config_file', defineConfigFile],
  ['ml_collections.config_flags.config_flags.DEFINE_config_file', defineConfigFile],
  ...['absl.app.run', 'tensorflow.app.run', 'tensorflow.compat.v1.app.run'].map((name) => [name, run] as const),
];
