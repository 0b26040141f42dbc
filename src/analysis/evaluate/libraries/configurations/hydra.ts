// Hydra's composition of a configuration from a defaults list: groups, packages, overrides, `_self_`, the config store.
// Rules: https://hydra.cc/docs/1.3/advanced/defaults_list/ and https://hydra.cc/docs/1.3/advanced/overriding_packages/
import type { Machine } from '../../machine';
import { isNone, knownString, known, unknown, withOrigin, type Mapping, type Value } from '../../values';
import { parseConfig, readNamed } from './configFiles';
import { storedConfig } from './hydraStore';
import { interpolate } from './interpolation';
import { atPath, copyType, emptyConfig, fromText, merged } from './merging';

/** Files that one composition may read, and levels of defaults lists that it follows. */
const mostFiles = 60;
const deepest = 12;

export interface HydraSource {
  /** the file whose folder `config_path` is relative to */
  readonly from: string;
  readonly folder: string;
}

/** Where a file's content goes. */
interface Placing {
  readonly parentPackage: string;
  /** group's path from the configuration folder; empty for a plain file */
  readonly group: string;
  /** group as the list writes it, which is what it adds to its parent's package; empty for a file beside the parent */
  readonly relative: string;
  /** written after `@` */
  readonly packageName?: string;
}

/** One entry of a defaults list. */
interface Item extends Omit<Placing, 'parentPackage'> {
  readonly self: boolean;
  readonly isOverride: boolean;
  readonly isGroup: boolean;
  readonly names: readonly Value[];
}

/** A word of a command line, or of `overrides=[...]`: `group=choice`, `a.b=1`, `+a=1`, `~a`. */
export interface Override {
  readonly key: string;
  readonly value?: Value;
}

export function overrideOf(word: Value): Override | undefined {
  const text = knownString(word);
  if (text === undefined || word.kind !== 'known') return undefined;
  if (text.startsWith('~')) return { key: text.slice(1).split('=')[0]! };
  const at = text.indexOf('=');
  return at > 0 && !text.startsWith('-') ? { key: text.slice(0, at).replace(/^\++/, ''), value: fromText({ ...word, value: text.slice(at + 1) }) } : undefined;
}

/** The composed configuration with its interpolations replaced; undefined where its file is not at hand. */
export function compose(machine: Machine, source: HydraSource, name: string, overrides: readonly Override[]): Mapping | undefined {
  const composition = new Composition(machine, source, overrides);
  const root = composition.compose(name.replace(/\.ya?ml$/, ''));
  if (!root) return undefined;
  const result = interpolate(machine, root);
  return result.kind === 'mapping' ? result : undefined;
}

class Composition {
  private files = 0;
  private readonly choices = new Map<string, Value>();
  private readonly groupsSeen = new Set<string>();

  constructor(
    private readonly machine: Machine,
    private readonly source: HydraSource,
    private readonly overrides: readonly Override[],
  ) {}

  compose(name: string): Mapping | undefined {
    for (const { key, value } of this.overrides) if (value && !key.includes('.')) this.choices.set(key, value);
    const parts = this.expand(name, { group: '', relative: '', parentPackage: '' }, 0);
    if (!parts) return undefined;
    // groups that only the command line asks for: `+experiment=large`
    for (const { key, value } of this.overrides)
      if (value && knownString(value) !== undefined && !key.includes('.') && !this.groupsSeen.has(key))
        parts.push(...this.chosen({ group: key, relative: key, parentPackage: '' }, value, 0));
    let result: Value = parts.reduce<Value>((left, right) => merged(left, right), emptyConfig());
    for (const { key, value } of this.overrides) {
      if (this.groupsSeen.has(key)) continue;
      if (value) result = merged(result, atPath(key.replace('@', '.'), value));
    }
    return result.kind === 'mapping' ? result : undefined;
  }

  private read(name: string): Mapping | undefined {
    if (++this.files > mostFiles) return undefined;
    const { from, folder } = this.source;
    const file = readNamed(this.machine, from, `${folder}/${name}.yaml`) ?? readNamed(this.machine, from, `${folder}/${name}.yml`);
    if (!file) return storedConfig(this.machine, name);
    const content = parseConfig(file.path, file.text);
    if (content.kind !== 'mapping') return emptyConfig();
    const header = /^#\s*@package[ \t]+(\S+)/m.exec(file.text)?.[1];
    return header ? { ...content, entries: new Map([...content.entries, [packageKey, known(header)]]) } : content;
  }

