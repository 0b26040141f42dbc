// The report over all runs of a workspace as JSON: what `estimate --format json` prints for a folder, with the totals before it.
import type { Engine } from '../engine';
import type { Run } from '../model/run';
import type { Settings } from '../model/settings';
import { fileToJson, SCHEMA } from '../report/renderers/json';
import type { FileAnalysis } from '../model/run';
import type { ShowPath } from './runName';
import type { WorkspaceFootprint } from './footprint';

export function workspaceToJson(
  { total }: WorkspaceFootprint,
  files: readonly FileAnalysis[],
  engine: Engine,
  settingsOf: (path: string) => Settings,
  showPath: ShowPath,
): Record<string, unknown> {
  const elsewhere: ReadonlyMap<Run, Run> = engine.countedWith(files);
  return {
    schema: SCHEMA,
    total,
    files: files.map((file) =>
      fileToJson(
        file,
        file.runs.map((run) => ({
          run,
          estimate: engine.estimate(run, settingsOf(file.path)),
          alternatives: engine.alternatives(run, settingsOf(file.path)),
          countedWith: elsewhere.get(run)?.anchor,
        })),
        showPath,
        [],
      ),
    ),
  };
}
