// The report over all runs of a workspace as JSON: what `estimate --format json` prints for a folder, with the totals before it.
import type { Engine } from '../engine';
import type { Settings } from '../model/settings';
import { fileToJson, SCHEMA, type RunResult } from '../report/renderers/json';
import type { FileAnalysis, Run } from '../model/run';
import type { WorkspaceFootprint } from './footprint';
import { type ShowPath } from '../model/paths';

/** The runs of a file with their figures, and the run that each counts with where another file's stands for it. */
export const runsForJson = (engine: Engine, file: FileAnalysis, settings: Settings, elsewhere: ReadonlyMap<Run, Run>): readonly RunResult[] =>
  file.runs.map((run) => ({
    run,
    estimate: engine.estimate(run, settings),
    alternatives: engine.alternatives(run, settings),
    countedWith: elsewhere.get(run)?.anchor,
  }));

export function workspaceToJson(
  { total }: WorkspaceFootprint,
  files: readonly FileAnalysis[],
  engine: Engine,
  settingsOf: (path: string) => Settings,
  showPath: ShowPath,
): Record<string, unknown> {
  const elsewhere = engine.countedWith(files);
  return {
    schema: SCHEMA,
    total,
    files: files.map((file) => fileToJson(file, runsForJson(engine, file, settingsOf(file.path), elsewhere), showPath, [])),
  };
}