  /**
   * The parts of a configuration in the order in which they are merged. Entries are expanded from the last to the first, since overrides that stand in a
   * later one (an experiment) change what an earlier one chooses.
   */
  private expand(name: string, place: Placing, depth: number): Value[] | undefined {
    const content = depth > deepest ? undefined : this.read(name);
    if (!content) return undefined;
    const entries = new Map(content.entries);
    const header = knownString(entries.get(packageKey));
    const defaults = entries.get('defaults');
    for (const key of [packageKey, 'defaults', 'hydra']) entries.delete(key);
    // Before Hydra 1.1 a group's file was laid over the whole, and so repeats the group's name.
    const isLegacy = place.group !== '' && entries.get(place.group)?.kind === 'mapping';
    const inPackage = packageOf(
      place.parentPackage,
      place.packageName ?? header ?? (isLegacy ? '_global_' : undefined) ?? place.relative.replaceAll('/', '.'),
      place.group,
    );
    const plain = { ...content, entries };
    copyType(content, plain);
    const own = inPackage === '' ? plain : atPath(inPackage, plain);
    const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
    const items = defaults?.kind === 'sequence' ? defaults.items.flatMap((item) => itemsOf(item, folder)) : [];
    for (const item of items) if (item.isOverride && item.names[0] && !this.choices.has(item.group)) this.choices.set(item.group, item.names[0]);
    const expanded = items
      .toReversed()
      .map((item) => (item.self ? [own] : item.isOverride ? [] : this.include(item, inPackage, depth)))
      .reverse();
    if (!items.some((item) => item.self)) expanded.push([own]);
    return expanded.flat();
  }

  private include(item: Item, parentPackage: string, depth: number): Value[] {
    const place = { ...item, parentPackage };
    if (item.relative !== '' && item.isGroup) {
      this.groupsSeen.add(item.group);
      const override = this.choices.get(item.packageName ? `${item.group}@${item.packageName}` : item.group) ?? this.choices.get(item.group);
      if (override) return this.chosen(place, override, depth);
    }
    return item.names.flatMap((name) => this.chosen(place, name, depth));
  }

  private chosen(place: Placing, choice: Value, depth: number): Value[] {
    if (choice.kind === 'sequence') return choice.items.flatMap((item) => this.chosen(place, item, depth));
    const name = this.nameOf(choice);
    if (name === undefined) return isNone(choice) ? [] : [{ ...emptyConfig(), complete: false }];
    const parts = this.expand(place.group === '' ? name : `${place.group}/${name}`, place, depth + 1);
    if (parts) this.groupsSeen.add(place.group);
    return parts ?? [];
  }

  /** `- data: ${dataset}_small`: choices may name other choices. */
  private nameOf(choice: Value): string | undefined {
    const text = knownString(choice)?.replace(/\.ya?ml$/, '');
    if (text === undefined || !text.includes('${')) return text;
    let complete = true;
    const replaced = text.replace(/\$\{([\w./]+)\}/g, (_all, key: string) => {
      const value = knownString(this.choices.get(key));
      complete &&= value !== undefined;
      return value ?? '';
    });
    return complete ? replaced : undefined;
  }
}

const packageKey = '\0package';

function packageOf(parent: string, written: string, group: string): string {
  const text = written.replaceAll('_group_', group.replaceAll('/', '.'));
  if (text === '_global_') return '';
  if (text.startsWith('_global_.')) return text.slice('_global_.'.length);
  const own = text === '_here_' ? '' : text.replace(/^_here_\./, '');
  return [parent, own].filter(Boolean).join('.');
}

/** An entry as written: `_self_`, `name`, `group: name`, `override /group@package: name`. */
function itemsOf(item: Value, folder: string): Item[] {
  const plain = knownString(item);
  const fixed = { self: false, isOverride: false, isGroup: false };
  if (plain === '_self_') return [{ ...fixed, self: true, group: '', relative: '', names: [] }];
  if (plain !== undefined) {
    const [path, packageName] = plain.split('@') as [string, string?];
    const full = path.startsWith('/') ? path.slice(1) : folder === '' ? path : `${folder}/${path}`;
    const at = full.lastIndexOf('/');
    const name = withOrigin({ ...(item as Extract<Value, { kind: 'known' }>), value: full.slice(at + 1) }, 'config');
    const relative = path.replace(/^\//, '').split('/').slice(0, -1).join('/');
    return [{ ...fixed, group: at < 0 ? '' : full.slice(0, at), relative, names: [name], ...(packageName !== undefined && { packageName }) }];
  }
  if (item.kind !== 'mapping') return [];
  return [...item.entries].map(([written, choice]) => {
    const words = written.trim().split(/\s+/);
    const [path, packageName] = words.at(-1)!.split('@') as [string, string?];
    const group = path.startsWith('/') ? path.slice(1) : folder === '' ? path : `${folder}/${path}`;
    return {
      self: false,
      isOverride: words.includes('override'),
      isGroup: true,
      group,
      relative: path.replace(/^\//, ''),
      names: [choice],
      ...(packageName !== undefined && { packageName }),
    };
  });
}

/** What an entry point that names no file at hand leaves open. */
export const notComposed = (place: Value['span'], name: string): Value => unknown('outside-workspace', place, name);
