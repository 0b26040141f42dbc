// Configurations that start from another file: `_BASE_: "../Base-RCNN-FPN.yaml"` of detectron2 and others built on fvcore.
import type { Mapping, Value } from '../evaluate/values';
import { readConfig } from './configRuns';
import { joinPath } from './launchers/scriptPaths';
import type { Sources } from './sources';

/** Files followed from one configuration; they can refer in circles. */
const longestChain = 6;

/** The settings with those of the files that they start from underneath; a file that can't be read adds nothing. */
export function withBase(root: Mapping, path: string, sources: Sources, depth = 0): Mapping {
  const named = root.entries.get('_BASE_');
  if (depth >= longestChain || named?.kind !== 'known' || typeof named.value !== 'string') return root;
  const file = joinPath(path.slice(0, Math.max(0, path.lastIndexOf('/'))), named.value);
  const text = sources.read(file);
  const base = text === undefined ? undefined : readConfig(file, text)[0]?.root;
  return base?.kind === 'mapping' ? merged(elsewhere(withBase(base, file, sources, depth + 1)), root) : root;
}

/** What another file says has that origin. */
function elsewhere(mapping: Mapping): Mapping {
  const entries = new Map<string, Value>();
  for (const [key, value] of mapping.entries)
    entries.set(key, value.kind === 'mapping' ? elsewhere(value) : value.kind === 'known' ? { ...value, origin: 'config' } : value);
  return { ...mapping, entries };
}

function merged(below: Mapping, above: Mapping): Mapping {
  const entries = new Map<string, Value>(below.entries);
  for (const [key, value] of above.entries) {
    const before = entries.get(key);
    entries.set(key, before?.kind === 'mapping' && value.kind === 'mapping' ? merged(before, value) : value);
  }
  return { ...above, entries };
}
