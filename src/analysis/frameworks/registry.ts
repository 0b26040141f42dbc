// All framework descriptions, indexed by the names they listen to.
import type { Instance } from '../evaluate/values';
import type {
  AttributeHandler,
  CallHandler,
  ConstructorDefaults,
  DefaultValue,
  Framework,
  LoopDescriber,
  ResultHandler,
  StartHandler,
  Wrapper,
} from './framework';
import { isBefore } from '../project/pins/versions';
import type { ProjectPins } from '../project/pins/projectPins';
import { NameTable } from './matching';

export class Registry {
  readonly calls = new NameTable<CallHandler>();
  readonly results = new NameTable<ResultHandler>();
  readonly starts = new NameTable<StartHandler>();
  readonly wrappers = new NameTable<Wrapper>();
  readonly attributeHandlers: readonly AttributeHandler[];
  readonly loopDescribers: readonly LoopDescriber[];
  private readonly defaults = new NameTable<ConstructorDefaults>();
  private readonly patterns = new Map<string, NameTable<true>>();

  constructor(frameworks: readonly Framework[]) {
    this.attributeHandlers = frameworks.flatMap((framework) => framework.attributes ?? []);
    this.loopDescribers = frameworks.flatMap((framework) => framework.loops ?? []);
    for (const framework of frameworks) {
      addAll(this.calls, framework.calls);
      addAll(this.results, framework.results);
      addAll(this.starts, framework.starts);
      addAll(this.wrappers, framework.wrappers);
      addAll(this.defaults, framework.defaults);
    }
  }

  hasDefaults(object: Instance): boolean {
    return !object.role && [object.callee, ...object.bases].some((name) => this.defaults.first(name) !== undefined);
  }

  /** The default of a constructor's argument, with the library and version that say so: the release that the workspace pins, else the newest described. */
  defaultOf(className: string, name: string, pins: Pick<ProjectPins, 'of'> | undefined, depth = 0): { value: DefaultValue; source: string } | undefined {
    const described = this.defaults.first(className);
    if (!described || depth > 4) return undefined;
    const pin = described.earlier && pins?.of(libraryOf(described.version));
    const older = pin && described.earlier?.find(({ before, values }) => Object.hasOwn(values, name) && isBefore(pin, before));
    const value = older ? older.values[name] : Object.hasOwn(described.values, name) ? described.values[name] : undefined;
    if (value === undefined) return described.inherits ? this.defaultOf(described.inherits, name, pins, depth + 1) : undefined;
    const argument = `${className.slice(className.lastIndexOf('.') + 1)}.${name}`;
    return {
      value,
      source: pin ? `${libraryOf(described.version)} ${pin.text} ${argument} (release from ${pin.where})` : `${described.version} ${argument}`,
    };
  }

  positionOf(className: string, name: string, depth = 0): number | undefined {
    const described = this.defaults.first(className);
    const position = described?.positional?.indexOf(name) ?? -1;
    if (position >= 0) return position;
    return described?.inherits && !described.positional && depth < 4 ? this.positionOf(described.inherits, name, depth + 1) : undefined;
  }

  fits(name: string, pattern: string): boolean {
    let table = this.patterns.get(pattern);
    if (!table) {
      this.patterns.set(pattern, (table = new NameTable()));
      table.add(pattern, true);
    }
    return table.first(name) === true;
  }
}

/** `trl` of `trl 0.24` */
const libraryOf = (version: string): string => version.split(' ')[0] ?? version;

function addAll<T>(table: NameTable<T>, entries: Readonly<Record<string, T>> | undefined): void {
  for (const [pattern, entry] of Object.entries(entries ?? {})) table.add(pattern, entry);
}
