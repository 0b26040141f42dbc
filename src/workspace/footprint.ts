// The footprint of many files: each training once, by folder, with totals, the heaviest first.
import type { Engine } from '../engine';
import type { Estimate } from '../model/estimate';
import type { FileAnalysis, Run } from '../model/run';
import type { Settings } from '../model/settings';
import { totalOf, type Total } from '../report/sections/total';
import { folderOf } from '../model/paths';

/** A place where a run is seen: a run of a file. */
export interface RunPlace {
  readonly file: FileAnalysis;
  /** the run's index among those that the file shows */
  readonly index: number;
  readonly run: Run;
}

/** One training, however many files describe it. */
export interface CountedRun extends RunPlace {
  readonly estimate: Estimate;
  /** other files' views of the same training: the script that a launcher starts, the configuration that it names */
  readonly alsoSeen: readonly RunPlace[];
}

export interface FolderFootprint {
  /** absolute, forward slashes */
  readonly folder: string;
  readonly runs: readonly CountedRun[];
  readonly total: Total;
}

export interface WorkspaceFootprint {
  /** folders that hold runs, the heaviest first */
  readonly folders: readonly FolderFootprint[];
  readonly total: Total;
  /** files that describe a run */
  readonly files: number;
}

/** Adds up what scans found. `settingsOf` gives the user's settings for a file. */
export function footprintOf(files: readonly FileAnalysis[], engine: Engine, settingsOf: (path: string) => Settings): WorkspaceFootprint {
  const elsewhere = engine.countedWith(files);
  const places = files.flatMap((file) => file.runs.map((run, index): RunPlace => ({ file, index, run })));
  const alsoSeen = new Map<Run, RunPlace[]>();
  for (const place of places) {
    const counted = elsewhere.get(place.run);
    if (counted && counted.id !== place.run.id) alsoSeen.set(counted, [...(alsoSeen.get(counted) ?? []), place]);
  }
  const counted = places
    .filter(({ run }) => !elsewhere.has(run))
    .map((place): CountedRun => ({
      ...place,
      estimate: engine.estimate(place.run, settingsOf(place.file.path)),
      alsoSeen: alsoSeen.get(place.run) ?? [],
    }));
  const byFolder = new Map<string, CountedRun[]>();
  for (const run of counted) {
    const folder = folderOf(run.file.path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), run]);
  }
  const folders = [...byFolder].map(([folder, runs]): FolderFootprint => ({ folder, runs: [...runs].sort(heaviestFirst), total: totalOfRuns(runs) }));
  return {
    folders: folders.sort((a, b) => weight(b.total) - weight(a.total) || (a.folder < b.folder ? -1 : 1)),
    total: totalOfRuns(counted),
    files: files.length,
  };
}

export const allRuns = ({ folders }: WorkspaceFootprint): readonly CountedRun[] => folders.flatMap(({ runs }) => runs).sort(heaviestFirst);

const totalOfRuns = (runs: readonly CountedRun[]): Total => totalOf(runs.map(({ estimate }) => estimate));

/** Runs without a figure come last. */
const weight = ({ co2eKg }: Pick<Total, 'co2eKg'>): number => co2eKg?.mid ?? -1;

const heaviestFirst = (a: CountedRun, b: CountedRun): number =>
  weight(b.estimate) - weight(a.estimate) || (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : a.run.anchor.line - b.run.anchor.line);
