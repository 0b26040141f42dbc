// `compare`: the runs of the named files beside each other.
import type { Engine } from '../../engine';
import { inEnglish } from '../../report/translate';
import { comparisonToMarkdown } from '../../workspace/comparison/comparisonMarkdown';
import { compareRuns, type ComparedRun } from '../../workspace/comparison/compareRuns';
import { toEnginePath } from '../files/paths';
import { UsageError, type Options } from '../options';
import { writeOutput } from '../output';
import { readRuns } from './readRuns';

/** More columns than anybody reads. */
const MOST_RUNS = 12;

/** @returns the exit code. @throws UsageError when the files hold fewer than two runs, or more than fit beside each other */
export async function compare(engine: Engine, options: Options): Promise<number> {
  const runs: ComparedRun[] = [];
  const shownAs = new Map<string, string>();
  for await (const { shown, file } of readRuns(engine, options)) {
    shownAs.set(file.path, shown);
    file.runs.forEach((run, index) => runs.push({ file, index, run, estimate: engine.estimate(run, options.settings) }));
  }
  if (runs.length < 2) throw new UsageError(`compare: needs two training runs, found ${runs.length}`);
  if (runs.length > MOST_RUNS) throw new UsageError(`compare: found ${runs.length} runs; name at most ${MOST_RUNS}`);
  const comparison = compareRuns(runs, (path) => shownAs.get(path) ?? toEnginePath(path), inEnglish);
  await writeOutput(comparisonToMarkdown(comparison, inEnglish), options.output);
  return 0;
}
