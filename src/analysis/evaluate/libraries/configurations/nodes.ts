// Methods of configuration nodes (yacs, fvcore, ml_collections, OmegaConf, Box, configparser's sections), which are kept as mappings.
import type { Place } from '../../../languages/python/positions';
import { native, type Frame } from '../../state/targets';
import type { Machine } from '../../machine';
import { isKnown, known, knownString, mapping, sequence, unknown, type CallArguments, type Mapping, type Value } from '../../values';
import { copyMapping } from '../containers';
import { argumentOf, type Native } from '../natives';
import { loadWithBases } from './baseFiles';
import { loadPath, pathOf } from './configFiles';
import { isDetectronNode, openSettings } from './detectronConfigs';
import { asConfig, fromText, mergeInto, openLeaves, setPath } from './merging';
import { mergeWith } from './omegaConf';
import { sectionGetters } from './sectionFiles';
import { evolve } from './trlxConfigs';

type Method = (machine: Machine, node: Mapping, call: CallArguments, place: Place, frame: Frame) => Value | undefined;

const none: Method = () => known(null);
const itself: Method = (_machine, node) => node;
const copy: Method = (_machine, node) => copyMapping(node);

const mergeFromFile: Method = (machine, node, call, place, frame) => {
  const source = argumentOf(call, 'cfg_filename', 0);
  const loaded = loadWithBases(machine, { name: 'merge_from_file', call, place, frame }, source);
  if (!loaded?.complete && isDetectronNode(node)) openSettings(machine, node, place, pathOf(source));
  const path = pathOf(source);
  if (loaded) mergeInto(machine, node, loaded);
  else if (path?.kind === 'unknown') openLeaves(machine, node, unknown(path.reason, place, path.detail));
  return known(null);
};

/** `cfg.merge_from_list(["SOLVER.LR", 0.1, ...])`, or OmegaConf's `["a.b=1"]`. */
const mergeFromList: Method = (machine, node, call) => {
  const list = argumentOf(call, 'cfg_list', 0);
  if (list?.kind !== 'sequence') return known(null);
  for (let index = 0; index < list.items.length; index++) {
    const key = knownString(list.items[index]);
    if (key?.includes('=')) {
      const word = list.items[index]!;
      if (isKnown(word)) setPath(machine, node, key.slice(0, key.indexOf('=')), fromText({ ...word, value: key.slice(key.indexOf('=') + 1) }));
      continue;
    }
    const value = list.items[++index];
    if (key !== undefined && value) setPath(machine, node, key, fromText(value));
  }
  return known(null);
};

const mergeFromOther: Method = (machine, node, call, place, frame) => {
  const other = call.positional[0] && asConfig(machine, { frame, place }, call.positional[0]);
  if (other?.kind === 'mapping') mergeInto(machine, node, other);
  return known(null);
};

const mergeMany: Method = (machine, node, call, place, frame) => {
  mergeWith(machine, { frame, place }, node, call.positional);
  return known(null);
};

const mergeDotList: Method = (...given) => mergeFromList(...given);

/** `config.get_ref("batch_size")`, `config.get_oneway_ref(...)`: what it refers to, as far as is known now. */
const reference: Method = (_machine, node, call, place) => {
  const key = knownString(call.positional[0]);
  return key === undefined ? undefined : (node.entries.get(key) ?? unknown('run-time', place, key));
};

/** `{"optimizer.lr": 0.1}` laid over the node. */
const flattened: Method = (machine, node, call) => {
  const other = argumentOf(call, 'options', 0);
  if (other?.kind === 'mapping') for (const [key, value] of other.entries) setPath(machine, node, key, value);
  return known(null);
};

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...['freeze', 'defrost', 'lock', 'unlock', 'set_new_allowed', 'register_deprecated_key', 'register_renamed_key', 'setall'].map(
    (name) => [name, none] as const,
  ),
  ...['clone', 'copy_and_resolve_references', 'deepcopy', 'toDict', 'to_dict', 'as_dict', 'todict'].map((name) => [name, copy] as const),
  ...['unlocked', 'ignore_type', '__enter__'].map((name) => [name, itself] as const),
  ['merge_from_file', mergeFromFile],
  ['merge_from_list', mergeFromList],
  ['merge_from_dotlist', mergeDotList],
  ['merge_from_other_cfg', mergeFromOther],
  ['merge_update', mergeFromOther],
  ['merge_with', mergeMany],
  ['merge_with_dotlist', mergeDotList],
  ['update_from_flattened_dict', flattened],
  ['merge_from_dict', flattened],
  ['evolve', (machine, node, call) => evolve(machine, node, call.keywords)],
  ['get_ref', reference],
  ['get_oneway_ref', reference],
  [
    'sections',
    (_machine, node, _call, place) =>
      sequence(
        [...node.entries.keys()].map((key) => known(key)),
        place,
      ),
  ],
  ...sectionGetters,
]);

/** The method, where the node has no entry of that name. */
export function nodeMethod(machine: Machine, node: Mapping, name: string): Value | undefined {
  const method = node.entries.has(name) ? undefined : methods.get(name);
  return method && native(name, (_machine, call, place, frame) => method(machine, node, call, place, frame) ?? unknown('run-time', place));
}

/** Classes whose object is the mapping that they are given. */
const nodeClasses = [
  'yacs.config.CfgNode',
  'yacs.config.CN',
  'fvcore.common.config.CfgNode',
  'detectron2.config.CfgNode',
  'detectron2.config.config.CfgNode',
  'ignite.config.CfgNode',
];
const node: Native = (_machine, { call, place }) => {
  const given = argumentOf(call, 'init_dict', 0);
  return given?.kind === 'mapping' ? given : mapping(new Map(), place);
};

/** `CfgNode.load_cfg(file)`, `ConfigDict.from_...`. */
const loadNode: Native = (machine, context) => loadPath(machine, context, pathOf(argumentOf(context.call, 'cfg_file_obj_or_str', 0)));

export const nodeNatives: readonly (readonly [string, Native])[] = [
  ...nodeClasses.flatMap((name) => [[name, node] as const, [`${name}.load_cfg`, loadNode] as const, [`${name}.load_yaml_with_base`, loadNode] as const]),
  ...['ml_collections.FieldReference', 'ml_collections.config_dict.FieldReference'].map(
    (name) => [name, ((_machine, { call }) => argumentOf(call, 'default', 0)) as Native] as const,
  ),
  ...['ml_collections.config_dict.placeholder', 'ml_collections.config_dict.required_placeholder'].map(
    (name) => [name, ((_machine, { place }) => unknown('required-argument', place)) as Native] as const,
  ),
];
