// OmegaConf: configurations loaded, created from dictionaries, classes, texts and the command line, and merged.
import { readYaml } from '../../../languages/yaml/readYaml';
import type { Machine } from '../../machine';
import { isKnown, known, knownString, mapping, sequence, unknown, type Mapping, type Value } from '../../values';
import { argumentOf, type Native, type NativeCall } from '../natives';
import { loadPath, pathOf } from './configFiles';
import { interpolate, uninterpolated } from './interpolation';
import { asConfig, atPath, emptyConfig, fromText, lookUpPath, merged, mergeInto, setPath, typeOfConfig } from './merging';

const loadByName: Native = (machine, context) => interpolate(machine, loadPath(machine, context, pathOf(argumentOf(context.call, 'file_', 0))));

const merge: Native = (machine, context) => {
  const start: Value = mapping(new Map(), context.place);
  const parts = context.call.positional.map((part) => asConfig(machine, context, uninterpolated(part)));
  return interpolate(
    machine,
    parts.reduce((left, right) => merged(left, right), start),
  );
};

/** `OmegaConf.create({...})`, of a class with fields, of a list of `key=value` texts, or of YAML. */
const create: Native = (machine, context) => {
  const value = argumentOf(context.call, 'obj', 0);
  if (!value) return mapping(new Map(), context.place);
  const text = knownString(value);
  if (text !== undefined && context.name.endsWith('.create')) {
    const root = readYaml(context.frame.unit.path, text)[0]?.root;
    // Places in the text are not places in the file.
    return root?.kind === 'mapping' ? interpolate(machine, withoutSpans(root, value.span)) : mapping(new Map(), context.place);
  }
  return interpolate(machine, asConfig(machine, context, value));
};

function withoutSpans(value: Value, span: Value['span'], depth = 0): Value {
  if (value.kind === 'mapping' && depth < 20)
    return { ...value, span, keySpans: undefined, entries: new Map([...value.entries].map(([key, entry]) => [key, withoutSpans(entry, span, depth + 1)])) };
  if (value.kind === 'sequence') return { ...value, span, items: value.items.map((item) => withoutSpans(item, span, depth + 1)) };
  return value.kind === 'known' ? known(value.value, span) : value;
}

/** `key.part=value` words. */
export function fromDotList(words: readonly Value[]): Mapping {
  let result: Value = emptyConfig();
  for (const word of words) {
    const text = knownString(word);
    const at = text?.indexOf('=') ?? -1;
    if (text === undefined || at <= 0 || !isKnown(word)) continue;
    const path = text.slice(0, at).replace(/^(\+\+?|--)/, '');
    result = merged(result, atPath(path, fromText({ ...word, value: text.slice(at + 1) })));
  }
  return result as Mapping;
}

const fromCommandLine: Native = (machine, { call }) => {
  const list = argumentOf(call, 'args_list', 0);
  return fromDotList(list?.kind === 'sequence' ? list.items : machine.words);
};

const fromList: Native = (_machine, { call }) => {
  const list = argumentOf(call, 'dotlist', 0);
  return list?.kind === 'sequence' ? fromDotList(list.items) : emptyConfig();
};

/** `OmegaConf.update(cfg, "a.b", value)`. */
const update: Native = (machine, { call }) => {
  const [config, key, value] = call.positional;
  const path = knownString(key);
  if (config?.kind === 'mapping' && path !== undefined && value) setPath(machine, config, path, value);
  return known(null);
};

const select: Native = (_machine, { call, place }: NativeCall) => {
  const [config, key] = call.positional;
  const path = knownString(key);
  return config && path !== undefined ? (lookUpPath(config, path) ?? call.keywords.get('default') ?? known(null, place)) : undefined;
};

/** `cfg.merge_with(other, ...)`. */
export function mergeWith(machine: Machine, context: Pick<NativeCall, 'frame' | 'place'>, target: Mapping, others: readonly Value[]): void {
  for (const other of others) {
    const config = asConfig(machine, context, other);
    if (config.kind === 'mapping') mergeInto(machine, target, config);
  }
}

/** `OmegaConf.to_container(cfg, resolve=True)`, `to_object`: a mapping is a mapping. */
const same: Native = (machine, context) => context.call.positional[0] && asConfig(machine, context, context.call.positional[0]);
const nothing: Native = () => known(null);

const root = 'omegaconf.OmegaConf';
export const omegaConfNatives: readonly (readonly [string, Native])[] = [
  [`${root}.load`, loadByName],
  [`${root}.merge`, merge],
  [`${root}.unsafe_merge`, merge],
  [`${root}.create`, create],
  [`${root}.structured`, create],
  ['omegaconf.DictConfig', create],
  ['omegaconf.ListConfig', (_machine, { call, place }) => call.positional[0] ?? sequence([], place)],
  [`${root}.to_container`, same],
  [`${root}.to_object`, same],
  [`${root}.masked_copy`, same],
  [`${root}.from_cli`, fromCommandLine],
  [`${root}.from_dotlist`, fromList],
  [`${root}.update`, update],
  [`${root}.select`, select],
  [`${root}.get_type`, (_machine, { call, place }) => typeOfConfig(call.positional[0]) ?? unknown('run-time', place)],
  ...['resolve', 'set_struct', 'set_readonly', 'register_new_resolver', 'register_resolver', 'save'].map((name) => [`${root}.${name}`, nothing] as const),
];
