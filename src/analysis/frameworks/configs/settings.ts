// Looks settings up by dotted path in a configuration or a command line, and turns them into facts with their places.
import type { Fact } from '../../../model/run';
import type { Origin, Span } from '../../../model/source';
import type { Known, Mapping, Value } from '../../evaluate/values';
import { resolveReferences } from './references';

/** How deep, and over how many sections, a setting is searched for by its name alone. */
const maximumSearchDepth = 5;
const maximumSections = 200;

/**
 * A tree of settings. Paths are dotted, `a.0.b` reaches into a list; the first path that holds something wins. OmegaConf's `${a.b}` is followed to the setting
 * it names, so that a fact's span is where a reader would change it; `???` (a setting that must be supplied) and "auto" count as not stated.
 */
export class Settings {
  /** `top` is the whole configuration where `root` is a section of it, standing at `place`: references are made from the top. */
  constructor(
    readonly root: Mapping,
    private readonly top: Mapping = root,
    private readonly place: readonly string[] = [],
  ) {}

  /** The value at the first of `paths` that is set; null and references that lead nowhere are not. */
  value(...paths: readonly string[]): Value | undefined {
    for (const path of paths) {
      const value = this.follow(this.at(path), path);
      if (value && !(value.kind === 'known' && (value.value === null || value.value === '' || value.value === '???'))) return value;
    }
    return undefined;
  }

  /** Whether a key stands in the file, whatever its value. */
  has(path: string): boolean {
    return this.at(path) !== undefined;
  }

  /** Whether a setting is left to its default: it isn't in the file, or is null there, and no section above it is something else than a section. */
  leavesOpen(path: string): boolean {
    const value = this.at(path);
    if (value) return value.kind === 'known' && value.value === null;
    const names = path.split('.');
    return names.every((_, depth) => {
      const above = depth === 0 ? undefined : this.value(names.slice(0, depth).join('.'));
      return above === undefined || above.kind === 'mapping';
    });
  }

  section(...paths: readonly string[]): Settings | undefined {
    for (const path of paths) {
      const value = this.value(path);
      if (value?.kind === 'mapping') return new Settings(value, this.top, [...this.place, ...path.split('.')]);
    }
    return undefined;
  }

  items(...paths: readonly string[]): readonly Value[] {
    const value = this.value(...paths);
    return value?.kind === 'sequence' ? value.items : [];
  }

  /** A number, also where it is written as text (`"1e-4"`, `'320'`); anything else, "auto" included, is not stated. */
  number(...paths: readonly string[]): Fact<number> | undefined {
    return this.first(paths, numberFact);
  }

  /** A number above zero: a size, a count, a rate; zero and -1 are how settings say "none". */
  positive(...paths: readonly string[]): Fact<number> | undefined {
    const fact = this.number(...paths);
    return fact && fact.value > 0 ? fact : undefined;
  }

  /** A whole number above zero. */
  count(...paths: readonly string[]): Fact<number> | undefined {
    const fact = this.positive(...paths);
    return fact && Number.isInteger(fact.value) ? fact : undefined;
  }

  text(...paths: readonly string[]): Fact<string> | undefined {
    return this.first(paths, textFact);
  }

  flag(...paths: readonly string[]): Fact<boolean> | undefined {
    return this.first(paths, flagFact);
  }

  isOn(...paths: readonly string[]): boolean {
    return this.flag(...paths)?.value === true;
  }

  /** The first number above zero under one of `names` at any depth, breadth first; `enter` decides which keys are looked into. */
  search(names: readonly string[], enter: (key: string) => boolean = () => true): Fact<number> | undefined {
    return this.searchFor(names, enter, (value) => {
      const fact = numberFact(value);
      return fact && fact.value > 0 ? fact : undefined;
    });
  }

  /** The same for a text. */
  searchText(names: readonly string[], enter: (key: string) => boolean = () => true): Fact<string> | undefined {
    return this.searchFor(names, enter, textFact);
  }

  /** The same for a switch. */
  searchFlag(names: readonly string[], enter: (key: string) => boolean = () => true): Fact<boolean> | undefined {
    return this.searchFor(names, enter, flagFact);
  }

