// Containers and copies of the standard library and of config packages: ordered dictionaries, namespaces, attribute dictionaries, partial functions.
import { makeInstance, type Machine } from '../machine';
import { reference } from '../state/targets';
import { iterationOf } from '../statements/iteration';
import { makeNamedTuple } from '../classes/namedTuples';
import { choice, knownNumber, mapping, sequence, unknown, type Instance, type Mapping, type Value } from '../values';
import { natives, type Native } from './natives';

const asMapping: Native = (machine, context) => natives.get('dict')!(machine, context);

/** Dictionaries whose keys are also attributes; nested dictionaries become the same by being mappings already. */
const attributeDictionaries = [
  'easydict.EasyDict',
  'munch.Munch',
  'munch.munchify',
  'munch.DefaultMunch.fromDict',
  'box.Box',
  'addict.Dict',
  'ml_collections.ConfigDict',
  'ml_collections.config_dict.ConfigDict',
  'ml_collections.config_dict.config_dict.ConfigDict',
  'attrdict.AttrDict',
  'dotmap.DotMap',
  ...['mmcv', 'mmcv.utils', 'mmengine', 'mmengine.config'].flatMap((root) => [`${root}.Config`, `${root}.ConfigDict`]),
];

const namespace: Native = (machine, { call, place }) => {
  const instance = makeInstance(machine, 'argparse.Namespace', call, place);
  const spread = call.positional[0];
  if (spread?.kind === 'mapping') for (const [name, value] of spread.entries) instance.attributes.set(name, value);
  for (const [name, value] of call.keywords) instance.attributes.set(name, value);
  return instance;
};

const partial: Native = (_machine, { call, place }) => {
  const [callee, ...positional] = call.positional;
  return callee && reference('partial', { type: 'partial', callee, call: { ...call, positional, places: undefined } }, place);
};

/** Copies of workspace and library objects start a life of their own; constants are their own copies. */
const copied: Native = (machine, { call }) => {
  const value = call.positional[0];
  if (value?.kind === 'mapping') return copyMapping(value);
  if (value?.kind === 'sequence') return { ...value };
  if (value?.kind === 'instance') return copyInstance(machine, value);
  return value;
};

export const copyMapping = (value: Mapping, depth = 0): Mapping => ({
  ...value,
  entries: new Map([...value.entries].map(([key, entry]) => [key, entry.kind === 'mapping' && depth < 8 ? copyMapping(entry, depth + 1) : entry])),
});

function copyInstance(machine: Machine, value: Instance): Instance {
  const copy: Instance = { ...value, attributes: new Map(value.attributes) };
  if (machine.loop) machine.madeIn.set(copy, machine.loop);
  return copy;
}

/** Objects inside objects that are copied deeply; beyond these a copy shares what the original holds. */
const deepestCopy = 24;

/** `copy.deepcopy`: modules inside a module are copied too, each once, so that layers cloned by it count by themselves. */
function deepCopy(machine: Machine, value: Value, copies: Map<Value, Value>, depth = 0): Value {
  if (depth > deepestCopy || !machine.step()) return value;
  const before = copies.get(value);
  if (before) return before;
  const inside = (part: Value): Value => deepCopy(machine, part, copies, depth + 1);
  if (value.kind === 'sequence') return { ...value, items: value.items.map(inside) };
  if (value.kind === 'mapping') return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, inside(entry)])) };
  if (value.kind !== 'instance' || value.role) return value;
  const copy: Instance = { ...value, attributes: new Map(), call: { ...value.call } };
  copies.set(value, copy);
  Object.assign(copy.call, {
    positional: value.call.positional.map(inside),
    keywords: new Map([...value.call.keywords].map(([name, entry]) => [name, inside(entry)])),
  });
  for (const [name, entry] of value.attributes) copy.attributes.set(name, inside(entry));
  if (machine.loop) machine.madeIn.set(copy, machine.loop);
  return copy;
}

const deeplyCopied: Native = (machine, { call }) => call.positional[0] && deepCopy(machine, call.positional[0], new Map());

/** `dataclasses.replace(object, a=1)`. */
const replaced: Native = (machine, context) => {
  const value = copied(machine, context);
  if (value?.kind === 'instance') for (const [name, entry] of context.call.keywords) value.attributes.set(name, entry);
  return value;
};

const asDictionary: Native = (_machine, { call }) => {
  const value = call.positional[0];
  return value?.kind === 'instance' ? mapping(new Map(value.attributes), value.span) : value;
};

const product: Native = (machine, context) => {
  const lists = context.call.positional.map((value) => iterationOf(machine, context.frame, value).items);
  if (!lists.every((list) => list !== undefined)) return undefined;
  const size = lists.reduce((total, list) => total * list!.length, 1);
  if (size > 200) return undefined;
  const rows = lists.reduce<Value[][]>((sofar, list) => sofar.flatMap((row) => list!.map((item) => [...row, item])), [[]]);
  return sequence(
    rows.map((row) => sequence(row, context.place, 'tuple')),
    context.place,
  );
};

const chosen: Native = (_machine, { call, place }) => {
  const list = call.positional[0];
  return list?.kind === 'sequence' && list.complete && list.items.length > 0 && list.items.length <= 8 ? choice(list.items) : unknown('run-time', place);
};

/** `np.arange`, `np.linspace` and friends over constants: only their lengths matter here. */
const arange: Native = (machine, { call, place }) =>
  call.positional.every((value) => knownNumber(value) !== undefined) ? makeInstance(machine, 'range', { ...call, keywords: new Map() }, place) : undefined;

const named: Native = (_machine, { call }) => {
  const fields = call.positional[1];
  const names =
    fields?.kind === 'sequence'
      ? fields.items.map((item) => (item.kind === 'known' ? String(item.value) : ''))
      : fields?.kind === 'known'
        ? String(fields.value).split(/[\s,]+/)
        : [];
  const defaults = call.keywords.get('defaults');
  const fallbacks = defaults?.kind === 'sequence' ? defaults.items : [];
  return reference('namedtuple', { type: 'native', call: (machine, inner, at) => makeNamedTuple(machine, names, fallbacks, inner, at) });
};

export const containerNatives: readonly (readonly [string, Native])[] = [
  ...attributeDictionaries.map((name) => [name, asMapping] as const),
  ['collections.OrderedDict', asMapping],
  ['collections.namedtuple', named],
  ['collections.defaultdict', (_machine, { place, call }) => ({ ...mapping(new Map(), place, true), factory: call.positional[0] })],
  ['types.SimpleNamespace', namespace],
  ['tensorflow.contrib.training.HParams', namespace],
  ['argparse.Namespace', namespace],
  ['functools.partial', partial],
  ['copy.copy', copied],
  ['copy.deepcopy', deeplyCopied],
  ['copy.replace', replaced],
  ['dataclasses.replace', replaced],
  ['dataclasses.asdict', asDictionary],
  ['itertools.product', product],
  ['random.choice', chosen],
  ['numpy.arange', arange],
];
