// Where a program meets Hydra: the `hydra.main` decorator, the compose interface, and objects made from `_target_`.
import { callValue } from '../../calls/calls';
import { getAttribute } from '../../expressions/attributes';
import { resolveDotted } from '../../modules/imports';
import { reference, type FunctionTarget } from '../../state/targets';
import type { Machine } from '../../machine';
import { emptyArguments, isNone, knownBoolean, knownString, type CallArguments, type Instance, type Value } from '../../values';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { compose, notComposed, overrideOf, type Override } from './hydra';

const isOverride = (override: Override | undefined): override is Override => override !== undefined;

/** What `@hydra.main(config_path=..., config_name=...)` gives to the function it decorates. */
export function hydraArgument(machine: Machine, decorator: Instance, target: FunctionTarget): Value {
  const { call } = decorator;
  const path = knownString(machine.launcher.get('config_path') ?? machine.launcher.get('config_dir') ?? argumentOf(call, 'config_path', 0)) ?? '.';
  // Before Hydra 1.1 the path could end with the file: `config_path="conf/config.yaml"`.
  const file = /^(?:(.*)\/)?([^/]+)\.ya?ml$/.exec(path);
  const folder = file ? (file[1] ?? '.') : path;
  const name = knownString(machine.launcher.get('config_name') ?? machine.launcher.get('cn') ?? argumentOf(call, 'config_name', 1)) ?? file?.[2];
  if (name === undefined) return notComposed(decorator.span, 'config_name');
  const source = { from: target.unit.path, folder };
  return compose(machine, source, name, machine.words.map(overrideOf).filter(isOverride)) ?? notComposed(decorator.span, `${folder}/${name}`);
}

const folders = new WeakMap<Machine, { readonly from: string; readonly folder: string }>();

/** `hydra.initialize(config_path="conf")`, `initialize_config_dir(config_dir=...)`: where `compose` looks. */
const initialize: Native = (machine, { call, frame }) => {
  const folder = knownString(argumentOf(call, 'config_path', 0) ?? call.keywords.get('config_dir'));
  if (folder !== undefined) folders.set(machine, { from: frame.unit.path, folder });
  return undefined;
};

const composed: Native = (machine, { call, frame, place }) => {
  const name = knownString(argumentOf(call, 'config_name', 0));
  const overrides = argumentOf(call, 'overrides', 1);
  const source = folders.get(machine) ?? { from: frame.unit.path, folder: '.' };
  if (name === undefined) return notComposed(place, 'config_name');
  const words = overrides?.kind === 'sequence' ? overrides.items.map(overrideOf).filter(isOverride) : [];
  return compose(machine, source, name, words) ?? notComposed(place, `${source.folder}/${name}`);
};

/** Nested configurations that are made into objects. */
const deepest = 12;

const instantiate: Native = (machine, context) => {
  const config = argumentOf(context.call, 'config', 0);
  return config && build(machine, context, config, { ...context.call, positional: context.call.positional.slice(1) }, 0);
};

/** The object that a configuration describes by `_target_`; undefined where it describes none. */
function build(machine: Machine, context: NativeCall, config: Value, more: CallArguments, depth: number): Value | undefined {
  if (depth > deepest) return undefined;
  if (config.kind === 'sequence') return { ...config, items: config.items.map((item) => build(machine, context, item, emptyArguments, depth + 1) ?? item) };
  if (config.kind !== 'mapping') return isNone(config) ? config : undefined;
  const isRecursive = knownBoolean(config.entries.get('_recursive_')) !== false;
  const within = (value: Value): Value =>
    isRecursive && (value.kind === 'mapping' || value.kind === 'sequence') ? (build(machine, context, value, emptyArguments, depth + 1) ?? value) : value;
  // `class` with `params` is how Hydra up to 1.0 wrote it, `target` how Latent Diffusion does.
  const params = config.entries.get('params');
  const written =
    config.entries.get('_target_') ?? (params?.kind === 'mapping' || depth === 0 ? (config.entries.get('class') ?? config.entries.get('target')) : undefined);
  if (!written) return { ...config, entries: new Map([...config.entries].map(([key, value]) => [key, within(value)])) };
  const callee = calleeOf(machine, context, written);
  if (!callee) return undefined;
  const keywords = new Map<string, Value>();
  const given = !config.entries.has('_target_') && params?.kind === 'mapping' ? params.entries : config.entries;
  for (const [key, value] of given) if (!/^_\w+_$/.test(key)) keywords.set(key, within(value));
  for (const [key, value] of more.keywords) if (!/^_\w+_$/.test(key)) keywords.set(key, value);
  const listed = config.entries.get('_args_');
  const positional = [...(listed?.kind === 'sequence' ? listed.items.map(within) : []), ...more.positional];
  const partial = knownBoolean(more.keywords.get('_partial_') ?? config.entries.get('_partial_')) === true;
  const call: CallArguments = { positional, keywords, complete: more.complete };
  return partial ? reference('partial', { type: 'partial', callee, call }) : callValue(machine, context.frame, callee, call, context.place);
}

/** A dotted name as the workspace's symbol, a class's method, or a library's name. */
function calleeOf(machine: Machine, context: NativeCall, written: Value): Value | undefined {
  if (written.kind === 'reference') return written;
  const name = knownString(written);
  if (name === undefined) return undefined;
  const own = resolveDotted(machine, name, context.frame.unit.path);
  if (own) return own;
  const at = name.lastIndexOf('.');
  const owner = at > 0 ? resolveDotted(machine, name.slice(0, at), context.frame.unit.path) : undefined;
  return owner ? getAttribute(machine, context.frame, owner, name.slice(at + 1), context.place) : reference(name);
}

/** `hydra.utils.get_class("a.b.C")`. */
const dotted: Native = (machine, context) => {
  const written = context.call.positional[0] ?? context.call.keywords.get('path');
  return written && calleeOf(machine, context, written);
};

export const hydraNatives: readonly (readonly [string, Native])[] = [
  ...['hydra.initialize', 'hydra.initialize_config_dir', 'hydra.experimental.initialize', 'hydra.experimental.initialize_config_dir'].map(
    (name) => [name, initialize] as const,
  ),
  ['hydra.compose', composed],
  ['hydra.experimental.compose', composed],
  ...['hydra.utils.instantiate', 'hydra.utils.call', 'hydra.instantiate', 'detectron2.config.instantiate'].map((name) => [name, instantiate] as const),
  ...['hydra.utils.get_class', 'hydra.utils.get_method', 'hydra.utils.get_object'].map((name) => [name, dotted] as const),
  ['hydra.utils.to_absolute_path', (_machine, { call }) => call.positional[0]],
  ['hydra.utils.get_original_cwd', () => ({ kind: 'known', value: '.', origin: 'derived' })],
];
