// Configurations that are Python modules, loaded by a path: MMEngine's `Config.fromfile` with `_base_`, detectron2's `LazyConfig.load`.
import type { Machine } from '../../machine';
import { loadModuleAt } from '../../modules/imports';
import { knownBoolean, knownString, mapping, unknown, type Mapping, type Value } from '../../values';
import { copyMapping } from '../containers';
import { argumentOf, type Native } from '../natives';
import { beside } from './baseFiles';
import { loadPath, pathOf } from './configFiles';
import { interpolate } from './interpolation';

/** Files followed from one configuration; they can refer in circles. */
const longestChain = 6;

/** The module's variables over those of the files that its `_base_` names; undefined where a file isn't at hand. */
function settingsAt(machine: Machine, from: string, path: string, depth: number): Mapping | undefined {
  const module = depth > longestChain ? undefined : loadModuleAt(machine, from, path);
  if (!module) return undefined;
  const own = mapping(new Map([...module.scope.variables].filter(([name, value]) => !name.startsWith('__') && isSetting(value))), undefined, true, 'config');
  const named = module.scope.variables.get('_base_');
  const below = (named?.kind === 'sequence' ? named.items : [named]).flatMap((item) => knownString(item) ?? []);
  const layers = below.map((file) => settingsAt(machine, module.path, beside(module.path, file), depth + 1));
  if (layers.includes(undefined)) return undefined;
  return [...(layers as Mapping[]), own].reduce((lower, upper) => laidOver(lower, upper));
}

/** What was imported to build the settings is none of them. */
const isSetting = (value: Value): boolean => value.kind !== 'reference' || value.target === undefined;

/** The upper settings win key by key; a section that says `_delete_=True` replaces what is below it. */
function laidOver(below: Mapping, above: Mapping): Mapping {
  if (knownBoolean(above.entries.get('_delete_')) === true) return above;
  const entries = new Map(below.entries);
  for (const [key, value] of above.entries) {
    const before = entries.get(key);
    entries.set(key, before?.kind === 'mapping' && value.kind === 'mapping' ? laidOver(before, value) : value);
  }
  return { ...above, entries };
}

/** A module's settings, or those of a YAML or JSON file. */
const fromFile: Native = (machine, context) => {
  const path = pathOf(argumentOf(context.call, 'filename', 0));
  const name = knownString(path);
  if (name === undefined || !name.endsWith('.py')) return interpolate(machine, loadPath(machine, context, path));
  const settings = settingsAt(machine, context.frame.unit.path, name, 0);
  return settings ? interpolate(machine, copyMapping(settings)) : unknown('outside-workspace', context.place, name);
};

export const pythonConfigNatives: readonly (readonly [string, Native])[] = [
  'mmcv.Config.fromfile',
  'mmcv.utils.Config.fromfile',
  'mmengine.Config.fromfile',
  'mmengine.config.Config.fromfile',
  'detectron2.config.LazyConfig.load',
  'detectron2.config.lazy.LazyConfig.load',
  'detectron2.config.LazyConfig.load_rel',
].map((name) => [name, fromFile] as const);
