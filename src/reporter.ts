// From runs that were read to figures, alternatives and reports: everything that needs no source text. The report's page runs it too, so that what is tried
// there is answered in place, to the same digit.
import { AlternativesSearch, estimateTogether, type Estimator } from './alternatives/findAlternatives';
import { savedPercent } from './alternatives/saving';
import { decidedInCode, settingEdits } from './alternatives/settingEdits';
import { clash, editsOf } from './model/together';
import { estimateNothing, estimateWorkload } from './estimate/estimate';
import { rememberedByRun } from './estimate/remembered';
import { createKnowledge, type Knowledge } from './knowledge/knowledge';
import type { Alternative, TextEdit } from './model/alternative';
import type { Estimate } from './model/estimate';
import { shownRuns, type FileAnalysis, type Run } from './model/run';
import type { Settings } from './model/settings';
import type { Resolved } from './model/workload';
import { buildReport } from './report/buildReport';
import type { Report } from './report/reportModel';
import { keyOf, writeSaving, type WrittenSaving } from './report/sections/savings';
import { inEnglish, type Translate } from './report/translate';
import { resolveRun } from './resolve/resolveRun';

/** Several alternatives as one change. */
export interface Together extends WrittenSaving {
  readonly alternatives: readonly Alternative[];
  /** each once: two may need the same import */
  readonly edits: readonly TextEdit[];
  /** two of them would change the same text, so that they cannot be made together */
  readonly clash: boolean;
}

export interface Reporter {
  /** Works out one run's footprint; what decides it and is missing is named in `missing`, and the figures are null then. */
  estimate(run: Run, settings: Settings): Estimate;
  /** The footprint with several alternatives applied together, re-estimated as a whole. */
  estimateWith(run: Run, settings: Settings, alternatives: readonly Alternative[]): Estimate;
  /** What several alternatives save together, written as a single one's saving is; empty texts while the run has no figure. */
  savingOf(run: Run, settings: Settings, alternatives: readonly Alternative[]): WrittenSaving;
  /** Greener ways to do the same run, the biggest saving first; empty where nothing can be estimated. */
  alternatives(run: Run, settings: Settings): readonly Alternative[];
  /** Alternatives by their keys in the report, in the keys' order, re-estimated as a whole; unknown keys are left out (the text has changed). */
  together(run: Run, settings: Settings, keys: readonly string[]): Together;
  /** The inputs that the code has a place for. */
  decidedInCode(run: Run): readonly (keyof Settings)[];
  /** The edits that make one input so in the code; undefined where the code has no place for it. */
  settingEdits(run: Run, name: keyof Settings, value: string | number): readonly TextEdit[] | undefined;
  /**
   * Works out what every surface needs of a run, in steps of a few milliseconds, so that a host may answer others in between: `estimate`, `alternatives` and
   * `report` have it at once afterwards.
   */
  prepare(run: Run, settings: Settings): Iterable<void>;
  /** Everything that the surfaces show about one run of a file (its own, then those of its launchers), worded and rounded. @throws RangeError when the file has no such run. */
  report(file: FileAnalysis, runIndex: number, settings: Settings): Report;
}

/** What a reporter estimates with, for rooms that ask it single questions. */
export interface ReporterParts {
  readonly reporter: Reporter;
  readonly estimator: Estimator;
}

/** Builds a reporter; cheap, no table is parsed until it is asked for. */
export function createReporter(knowledge: Knowledge = createKnowledge(), translate: Translate = inEnglish): ReporterParts {
  const resolve = (run: Run, settings: Settings): Resolved => resolveRun(run, knowledge, settings);
  const estimate = rememberedByRun((run: Run, settings: Settings): Estimate => estimateOf(resolve(run, settings)));
  const estimator: Estimator = { resolve, estimate, knowledge, translate };
  const search = rememberedByRun((run: Run, settings: Settings) => new AlternativesSearch(run, settings, estimator));
  const alternatives = (run: Run, settings: Settings): readonly Alternative[] => search(run, settings).all();
  const reporter: Reporter = {
    estimate,
    estimateWith: (run, settings, chosen) => estimateTogether(run, settings, chosen, estimator),
    savingOf(run, settings, chosen) {
      const [before, after] = [estimate(run, settings), estimateTogether(run, settings, chosen, estimator)];
      return writeSaving(before, after, savedPercent(before.co2eKg, after.co2eKg));
    },
    alternatives,
    together(run, settings, keys) {
      const all = alternatives(run, settings);
      const chosen = keys.flatMap((key) => all.filter((alternative) => keyOf(alternative) === key));
      const edits = editsOf(chosen);
      return { alternatives: chosen, edits, clash: clash(edits), ...reporter.savingOf(run, settings, chosen) };
    },
    decidedInCode,
    settingEdits,
    *prepare(run, settings) {
      knowledge.defaultAccelerator();
      yield;
      knowledge.world();
      yield;
      estimate(run, settings);
      yield;
      while (search(run, settings).step()) yield;
    },
    report(file, runIndex, settings) {
      const run = shownRuns(file)[runIndex];
      if (!run) throw new RangeError(`${file.path} has ${shownRuns(file).length} runs, none with index ${runIndex}`);
      return buildReport({
        file,
        runIndex,
        run,
        settings,
        estimate: estimate(run, settings),
        get alternatives() {
          return alternatives(run, settings);
        },
        estimateWith: (other) => estimate(run, other),
        knowledge,
        translate,
      });
    },
  };
  return { reporter, estimator };
}

/** The estimate of what was made complete, or of nothing where not even the model is known. */
export const estimateOf = (resolved: Resolved): Estimate => (resolved.workload ? estimateWorkload(resolved.workload) : estimateNothing(resolved));
