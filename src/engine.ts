// The facade that every host calls: documents in, runs, estimates, alternatives and reports out. Pure: the outside world is what the host passes in.
import { savedPercent } from './alternatives/saving';
import { languageOf, mayTrain, type FrontEnds } from './analysis/analyze';
import type { TypeScriptFrontEnd } from './analysis/languages/typescript/frontEnd';
import { CompleteReading } from './analysis/project/completeReading';
import { runsByLaunchers } from './analysis/project/launchers/findLaunchers';
import { findAlternatives, estimateTogether, type Estimator } from './alternatives/findAlternatives';
import { estimateNothing, estimateWorkload } from './estimate/estimate';
import { rememberedByRun } from './estimate/remembered';
import { createKnowledge, type Knowledge } from './knowledge/knowledge';
import type { Alternative } from './model/alternative';
import type { Estimate } from './model/estimate';
import type { Accelerator, Grid } from './model/hardware';
import type { Cancellation, Clock, FileReader, Logger, SourceDocument } from './model/host';
import type { FileAnalysis, Language, Run } from './model/run';
import type { Settings } from './model/settings';
import type { Resolved } from './model/workload';
import { buildReport } from './report/buildReport';
import type { Report } from './report/reportModel';
import { writeSaving, type WrittenSaving } from './report/sections/savings';
import { inEnglish, type Translate } from './report/translate';
import { countedRuns, countedWith, shownRuns } from './resolve/countedRuns';
import { enrichFacts } from './resolve/enrichFacts';
import { parseSpec } from './resolve/parseSpec';
import { resolveRun } from './resolve/resolveRun';
import { resolveSpec } from './resolve/resolveSpec';

export type { Translate } from './report/translate';

export interface EngineOptions {
  readonly knowledge?: Knowledge;
  /** Loads the TypeScript front end when a JS or TS file may train; without it such files give no runs and one diagnostic. */
  readonly loadTypeScript?: () => Promise<TypeScriptFrontEnd | undefined>;
  readonly logger?: Logger;
  readonly clock?: Clock;
  readonly translate?: Translate;
}

export interface Engine {
  /** The language a document is written in, by its name first; undefined where no front end reads it. */
  languageOf(document: SourceDocument): Language | undefined;
  /** A cheap look (well under a millisecond): can this document train anything at all? False means that `analyze` would find no run. */
  mayTrain(document: SourceDocument): boolean;
  /**
   * Reads one document and what it names through `files`. Never throws for anything that stands in a file: what cannot be read is said in `diagnostics`.
   * When cancelled it returns what it has, without runs.
   */
  analyze(document: SourceDocument, files: FileReader, cancellation?: Cancellation): Promise<FileAnalysis>;
  /**
   * What launchers of the workspace make of a script that was read (`launchedBy`), found through `files.launchers`. Reads some hundred files at most: for
   * the time after the reading, not while somebody types. Nothing for a file without a run, and where the host can't search.
   */
  launchersOf(document: SourceDocument, file: FileAnalysis, files: FileReader, cancellation?: Cancellation): Promise<readonly Run[]>;
  /** The runs of several files, each training once: a launcher's run stands for those of the script and the configuration that it joins. */
  countedRuns(files: readonly FileAnalysis[]): readonly Run[];
  /** For each run of these files that another file's run already stands for, that other run. */
  countedWith(files: readonly FileAnalysis[]): ReadonlyMap<Run, Run>;
  /** Works out one run's footprint; what decides it and is missing is named in `missing`, and the figures are null then. */
  estimate(run: Run, settings: Settings): Estimate;
  /** The footprint with several alternatives applied together, re-estimated as a whole. */
  estimateWith(run: Run, settings: Settings, alternatives: readonly Alternative[]): Estimate;
  /** What several alternatives save together, written as a single one's saving is; empty texts while the run has no figure. */
  savingOf(run: Run, settings: Settings, alternatives: readonly Alternative[]): WrittenSaving;
  /** Greener ways to do the same run, the biggest saving first; empty where nothing can be estimated. */
  alternatives(run: Run, settings: Settings): readonly Alternative[];
  /** Everything that the surfaces show about one run of a file (its own, then those of its launchers), worded and rounded. @throws RangeError when the file has no such run. */
  report(file: FileAnalysis, runIndex: number, settings: Settings): Report;
  /** Estimates from figures alone, as `estimate --spec` takes them; settings win over them; a refused key is named in `error`. */
  estimateSpec(json: unknown, settings?: Settings): Estimate | { readonly error: string };
  /** All accelerators of the tables, for pickers, newest first. */
  accelerators(): readonly Accelerator[];
  /** All grids of the tables, for pickers, by name. */
  regions(): readonly Grid[];
}

