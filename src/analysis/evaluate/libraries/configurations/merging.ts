// Configurations laid over each other: later keys win, mappings are merged key by key.
import { callValue } from '../../calls/calls';
import { hasFields } from '../../classes/classes';
import { targetOf } from '../../state/targets';
import type { Machine } from '../../machine';
import { emptyArguments, isKnown, known, knownString, mapping, unknown, type Mapping, type Value } from '../../values';
import { toFloat } from '../numbers';
import type { NativeCall } from '../natives';

/** Levels that are merged; deeper ones are replaced as a whole. */
const deepest = 20;

/** The value that a merge keeps, and the one that it replaces where both are constants that differ. */
const winning = (value: Value, lost: Value | undefined): Value =>
  isKnown(value) && isKnown(lost) && lost.value !== null && lost.value !== value.value && value.overridden === undefined
    ? { ...value, overridden: [lost] }
    : value;

export function merged(left: Value, right: Value, depth = 0): Value {
  if (left.kind !== 'mapping' || right.kind !== 'mapping' || depth > deepest)
    return right.kind === 'unknown' && left.kind === 'mapping' ? { ...left, complete: false } : winning(right, left);
  const entries = new Map(left.entries);
  for (const [key, value] of right.entries) {
    const before = entries.get(key);
    entries.set(key, before ? merged(before, value, depth + 1) : value);
  }
  const result = { ...left, entries, complete: left.complete && right.complete };
  copyType(typeOfConfig(right) ? right : left, result);
  return result;
}

/** Sets the values on the mapping itself, as `merge_from_file` and `update` do. */
export function mergeInto(machine: Machine, target: Mapping, from: Mapping, depth = 0): void {
  for (const [key, value] of from.entries) {
    const before = target.entries.get(key);
    if (before?.kind === 'mapping' && value.kind === 'mapping' && depth < deepest) mergeInto(machine, before, value, depth + 1);
    else machine.trail.set(target.entries as Map<string, Value>, key, winning(value, before));
  }
}

/** A file that isn't known is laid over the settings: any of them may be another. */
export function openLeaves(machine: Machine, target: Mapping, open: Value, depth = 0): void {
  for (const [key, value] of target.entries) {
    if (value.kind === 'mapping' && depth < deepest) openLeaves(machine, value, open, depth + 1);
    else machine.trail.set(target.entries as Map<string, Value>, key, open);
  }
}

/** `a.b.c` in nested mappings. */
export function setPath(machine: Machine, target: Mapping, path: string, value: Value): void {
  mergeInto(machine, target, atPath(path, value));
}

/** A mapping that holds nothing but the value under its dotted path. */
export const atPath = (path: string, value: Value): Mapping =>
  path
    .split('.')
    .reverse()
    .reduce<Value>((inner, part) => mapping(new Map([[part, inner]])), value) as Mapping;

export function lookUpPath(root: Value, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const part of path.split(/[.[\]]+/).filter(Boolean))
    value =
      value?.kind === 'mapping'
        ? value.entries.get(part)
        : value?.kind === 'sequence'
          ? value.items[Number(part)]
          : value?.kind === 'instance'
            ? value.attributes.get(part)
            : undefined;
  return value;
}

/** A text of a command line as the value that it spells: `0.1`, `true`, `null`, `'text'`. */
export function fromText(value: Value): Value {
  const text = knownString(value);
  if (text === undefined || value.kind !== 'known') return value;
  const bare = text.trim();
  if (/^(true|false)$/i.test(bare)) return { ...value, value: /^t/i.test(bare) };
  if (/^(null|none|~)$/i.test(bare)) return { ...value, value: null };
  const number = /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? toFloat(bare.replaceAll('_', '')) : undefined;
  return number === undefined ? { ...value, value: bare.replace(/^(["'])(.*)\1$/, '$2') } : { ...value, value: number };
}

const typesOfConfigs = new WeakMap<object, Value>();

/** `OmegaConf.get_type(config)`: the class that a structured configuration was made from. */
export const typeOfConfig = (config: Value | undefined): Value | undefined => (config?.kind === 'mapping' ? typesOfConfigs.get(config.entries) : undefined);

/** Keeps a configuration's class when its entries are copied. */
export function copyType(from: Value, to: Value): void {
  const type = typeOfConfig(from);
  if (type && to.kind === 'mapping') typesOfConfigs.set(to.entries, type);
}

/** Objects with fields, classes of fields among them, as the mapping of their values. */
export function asConfig(machine: Machine, { frame, place }: Pick<NativeCall, 'frame' | 'place'>, value: Value, depth = 0): Value {
  if (depth > deepest) return value;
  const target = targetOf(value);
  const object = target?.type === 'class' && hasFields(target) ? callValue(machine, frame, value, emptyArguments, place) : value;
  if (object.kind === 'instance' && object.classTarget) {
    const config = mapping(new Map([...object.attributes].map(([key, entry]) => [key, asConfig(machine, { frame, place }, entry, depth + 1)])), object.span);
    typesOfConfigs.set(config.entries, object.classTarget as Value);
    return config;
  }
  return object.kind === 'instance' && object.callee === 'argparse.Namespace' ? mapping(new Map(object.attributes), object.span) : missing(object);
}

/** OmegaConf's mark of a value that must be given. */
const missing = (value: Value): Value =>
  (value.kind === 'reference' && value.name.endsWith('omegaconf.MISSING')) || knownString(value) === '???' ? unknown('required-argument', value.span) : value;

export const emptyConfig = (place?: Value['span']): Mapping => mapping(new Map(), place, true, 'config');
export const knownText = (text: string, value: Value): Value => known(text, value.span, 'config', value.kind === 'known' ? [value] : undefined);
