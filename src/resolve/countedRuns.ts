// One run seen from several files (a launcher, the script that it starts, the configuration that it names) counts once in every total.
import { shownRuns, type Fact, type FileAnalysis, type Run } from '../model/run';
import type { Span } from '../model/source';

const configPath = /\.(ya?ml|json|jsonc|toml|cfg)$/i;
const keyOf = ({ path, line, cell }: Span): string => `${path}#${cell === undefined ? '' : `${cell}:`}${line}`;

/**
 * For each run that is another one's view of the same training, the run that it counts with: a launcher's run stands for the script's and the configuration's
 * that it joins. Two calls of one script are two runs, and the script's own, with its defaults, is then none.
 */
export function countedWith(files: readonly FileAnalysis[]): ReadonlyMap<Run, Run> {
  const runs = [...new Map(files.flatMap(shownRuns).map((run) => [run.id, run])).values()];
  const byPlace = new Map<string, Run>();
  for (const run of runs) byPlace.set(keyOf(run.anchor), run);
  const found = new Map<Run, Run>();
  for (const run of runs) {
    for (const other of [...(run.otherAnchors ?? []).map((span) => byPlace.get(keyOf(span))), ...configRuns(run, runs)]) {
      // two that name each other: the first stands for both
      if (other && other !== run && !found.has(other) && root(found, run) !== other) found.set(other, run);
    }
  }
  const resolved = new Map<Run, Run>();
  for (const run of found.keys()) resolved.set(run, root(found, run));
  // the same run read twice (once as its file's, once as what a launcher makes of a script) is one
  for (const file of files) {
    for (const run of shownRuns(file)) {
      const same = runs.find(({ id }) => id === run.id);
      const other = same && (resolved.get(same) ?? (same === run ? undefined : same));
      if (other) resolved.set(run, other);
    }
  }
  return resolved;
}

/** The runs that count, each training once. */
export function countedRuns(files: readonly FileAnalysis[]): readonly Run[] {
  const elsewhere = countedWith(files);
  return files.flatMap(shownRuns).filter((run) => !elsewhere.has(run));
}

function root(found: ReadonlyMap<Run, Run>, run: Run): Run {
  let at = run;
  for (let other = found.get(at); other && other !== run; other = found.get(at)) at = other;
  return at;
}

/** The runs of configurations that facts of this one were read from, where such a file states one run alone. */
function configRuns(run: Run, runs: readonly Run[]): readonly Run[] {
  const paths = new Set<string>();
  for (const fact of Object.values(run.facts) as (Fact | undefined)[]) {
    const { span } = fact ?? {};
    if (fact?.origin === 'config' && span && span.path !== run.anchor.path && configPath.test(span.path)) paths.add(span.path);
  }
  return [...paths].flatMap((path) => {
    const there = runs.filter(({ anchor }) => anchor.path === path);
    return there.length === 1 ? there : [];
  });
}