/** Builds the engine; cheap, nothing is loaded or parsed until it is asked for. */
export function createEngine(options: EngineOptions = {}): Engine {
  const translate = options.translate ?? inEnglish;
  const knowledge = options.knowledge ?? createKnowledge();
  const reading = new CompleteReading();
  const resolve = (run: Run, settings: Settings): Resolved => resolveRun(run, knowledge, settings);
  const estimate = rememberedByRun((run: Run, settings: Settings): Estimate => estimateOf(resolve(run, settings)));
  const estimator: Estimator = { resolve, estimate, knowledge, translate };
  const alternatives = rememberedByRun((run: Run, settings: Settings): readonly Alternative[] => findAlternatives(run, settings, estimator));
  return {
    languageOf,
    mayTrain,
    async analyze(document, files, cancellation) {
      const nothing: FileAnalysis = { path: document.path, language: languageOf(document) ?? 'python', diagnostics: [], runs: [] };
      if (!mayTrain(document)) return nothing;
      const file = (await reading.read(document, files, await frontEndsFor(document, options), cancellation)) ?? nothing;
      return { ...file, runs: file.runs.map((run) => withoutAnswered(enrichFacts(run, knowledge))) };
    },
    launchersOf(document, file, files, cancellation) {
      if (file.runs.length === 0 || (file.language !== 'python' && file.language !== 'notebook')) return Promise.resolve([]);
      return runsByLaunchers(document, files, (launcher) => this.analyze(launcher, files, cancellation), cancellation);
    },
    countedRuns,
    countedWith,
    estimate,
    estimateWith: (run, settings, chosen) => estimateTogether(run, settings, chosen, estimator),
    savingOf(run, settings, chosen) {
      const [before, after] = [estimate(run, settings), estimateTogether(run, settings, chosen, estimator)];
      return writeSaving(before, after, savedPercent(before.co2eKg, after.co2eKg));
    },
    alternatives,
    report(file, runIndex, settings) {
      const run = shownRuns(file)[runIndex];
      if (!run) throw new RangeError(`${file.path} has ${shownRuns(file).length} runs, none with index ${runIndex}`);
      const estimateWith = (other: Settings): Estimate => estimate(run, other);
      return buildReport({
        file,
        runIndex,
        run,
        settings,
        estimate: estimate(run, settings),
        alternatives: alternatives(run, settings),
        estimateWith,
        knowledge,
        translate,
      });
    },
    estimateSpec(json, settings = {}) {
      const parsed = parseSpec(json);
      return 'error' in parsed ? parsed : estimateOf(resolveSpec(parsed.spec, knowledge, settings));
    },
    accelerators: () => [...knowledge.accelerators()].sort((a, b) => b.year - a.year || a.name.localeCompare(b.name)),
    regions: () => [...knowledge.grids()].sort((a, b) => a.name.localeCompare(b.name)),
  };
}

async function frontEndsFor(document: SourceDocument, { loadTypeScript, logger }: EngineOptions): Promise<FrontEnds> {
  const language = languageOf(document);
  if ((language !== 'typescript' && language !== 'javascript') || !loadTypeScript) return {};
  try {
    return { typescript: await loadTypeScript() };
  } catch (error) {
    logger?.warn(`the TypeScript front end could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

/** What the tables know is no longer unknown. */
const withoutAnswered = (run: Run): Run => ({ ...run, unknowns: run.unknowns.filter(({ fact }) => run.facts[fact] === undefined) });

const estimateOf = (resolved: Resolved): Estimate => (resolved.workload ? estimateWorkload(resolved.workload) : estimateNothing(resolved));
