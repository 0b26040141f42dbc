// Configuration files that a program loads by a path it spells out: YAML, JSON, TOML; and the packages that merge them.
import { readJson } from '../../languages/json/readJson';
import { readToml } from '../../languages/toml/readToml';
import { readYaml } from '../../languages/yaml/readYaml';
import type { Machine } from '../machine';
import { callValue } from '../calls';
import { hasFields } from '../classes';
import { targetOf } from '../machine';
import { emptyArguments, knownString, mapping, unknown, withOrigin, type Mapping, type Value } from '../values';
import { argumentOf, type Native, type NativeCall } from './natives';

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
const beside = (folder: string, path: string): string => normal(folder === '' ? path : `${folder}/${path}`);

/** Takes `.` and `..` out of a path. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && !(part === '' && parts.length > 0)) parts.push(part);
  }
  return parts.join('/');
}

/** Text of a file that the program names, looked for from the script's folder, its ancestors and the workspace root. */
export function readNamed(machine: Machine, from: string, path: string): { path: string; text: string } | undefined {
  if (path.includes('://')) return undefined;
  const folders = path.startsWith('/') ? [''] : [...new Set([folderOf(from), machine.sources.root, folderOf(folderOf(from))])];
  for (const folder of folders) {
    const full = path.startsWith('/') ? normal(path) : beside(folder, path);
    const text = machine.sources.read(full);
    if (text !== undefined) return { path: full, text };
  }
  return undefined;
}

export function parseConfig(path: string, text: string): Value {
  const root = /\.json$/i.test(path) ? readJson(path, text).root : /\.toml$/i.test(path) ? readToml(path, text).root : readYaml(path, text)[0]?.root;
  return root ? fromConfig(root) : unknown('outside-workspace', undefined, path);
}

function fromConfig(value: Value, depth = 0): Value {
  if (depth > 40) return value;
  if (value.kind === 'mapping')
    return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, fromConfig(entry, depth + 1)])), origin: 'config' };
  if (value.kind === 'sequence') return { ...value, items: value.items.map((item) => fromConfig(item, depth + 1)) };
  return withOrigin(value, 'config');
}

/** `yaml.safe_load(file)`: the file is an `open(path)`, a path's text, or what reading one gave. */
export const load: Native = (machine, context) => {
  const source = argumentOf(context.call, 'stream', 0) ?? context.call.keywords.get('fp');
  return loadPath(machine, context, pathOf(source));
};

function loadPath(machine: Machine, { frame, place }: NativeCall, path: Value | undefined): Value {
  const name = knownString(path);
  if (name === undefined) return unknown(path?.kind === 'unknown' ? path.reason : 'run-time', place, path?.kind === 'unknown' ? path.detail : undefined);
  const file = readNamed(machine, frame.unit.path, name);
  return file ? parseConfig(file.path, file.text) : unknown('outside-workspace', place, name);
}

/** The path, where it is known, of the file that a text was read from. */
export const pathBehind = (text: Value): string | undefined => (text.kind === 'instance' ? knownString(pathOf(text)) : undefined);

/** The path behind a file object. */
function pathOf(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'instance') return value;
  if (/(^|\.)open$/.test(value.callee)) return value.call.positional[0] ?? value.call.keywords.get('file') ?? value.receiver;
  return /\.(read|read_text)$/.test(value.callee) ? pathOf(value.receiver) : undefined;
}

const loadByName: Native = (machine, context) => loadPath(machine, context, context.call.positional[0]);

const merge: Native = (machine, context) =>
  context.call.positional.reduce<Value>((left, right) => merged(left, asConfig(machine, context, right)), mapping(new Map(), context.place));

/** A dataclass stands for its defaults. */
function asConfig(machine: Machine, { frame, place }: NativeCall, value: Value): Value {
  const target = targetOf(value);
  const object = target?.type === 'class' && hasFields(target) ? callValue(machine, frame, value, emptyArguments, place) : value;
  return object.kind === 'instance' ? mapping(object.attributes, object.span) : object;
}

export function merged(left: Value, right: Value, depth = 0): Value {
  if (left.kind !== 'mapping' || right.kind !== 'mapping' || depth > 20)
    return right.kind === 'unknown' && left.kind === 'mapping' ? { ...left, complete: false } : right;
  const entries = new Map(left.entries);
  for (const [key, value] of right.entries) {
    const before = entries.get(key);
    entries.set(key, before ? merged(before, value, depth + 1) : value);
  }
  return { ...left, entries, complete: left.complete && right.complete };
}

/** `cfg.merge_from_file(path)` of yacs: the values are set on the node itself. */
const mergeFromFile: Native = (machine, context) => {
  const loaded = loadPath(machine, context, context.call.positional[0]);
  if (context.receiver?.kind === 'mapping' && loaded.kind === 'mapping') mergeInto(machine, context.receiver, loaded);
  return undefined;
};

function mergeInto(machine: Machine, target: Mapping, from: Mapping, depth = 0): void {
  for (const [key, value] of from.entries) {
    const before = target.entries.get(key);
    if (before?.kind === 'mapping' && value.kind === 'mapping' && depth < 20) mergeInto(machine, before, value, depth + 1);
    else machine.trail.set(target.entries as Map<string, Value>, key, value);
  }
}

const first: Native = (machine, context) => context.call.positional[0] && asConfig(machine, context, context.call.positional[0]);

export const configNatives: readonly (readonly [string, Native])[] = [
  ...[
    'yaml.safe_load',
    'yaml.load',
    'yaml.full_load',
    'json.load',
    'json.loads',
    'toml.load',
    'tomllib.load',
    'tomli.load',
    'ruamel.yaml.YAML.load',
    'yaml.unsafe_load',
  ].map((name) => [name, load] as const),
  ...['omegaconf.OmegaConf.load', 'toml.load', 'mmcv.Config.fromfile', 'mmengine.Config.fromfile', 'mmengine.config.Config.fromfile'].map(
    (name) => [name, loadByName] as const,
  ),
  ['omegaconf.OmegaConf.merge', merge],
  ['omegaconf.OmegaConf.unsafe_merge', merge],
  ...[
    'omegaconf.OmegaConf.create',
    'omegaconf.OmegaConf.structured',
    'omegaconf.OmegaConf.to_container',
    'omegaconf.OmegaConf.to_object',
    'hydra.utils.instantiate.config',
  ].map((name) => [name, first] as const),
  ['omegaconf.OmegaConf.from_cli', (_machine, { place }) => mapping(new Map(), place)],
  ['omegaconf.OmegaConf.from_dotlist', (_machine, { place }) => mapping(new Map(), place)],
  ...['yacs.config.CfgNode', 'yacs.config.CN', 'fvcore.common.config.CfgNode'].map(
    (name) =>
      [name, ((_machine, { call, place }) => (call.positional[0]?.kind === 'mapping' ? call.positional[0] : mapping(new Map(), place))) as Native] as const,
  ),
  ['yacs.merge_from_file', mergeFromFile],
];
