// Hydra's config store: classes and dictionaries registered in code under a group and a name.
import type { Frame } from '../../state/targets';
import type { Machine } from '../../machine';
import { knownString, withOrigin, type Mapping, type Value } from '../../values';
import { argumentOf, type Native } from '../natives';
import { asConfig } from './merging';

interface Stored {
  readonly node: Value;
  readonly frame: Frame;
}
const stores = new WeakMap<Machine, Map<string, Stored>>();

/** `ConfigStore.instance().store(group="optimizer", name="adam", node=AdamConfig)`. */
const store: Native = (machine, { call, frame }) => {
  const name = knownString(argumentOf(call, 'name', 0))?.replace(/\.ya?ml$/, '');
  const node = argumentOf(call, 'node', 1);
  const group = knownString(argumentOf(call, 'group', 2));
  if (name === undefined || !node) return undefined;
  let stored = stores.get(machine);
  if (!stored) stores.set(machine, (stored = new Map()));
  stored.set(group ? `${group}/${name}` : name, { node, frame });
  return undefined;
};

/** A registered configuration by its path, as the mapping of its defaults. */
export function storedConfig(machine: Machine, path: string): Mapping | undefined {
  const stored = stores.get(machine)?.get(path);
  if (!stored) return undefined;
  const { node, frame } = stored;
  const config = asConfig(machine, { frame, place: node.span as never }, node);
  return config.kind === 'mapping' ? withOrigin(config, 'argument-default') : undefined;
}

const storeClass = 'hydra.core.config_store.ConfigStore';

export const hydraStoreNatives: readonly (readonly [string, Native])[] = [
  [`${storeClass}.store`, store],
  [`${storeClass}.instance.store`, store],
];
