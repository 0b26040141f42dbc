// Configuration files that start from another by `_BASE_: ../Base.yaml`, as fvcore's and detectron2's nodes read them.
import type { Machine } from '../../machine';
import { knownString, mapping, type Mapping, type Value } from '../../values';
import type { NativeCall } from '../natives';
import { parseConfig, pathOf, readNamed } from './configFiles';
import { zooSettings } from './detectronConfigs';
import { merged } from './merging';
import { folderOf } from '../../../../model/paths';

/** Files followed from one configuration; they can refer in circles. */
const longestChain = 6;

/** The settings of the file that a value names over those of the files that it starts from; not complete where one of these isn't at hand. */
export function loadWithBases(machine: Machine, { frame }: NativeCall, source: Value | undefined): Mapping | undefined {
  const isOfZoo = source?.kind === 'instance' && /(^|\.)get_config_file$/.test(source.callee);
  const path = knownString(isOfZoo ? source.call.positional[0] : pathOf(source));
  if (path === undefined) return undefined;
  return isOfZoo ? zooSettings(path) : layers(machine, frame.unit.path, path, 0);
}

function layers(machine: Machine, from: string, path: string, depth: number): Mapping | undefined {
  const file = readNamed(machine, from, path);
  if (!file) return zooSettings(path);
  const own = parseConfig(file.path, file.text);
  if (own.kind !== 'mapping') return undefined;
  const named = knownString(own.entries.get('_BASE_'));
  if (named === undefined) return own;
  const below =
    depth < longestChain ? layers(machine, file.path, named.includes('://') || named.startsWith('/') ? named : beside(file.path, named), depth + 1) : undefined;
  const entries = new Map([...own.entries].filter(([key]) => key !== '_BASE_'));
  if (!below) return { ...own, entries, complete: false };
  const both = merged(below, mapping(entries, own.span, own.complete, 'config'));
  return both.kind === 'mapping' ? both : undefined;
}

/** A path that a file gives, from the folder that the file is in. */
export function beside(file: string, name: string): string {
  const parts = folderOf(file).split('/');
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
