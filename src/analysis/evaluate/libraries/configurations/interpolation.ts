// OmegaConf's interpolations: `${a.b}`, `${.sibling}`, `${oc.env:NAME,default}`; what no file decides stays unknown.
import type { Machine } from '../../machine';
import { known, knownString, unknown, withOrigin, type Mapping, type Value } from '../../values';
import { copyType, fromText, lookUpPath } from './merging';

/** Interpolations that lead to others, and levels of nesting, that are followed. */
const deepest = 24;

const innermost = /\$\{([^${}]*)\}/;
const rawConfigs = new WeakMap<Value, { readonly raw: Mapping; readonly resolved: ReadonlyMap<string, Value> }>();

/** The configuration with its interpolations replaced. `???` is a value that must be given. */
export function interpolate(machine: Machine, root: Value): Value {
  const resolver = new Resolver(machine, root);
  const result = resolver.resolve(root, [], 0);
  if (root.kind === 'mapping' && result.kind === 'mapping') rawConfigs.set(result, { raw: root, resolved: new Map(result.entries) });
  return result;
}

/** The configuration before its interpolations were replaced, with what the program has set since: what a merge starts from. */
export function uninterpolated(value: Value): Value {
  const known = rawConfigs.get(value);
  if (!known || value.kind !== 'mapping') return value;
  const entries = new Map<string, Value>();
  for (const [key, entry] of value.entries) entries.set(key, known.resolved.get(key) === entry ? (known.raw.entries.get(key) ?? entry) : entry);
  return { ...value, entries };
}

class Resolver {
  constructor(
    private readonly machine: Machine,
    private readonly whole: Value,
  ) {}

  resolve(value: Value, path: readonly string[], depth: number): Value {
    if (depth > deepest) return value;
    if (value.kind === 'mapping') {
      const result = { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, this.resolve(entry, [...path, key], depth + 1)])) };
      copyType(value, result);
      return result;
    }
    if (value.kind === 'sequence') return { ...value, items: value.items.map((item, index) => this.resolve(item, [...path, String(index)], depth + 1)) };
    const text = knownString(value);
    if (text === '???') return unknown('required-argument', value.span, path.join('.'));
    return text?.includes('${') ? this.text(text, value, path, depth) : value;
  }

  /** Replaces the innermost interpolations first, so that `${a.${b}}` works. */
  private text(text: string, value: Value, path: readonly string[], depth: number): Value {
    let rest = text;
    for (let turn = 0; turn < deepest; turn++) {
      const match = innermost.exec(rest);
      if (!match) return withOrigin(known(rest, value.span), 'config');
      const found = this.one(match[1]!, value, path, depth);
      if (match[0] === rest.trim()) return found;
      if (found.kind !== 'known') return unknown(found.kind === 'unknown' ? found.reason : 'run-time', value.span, text);
      rest = rest.replace(match[0], () => String(found.value));
    }
    return unknown('gave-up', value.span, text);
  }

  private one(written: string, value: Value, path: readonly string[], depth: number): Value {
    const resolver = /^\s*([\w.]+)\s*:(.*)$/s.exec(written);
    if (resolver) return this.resolved(resolver[1]!, resolver[2]!, value, path, depth);
    const dots = /^\.*/.exec(written)![0].length;
    const name = written.slice(dots).trim();
    const base = dots === 0 ? [] : path.slice(0, Math.max(0, path.length - dots));
    const full = [...base, name].join('.');
    const found = lookUpPath(this.whole, full);
    return found ? this.resolve(found, full.split('.'), depth + 1) : unknown('run-time', value.span, full);
  }

  private resolved(name: string, written: string, value: Value, path: readonly string[], depth: number): Value {
    const [first = '', ...rest] = written.split(',');
    const fallback = rest.length > 0 ? fromText(withOrigin(known(rest.join(',').trim(), value.span), 'config')) : undefined;
    switch (name) {
      case 'oc.env':
      case 'env':
        return this.machine.librarySettings.get(`os.environ[${first.trim()}]`) ?? fallback ?? unknown('outside-workspace', value.span, first.trim());
      case 'oc.select': {
        const found = this.one(first.trim(), value, path, depth);
        return found.kind === 'unknown' ? (fallback ?? found) : found;
      }
      case 'oc.decode':
        return fromText(known(written, value.span, 'config'));
      default:
        return unknown('run-time', value.span, `${name}:${written}`);
    }
  }
}
