// Scripts that a program sends to other machines, as runs: each joined with the script where it is in the workspace.
import type { Run } from '../../../model/run';
import { plainSpan } from '../../languages/python/positions';
import type { StartedScript } from '../../frameworks/startedScript';
import type { Budget } from '../launchers/launcherProgram';
import { launcherRuns } from '../launchers/launcherRuns';
import { joinPath } from '../launchers/scriptPaths';
import type { Sources } from '../sources';
import { moved, onMachines } from './machines';

export function sentRuns(path: string, scripts: readonly StartedScript[], sources: Sources, budget: Budget): readonly Run[] {
  const runs = new Map<string, Run>();
  for (const { anchor: place, command, folder, ...devices } of scripts) {
    const anchor = plainSpan(place);
    const text = `${folder ? `cd ${joinPath('', folder)}\n` : ''}${command}`;
    const [first] = launcherRuns({ path, text, fixedSpan: anchor }, sources, budget).runs;
    const run = first && moved(onMachines(first, devices), anchor, []);
    if (run && !runs.has(run.id)) runs.set(run.id, run);
  }
  return [...runs.values()];
}
