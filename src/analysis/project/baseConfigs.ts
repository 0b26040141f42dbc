// Configurations that start from other files: `_BASE_: "../Base-RCNN-FPN.yaml"` of detectron2 and others built on fvcore, PaddleDetection's list of them.
import type { Mapping, Value } from '../evaluate/values';
import { readConfig } from './configRuns';
import { joinPath } from './launchers/scriptPaths';
import type { Sources } from './sources';

/** Files followed from one configuration; they can refer in circles. */
const longestChain = 6;
/** Files that one configuration may start from side by side. */
const maximumBases = 12;

/** The settings with those of the files that they start from underneath; a file that can't be read adds nothing. */
export function withBase(root: Mapping, path: string, sources: Sources, depth = 0): Mapping {
  const named = root.entries.get('_BASE_') ?? fileNamed(root.entries.get('defaults'));
  if (depth >= longestChain || !named) return root;
  const files = (named.kind === 'sequence' ? named.items : [named]).flatMap((item) =>
    item.kind === 'known' && typeof item.value === 'string' ? [item.value] : [],
  );
  const below = files.slice(0, maximumBases).flatMap((name) => {
    const file = joinPath(path.slice(0, Math.max(0, path.lastIndexOf('/'))), name);
    const text = sources.read(file);
    const base = text === undefined ? undefined : readConfig(file, text)[0]?.root;
    return base?.kind === 'mapping' ? [elsewhere(withBase(base, file, sources, depth + 1))] : [];
  });
  return [...below, root].reduce((lower, upper) => merged(lower, upper));
}

/** NeMo-RL's `defaults: ../grpo.yaml` is one file; Hydra's list of groups is composed by the script that reads it. */
const fileNamed = (value: Value | undefined): Value | undefined =>
  value?.kind === 'known' && typeof value.value === 'string' && /\.ya?ml$/.test(value.value) ? value : undefined;

/** What another file says has that origin. */
function elsewhere(mapping: Mapping): Mapping {
  const entries = new Map<string, Value>();
  for (const [key, value] of mapping.entries)
    entries.set(key, value.kind === 'mapping' ? elsewhere(value) : value.kind === 'known' ? { ...value, origin: 'config' } : value);
  return { ...mapping, entries };
}

/** The settings of both, the upper ones winning; a section that says `_delete_=True` replaces what is below it. */
export function merged(below: Mapping, above: Mapping): Mapping {
  const replaced = above.entries.get('_delete_');
  if (replaced?.kind === 'known' && replaced.value === true) return above;
  const entries = new Map<string, Value>(below.entries);
  for (const [key, value] of above.entries) {
    const before = entries.get(key);
    entries.set(key, before?.kind === 'mapping' && value.kind === 'mapping' ? merged(before, value) : value);
  }
  return { ...above, entries };
}
