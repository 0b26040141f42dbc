// Which run a measurement is of: the only one where it lies, or in the nearest folder above; where several could be meant, only the user knows.
import type { MeasuredRun, Measurement } from '../../model/measurement';
import { allRuns, type CountedRun, type WorkspaceFootprint } from '../footprint';
import { keyOf } from './readMeasurements';
import { folderOf, fileNameOf, insideOf } from '../../model/paths';

/** What the user has said about measurements, by their keys: the run that each is of, or null to leave it out. */
export type Assignments = Readonly<Record<string, string | null>>;

export interface MatchedMeasurements {
  readonly runs: readonly MeasuredRun[];
  /** of which several runs could be meant, or none */
  readonly open: readonly Measurement[];
}

export function matchRuns(measurements: readonly Measurement[], footprint: WorkspaceFootprint, assigned: Assignments = {}): MatchedMeasurements {
  const all = allRuns(footprint);
  const runs: MeasuredRun[] = [];
  const open: Measurement[] = [];
  for (const measurement of measurements) {
    const said = assigned[keyOf(measurement)];
    if (said === null) continue;
    const run = said === undefined ? runNear(measurement, all) : all.find(({ run: { id } }) => id === said);
    if (run) runs.push({ runId: run.run.id, measurement });
    else open.push(measurement);
  }
  return { runs, open };
}

function runNear({ path, name }: Measurement, all: readonly CountedRun[]): CountedRun | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = all.filter(({ file }) => folderOf(file.path) === folder);
    const candidates = here.length > 0 ? here : all.filter(({ file }) => file.path.startsWith(insideOf(folder)));
    if (candidates.length === 1) return candidates[0];
    if (candidates.length > 1) return onlyOne(candidates.filter((run) => isCalled(run, name)));
    if (folder === '') return undefined;
  }
}

const onlyOne = (runs: readonly CountedRun[]): CountedRun | undefined => (runs.length === 1 ? runs[0] : undefined);

/** Trackers are often named after the script. */
function isCalled({ file, alsoSeen }: CountedRun, name: string | undefined): boolean {
  const wanted = name?.toLowerCase();
  const nameOf = (path: string): string =>
    fileNameOf(path)
      .replace(/\.[^.]+$/, '')
      .toLowerCase();
  return wanted !== undefined && [file.path, ...alsoSeen.map((place) => place.file.path)].some((path) => nameOf(path) === wanted);
}
