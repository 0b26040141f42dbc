// Hydra's composition of a config from a defaults list, as far as files of the workspace say.
import { knownString, known, mapping, unknown, withOrigin, type Instance, type Mapping, type Value } from '../values';
import type { FunctionTarget, Machine } from '../machine';
import { merged, parseConfig, readNamed } from './configFiles';
import { argumentOf } from './natives';

/** Files that one composition may read. */
const fileLimit = 40;

export function composeHydra(machine: Machine, decorator: Instance, target: FunctionTarget): Value {
  const folder = knownString(argumentOf(decorator.call, 'config_path', 1)) ?? '.';
  const name = knownString(argumentOf(decorator.call, 'config_name', 2));
  if (name === undefined) return unknown('outside-workspace', decorator.span, 'config_name');
  const composition = new Composition(machine, target.unit.path, folder);
  const root = composition.load(name.replace(/\.ya?ml$/, ''));
  if (!root) return unknown('outside-workspace', decorator.span, `${folder}/${name}`);
  return interpolate(override(root, machine), 0);
}

class Composition {
  private files = 0;
  constructor(
    private readonly machine: Machine,
    private readonly from: string,
    private readonly folder: string,
  ) {}

  load(name: string): Mapping | undefined {
    if (++this.files > fileLimit) return undefined;
    const file = readNamed(this.machine, this.from, `${this.folder}/${name}.yaml`) ?? readNamed(this.machine, this.from, `${this.folder}/${name}.yml`);
    const own = file && parseConfig(file.path, file.text);
    if (own?.kind !== 'mapping') return undefined;
    const group = name.includes('/') ? name.slice(0, name.lastIndexOf('/') + 1) : '';
    const defaults = own.entries.get('defaults');
    const entries = new Map(own.entries);
    entries.delete('defaults');
    const self: Value = { ...own, entries };
    if (defaults?.kind !== 'sequence') return self as Mapping;
    let result: Value = mapping(new Map(), own.span, true, 'config');
    let selfDone = false;
    for (const item of defaults.items) {
      const plain = knownString(item);
      if (plain === '_self_') {
        result = merged(result, self);
        selfDone = true;
      } else if (plain !== undefined) result = merged(result, this.load(group + plain) ?? mapping(new Map(), undefined, false));
      else if (item.kind === 'mapping') result = merged(result, this.group(item, group));
    }
    if (!selfDone) result = merged(result, self);
    return result as Mapping;
  }

  /** `- model: resnet` puts the group's file under its name; `override`s and optional groups are the same here. */
  private group(item: Mapping, prefix: string): Value {
    const [[written, choice]] = [...item.entries] as [[string, Value]];
    const key = written.replace(/^(override|optional)\s+/, '').replace(/^\//, '');
    const [path, packaged] = key.split('@') as [string, string?];
    const name = knownString(choice);
    if (name === undefined) return mapping(new Map());
    const content = this.load(`${written.includes('/') && written.replace(/^\w+\s+/, '').startsWith('/') ? '' : prefix}${path}/${name}`);
    if (!content) return mapping(new Map(), undefined, false);
    if (packaged === '_global_') return content;
    return (packaged ?? path)
      .split(/[./]/)
      .reverse()
      .reduce<Value>((inner, part) => mapping(new Map([[part, inner]]), content.span, true, 'config'), content);
  }
}

/** `key.part=value` words of a launcher. */
function override(root: Mapping, machine: Machine): Mapping {
  let result: Value = root;
  for (const [name, value] of machine.launcher) {
    if (!name.includes('.') && !root.entries.has(name)) continue;
    result = merged(
      result,
      name
        .replace(/^\++/, '')
        .split('.')
        .reverse()
        .reduce<Value>((inner, part) => mapping(new Map([[part, inner]])), value),
    );
  }
  return result as Mapping;
}

/** Replaces `${a.b}`; what isn't in the config stays unknown. */
export function interpolate(root: Value, depth: number, whole: Value = root): Value {
  if (depth > 20) return root;
  if (root.kind === 'mapping') return { ...root, entries: new Map([...root.entries].map(([key, value]) => [key, interpolate(value, depth + 1, whole)])) };
  if (root.kind === 'sequence') return { ...root, items: root.items.map((item) => interpolate(item, depth + 1, whole)) };
  const text = knownString(root);
  if (text === undefined || !text.includes('${')) return root;
  const single = /^\$\{([\w.]+)\}$/.exec(text);
  if (single) {
    const found = lookUpPath(whole, single[1]!);
    return found
      ? found.kind === 'known' && typeof found.value === 'string' && found.value.includes('${') && depth < 19
        ? interpolate(found, 19, whole)
        : found
      : unknown('run-time', root.span, single[1]);
  }
  let complete = true;
  const replaced = text.replace(/\$\{([^}]*)\}/g, (_all, path: string) => {
    const found = lookUpPath(whole, path);
    complete &&= found?.kind === 'known';
    return found?.kind === 'known' ? String(found.value) : '';
  });
  return complete ? withOrigin(known(replaced, root.span), 'config') : unknown('run-time', root.span, text);
}

function lookUpPath(root: Value, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const part of path.split('.')) value = value?.kind === 'mapping' ? value.entries.get(part) : undefined;
  return value;
}
