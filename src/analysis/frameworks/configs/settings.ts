// Looks settings up by dotted path in a configuration or a command line, and turns them into facts with their places.
import type { Fact } from '../../../model/run';
import type { Origin, Span } from '../../../model/source';
import type { Known, Mapping, Value } from '../../evaluate/values';

/** References (`${model.name}`) followed from one setting before it counts as undetermined; configurations can refer in circles. */
const maximumReferences = 8;

/** How deep, and over how many sections, a setting is searched for by its name alone. */
const maximumSearchDepth = 5;
const maximumSections = 200;

/**
 * A tree of settings. Paths are dotted, `a.0.b` reaches into a list; the first path that holds something wins. OmegaConf's `${a.b}` is followed to the setting
 * it names, so that a fact's span is where a reader would change it; `???` (a setting that must be supplied) and "auto" count as not stated.
 */
export class Settings {
  constructor(readonly root: Mapping) {}

  /** The value at the first of `paths` that is set; null and references that lead nowhere are not. */
  value(...paths: readonly string[]): Value | undefined {
    for (const path of paths) {
      const value = this.follow(this.at(path), 0);
      if (value && !(value.kind === 'known' && (value.value === null || value.value === '' || value.value === '???'))) return value;
    }
    return undefined;
  }

  /** Whether a key stands in the file, whatever its value. */
  has(path: string): boolean {
    return this.at(path) !== undefined;
  }

  section(...paths: readonly string[]): Settings | undefined {
    const value = this.value(...paths);
    return value?.kind === 'mapping' ? new Settings(value) : undefined;
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

  private searchFor<T>(names: readonly string[], enter: (key: string) => boolean, read: (value: Value | undefined) => T | undefined): T | undefined {
    let level: readonly Mapping[] = [this.root];
    for (let depth = 0; depth < maximumSearchDepth && level.length > 0; depth++) {
      for (const name of names) {
        for (const mapping of level) {
          const found = read(this.follow(mapping.entries.get(name), 0));
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
    if (this.root.entries.has(path)) return this.root.entries.get(path);
    let value: Value | undefined = this.root;
    for (const name of path.split('.')) {
      value = this.follow(value, 0);
      if (value?.kind === 'mapping') value = value.entries.get(name);
      else if (value?.kind === 'sequence' && /^\d+$/.test(name)) value = value.items[Number(name)];
      else return undefined;
    }
    return value;
  }

  private follow(value: Value | undefined, depth: number): Value | undefined {
    if (value?.kind !== 'known' || typeof value.value !== 'string' || !value.value.includes('${')) return value;
    if (depth >= maximumReferences) return undefined;
    const whole = /^\$\{([^${}]+)\}$/.exec(value.value);
    if (whole) return this.follow(this.referenced(whole[1]!), depth + 1);
    let open = false;
    const text = value.value.replace(/\$\{([^${}]+)\}/g, (_, name: string) => {
      const part = this.follow(this.referenced(name), depth + 1);
      if (part?.kind === 'known' && part.value !== null) return String(part.value);
      open = true;
      return '';
    });
    return open || text.includes('${') ? undefined : { ...value, value: text };
  }

  /** spaCy writes `${paths.train}` as OmegaConf does, and `${training:batch}` in its old form; resolvers (`oc.env:X`) are known only at run time. */
  private referenced(name: string): Value | undefined {
    return /^[\w.-]+$/.test(name) ? this.at(name) : undefined;
  }
}

/** A fact whose place and origin are those of a value, with a reading of it. */
export function factOf<T>(from: Known | { readonly origin: Origin; readonly span?: Span }, value: T): Fact<T> {
  const text = 'text' in from ? from.text : undefined;
  return { value, origin: from.origin, ...(from.span && { span: from.span }), ...(text !== undefined && { text }) };
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
