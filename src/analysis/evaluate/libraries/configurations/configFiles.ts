// Configuration files that a program loads by a path it spells out: YAML, JSON, TOML.
import { readJson } from '../../../languages/json/readJson';
import { readToml } from '../../../languages/toml/readToml';
import { readYaml } from '../../../languages/yaml/readYaml';
import { callValue } from '../../calls/calls';
import type { Machine } from '../../machine';
import { placesOfFile } from '../../modules/moduleFiles';
import { emptyArguments, knownString, unknown, withOrigin, type Value } from '../../values';
import { argumentOf, type Native, type NativeCall } from '../natives';

/** Levels of a configuration that are followed. */
const deepest = 40;

/** Text of a file that the program names. */
export function readNamed(machine: Machine, from: string, path: string): { readonly path: string; readonly text: string } | undefined {
  if (path === '' || path.includes('://')) return undefined;
  for (const full of placesOfFile(machine.sources.root, machine.path, from, path)) {
    const text = machine.sources.read(full);
    if (text !== undefined) return { path: full, text };
  }
  return undefined;
}

/** Files that are kept as they were last read: a program is read again with every edit, what it loads seldom changes. */
const keptFiles = 32;
const kept = new Map<string, { readonly text: string; readonly root: Value | undefined }>();

export function parseConfig(path: string, text: string): Value {
  const before = kept.get(path);
  const root = before?.text === text ? before.root : rootOf(path, text);
  kept.delete(path);
  kept.set(path, { text, root });
  if (kept.size > keptFiles) kept.delete(kept.keys().next().value!);
  return root ? fromConfig(root) : unknown('outside-workspace', undefined, path);
}

const rootOf = (path: string, text: string): Value | undefined =>
  /\.json$/i.test(path) ? readJson(path, text).root : /\.toml$/i.test(path) ? readToml(path, text).root : readYaml(path, text)[0]?.root;

/** A copy, which the program may change. */
function fromConfig(value: Value, depth = 0): Value {
  if (depth > deepest) return value;
  if (value.kind === 'mapping')
    return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, fromConfig(entry, depth + 1)])), origin: 'config' };
  if (value.kind === 'sequence') return { ...value, items: value.items.map((item) => fromConfig(item, depth + 1)) };
  return withOrigin(value, 'config');
}

/** `yaml.safe_load(file)`: the file is an `open(path)`, a path's text, or what reading one gave. */
export const load: Native = (machine, context) => {
  const { call } = context;
  const source = argumentOf(call, 'stream', 0) ?? call.keywords.get('fp') ?? call.keywords.get('f') ?? call.keywords.get('s');
  const loaded = loadPath(machine, context, pathOf(source));
  const hook = call.keywords.get('object_hook');
  return hook ? hooked(machine, context, loaded, hook) : loaded;
};

/** `json.load(..., object_hook=...)` gives every object to a function, the innermost first. */
function hooked(machine: Machine, context: NativeCall, value: Value, hook: Value, depth = 0): Value {
  if (depth > deepest) return value;
  if (value.kind === 'sequence') return { ...value, items: value.items.map((item) => hooked(machine, context, item, hook, depth + 1)) };
  if (value.kind !== 'mapping') return value;
  const entries = new Map([...value.entries].map(([key, entry]) => [key, hooked(machine, context, entry, hook, depth + 1)]));
  return callValue(machine, context.frame, hook, { ...emptyArguments, positional: [{ ...value, entries }] }, context.place);
}

export function loadPath(machine: Machine, { frame, place }: NativeCall, path: Value | undefined): Value {
  const name = knownString(path);
  if (name === undefined) return unknown(path?.kind === 'unknown' ? path.reason : 'run-time', place, path?.kind === 'unknown' ? path.detail : undefined);
  const file = readNamed(machine, frame.unit.path, name);
  return file ? parseConfig(file.path, file.text) : unknown('outside-workspace', place, name);
}

/** The settings of the file that a value names; undefined where it names none that is at hand. */
export function readSettings(machine: Machine, context: NativeCall, path: Value): ReadonlyMap<string, Value> | undefined {
  const loaded = loadPath(machine, context, pathOf(path));
  return loaded.kind === 'mapping' ? loaded.entries : undefined;
}

/** The path, where it is known, of the file that a text was read from. */
export const pathBehind = (text: Value): string | undefined => (text.kind === 'instance' ? knownString(pathOf(text)) : undefined);

/** The path behind a file object. */
export function pathOf(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'instance') return value;
  // `path.open("r")` has its path before the dot
  if (value.callee === 'pathlib.Path.open') return value.receiver;
  if (/(^|\.)open$/.test(value.callee)) return value.call.positional[0] ?? value.call.keywords.get('file') ?? value.receiver;
  return /\.(read|read_text|read_bytes|decode)$/.test(value.callee) ? pathOf(value.receiver) : undefined;
}

const loaders = [
  'yaml.safe_load',
  'yaml.load',
  'yaml.full_load',
  'yaml.unsafe_load',
  'json.load',
  'json.loads',
  'json5.load',
  'hjson.load',
  'commentjson.load',
  'toml.load',
  'toml.loads',
  'tomllib.load',
  'tomllib.loads',
  'tomli.load',
  'tomli.loads',
  'ujson.load',
  'simplejson.load',
  'oyaml.safe_load',
  'oyaml.load',
  'ruamel_yaml.safe_load',
  'ruamel_yaml.load',
  'srsly.read_yaml',
  'srsly.read_json',
  'anyconfig.load',
  'mmcv.load',
  'mmengine.load',
  'ruamel.yaml.YAML.load',
  'ruamel.yaml.safe_load',
  'ruamel.yaml.load',
];

export const configFileNatives: readonly (readonly [string, Native])[] = loaders.map((name) => [name, load] as const);