  private searchFor<T>(names: readonly string[], enter: (key: string) => boolean, read: (value: Value | undefined) => T | undefined): T | undefined {
    let level: readonly Mapping[] = [this.root];
    for (let depth = 0; depth < maximumSearchDepth && level.length > 0; depth++) {
      for (const name of names) {
        for (const mapping of level) {
          const found = read(this.follow(mapping.entries.get(name), undefined));
          if (found !== undefined) return found;
        }
      }
      level = level
        .flatMap((mapping) => [...mapping.entries].flatMap(([key, value]) => (value.kind === 'mapping' && enter(key) ? [value] : [])))
        .slice(0, maximumSections);
    }
    return undefined;
  }

  /** The first path whose value can be read this way. */
  private first<T>(paths: readonly string[], read: (value: Value | undefined) => T | undefined): T | undefined {
    for (const path of paths) {
      const found = read(this.value(path));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private at(path: string): Value | undefined {
    return this.root.entries.get(path) ?? valueAt(this.root, path.split('.'), this.top);
  }

  private follow(value: Value | undefined, path: string | undefined): Value | undefined {
    return followed(value, this.top, path === undefined ? undefined : [...this.place, ...path.split('.')]);
  }
}

const followed = (value: Value | undefined, top: Mapping, place: readonly string[] | undefined): Value | undefined =>
  value?.kind === 'known' && typeof value.value === 'string' && value.value.includes('${')
    ? resolveReferences(value, place, (names) => valueAt(top, names, undefined))
    : value;

/** The value at a path; references on the way are followed where `top` is given. */
function valueAt(root: Mapping, names: readonly string[], top: Mapping | undefined): Value | undefined {
  let value: Value | undefined = root;
  for (const [depth, name] of names.entries()) {
    if (top) value = followed(value, top, names.slice(0, depth));
    if (value?.kind === 'mapping') value = value.entries.get(name);
    else if (value?.kind === 'sequence' && /^\d+$/.test(name)) value = value.items[Number(name)];
    else return undefined;
  }
  return value;
}

/** A fact whose place and origin are those of a value, with a reading of it. */
export function factOf<T>(from: Known | { readonly origin: Origin; readonly span?: Span }, value: T): Fact<T> {
  const text = 'text' in from ? from.text : undefined;
  const source = 'source' in from ? from.source : undefined;
  return { value, origin: from.origin, ...(from.span && { span: from.span }), ...(text !== undefined && { text }), ...(source !== undefined && { source }) };
}

/** The same place and origin with another value read from it. */
export const reading = <A, B>(fact: Fact<A>, value: B): Fact<B> => ({ ...fact, value }) as unknown as Fact<B>;

export function numberFact(value: Value | undefined): Fact<number> | undefined {
  if (value?.kind !== 'known') return undefined;
  if (typeof value.value === 'number') return Number.isFinite(value.value) ? factOf(value, value.value) : undefined;
  if (typeof value.value !== 'string' || !/^[+-]?(\d[\d_]*\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value.value.trim())) return undefined;
  const number = Number(value.value.replace(/_/g, ''));
  return Number.isFinite(number) ? factOf(value, number) : undefined;
}

const textFact = (value: Value | undefined): Fact<string> | undefined =>
  value?.kind === 'known' && (typeof value.value === 'string' || typeof value.value === 'number') && value.value !== '' && value.value !== '???'
    ? factOf(value, String(value.value))
    : undefined;

function flagFact(value: Value | undefined): Fact<boolean> | undefined {
  if (value?.kind !== 'known') return undefined;
  if (typeof value.value === 'boolean') return factOf(value, value.value);
  if (value.value === 1 || value.value === 0) return factOf(value, value.value === 1);
  if (typeof value.value !== 'string') return undefined;
  if (/^(true|yes|on|1)$/i.test(value.value)) return factOf(value, true);
  return /^(false|no|off|0)$/i.test(value.value) ? factOf(value, false) : undefined;
}

/** A library's own default: `source` names library, setting and, where they differ, versions. */
export const libraryDefault = <T>(value: T, source: string): Fact<T> => ({ value, origin: 'library-default', source });

/** Computed from other facts, each shown to the user. */
export function derived<T>(value: T, inputs: readonly (readonly [string, Fact<string | number | boolean>])[]): Fact<T> {
  return { value, origin: 'derived', inputs: inputs.map(([label, fact]) => ({ label, value: fact.value, ...(fact.span && { span: fact.span }) })) };
}

/** Stated by the kind of the configuration, not by one key. */
export const implied = <T>(value: T, because: string): Fact<T> => ({ value, origin: 'derived', source: because });
