// Python's values as a configuration has them: dictionaries, lists and constants; a class or function is known by its name.
import type { Mapping, Value } from '../../../evaluate/values';
import { Place, plainSpan } from '../../../languages/python/positions';

/** Levels of nested dictionaries that are taken over, and entries in all. */
const maximumDepth = 16;
const maximumEntries = 20_000;

/** The mapping with plain spans; what stands in another file (`isOwn` false) has that origin. */
export function plainSettings(root: Mapping, isOwn: boolean): Mapping {
  let left = maximumEntries;
  const plain = (value: Value, depth: number): Value => {
    if (depth > maximumDepth || left-- <= 0) return { kind: 'unknown', reason: 'gave-up', origin: 'derived' };
    const span = value.span && plainSpan(value.span);
    const origin = isOwn ? value.origin : 'config';
    switch (value.kind) {
      case 'mapping':
        return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, plain(entry, depth + 1)])), origin, span };
      case 'sequence':
        return { ...value, items: value.items.map((item) => plain(item, depth + 1)), origin, span };
      case 'known':
        return {
          kind: 'known',
          value: value.value,
          origin,
          span,
          ...(value.written && value.span instanceof Place && { text: value.span.text }),
          ...(value.source && { source: value.source }),
        };
      case 'reference':
        return { kind: 'known', value: value.name, origin, span };
      default:
        return { kind: 'unknown', reason: 'run-time', origin: 'derived', span };
    }
  };
  return plain(root, 0) as Mapping;
}
