// Remembers what was worked out for a run under some settings: lens, hover, panel and comparisons ask for the same figures again and again.
import type { Run } from '../model/run';
import type { Settings } from '../model/settings';

/** Settings of one run beyond which all are forgotten; a slider that is dragged passes through many. */
const MOST_SETTINGS = 300;

/** Wraps a pure function of run and settings; what belongs to a run goes when the run goes. */
export function rememberedByRun<T>(work: (run: Run, settings: Settings) => T): (run: Run, settings: Settings) => T {
  const byRun = new WeakMap<Run, Map<string, T>>();
  return (run, settings) => {
    const known = byRun.get(run) ?? new Map<string, T>();
    byRun.set(run, known);
    const key = JSON.stringify(settings);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_SETTINGS) known.clear();
    const result = work(run, settings);
    known.set(key, result);
    return result;
  };
}
