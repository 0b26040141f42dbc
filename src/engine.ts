// The facade that every host calls: documents in, runs, estimates, alternatives and reports out. Pure: the outside world is what the host passes in.
import type { DocumentReader, ReaderOptions } from './analysis/documentReader';
import { languageOf } from './analysis/languages/language';
import { mayTrain } from './analysis/mayTrain';
import { runsByLaunchers } from './analysis/project/launchers/findLaunchers';
import { applyChanges } from './alternatives/applyChange';
import { comparable } from './alternatives/findAlternatives';
import { createKnowledge, type Knowledge } from './knowledge/knowledge';
import type { Estimate } from './model/estimate';
import type { Accelerator, Grid } from './model/hardware';
import type { Cancellation, Clock, FileReader, ModelHub, SourceDocument } from './model/host';
import type { FactName, FileAnalysis, Language, Run } from './model/run';
import type { Settings } from './model/settings';
import { effectOf } from './report/effects/effectOf';
import { inEnglish, type Translate } from './report/translate';
import { createReporter, estimateOf, type Reporter } from './reporter';
import { countedRuns, countedWith } from './resolve/countedRuns';
import { enrichFacts } from './resolve/enrichFacts';
import { LookUps } from './resolve/found/lookUps';
import { parseSpec } from './resolve/parseSpec';
import { resolveSpec } from './resolve/resolveSpec';

export type { Translate } from './report/translate';

export type { DocumentReader } from './analysis/documentReader';

export interface EngineOptions extends ReaderOptions {
  readonly knowledge?: Knowledge;
  /** Reads documents in the engine's stead, off the host's thread say; without one they are read in this process, by a part that is loaded with the first of them. */
  readonly reader?: DocumentReader;
  readonly clock?: Clock;
  /** The Hugging Face hub, where the user allows look-ups. */
  readonly hub?: ModelHub;
  readonly translate?: Translate;
}

export interface Engine extends Reporter {
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
   * Looks for what a file's runs name and the tables lack: local models and data files through `files.machine`, hub ids through `options.hub`. For the time
   * after the reading, since it waits for the disk or the network. What was found is remembered: the next reading has it at once. Never throws.
   * @param file what `analyze` gave
   * @returns the same object where nothing new was found
   */
  lookUp(file: FileAnalysis, files: FileReader, cancellation?: Cancellation): Promise<FileAnalysis>;
  /**
   * What launchers of the workspace make of a script that was read (`launchedBy`), found through `files.launchers`. Reads some hundred files at most: for
   * the time after the reading, not while somebody types. Nothing for a file without a run, and where the host can't search.
   */
  launchersOf(document: SourceDocument, file: FileAnalysis, files: FileReader, cancellation?: Cancellation): Promise<readonly Run[]>;
  /** The runs of several files, each training once: a launcher's run stands for those of the script and the configuration that it joins. */
  countedRuns(files: readonly FileAnalysis[]): readonly Run[];
  /** For each run of these files that another file's run already stands for, that other run. */
  countedWith(files: readonly FileAnalysis[]): ReadonlyMap<Run, Run>;
  /** What one fact of a run does to its footprint, in a sentence ("Each epoch: 0.11 kg CO₂e."); undefined where it does nothing or that can't be told. */
  effectOf(run: Run, settings: Settings, fact: FactName): string | undefined;
  /** Estimates from figures alone, as `estimate --spec` takes them; settings win over them; a refused key is named in `error`. */
  estimateSpec(json: unknown, settings?: Settings): Estimate | { readonly error: string };
  /** An accelerator by any spelling of its name, `nvidia-smi`'s included; undefined for what the tables don't know. */
  accelerator(name: string): Accelerator | undefined;
  /** All accelerators of the tables, for pickers, newest first. */
  accelerators(): readonly Accelerator[];
  /** All grids of the tables, for pickers, by name. */
  regions(): readonly Grid[];
}

/** Builds the engine; cheap, nothing is loaded or parsed until it is asked for. */
export function createEngine(options: EngineOptions = {}): Engine {
  const translate = options.translate ?? inEnglish;
  const knowledge = options.knowledge ?? createKnowledge();
  let ownReader: Promise<DocumentReader> | undefined;
  const readerHere = (): Promise<DocumentReader> => (ownReader ??= import('./analysis/documentReader').then(({ createReader }) => createReader(options)));
  const { reporter, estimator } = createReporter(knowledge, translate);
  const lookUps = new LookUps(knowledge, options.clock);
  /** Files as they were read, before tables and machine answered; by the runs, since hosts add launchers to a file. */
  const asRead = new WeakMap<readonly Run[], FileAnalysis>();
  const answered = (file: FileAnalysis, { root }: FileReader): FileAnalysis => {
    const runs = lookUps.remembered(file.path, root, file.runs).map((run) => withoutAnswered(enrichFacts(run, knowledge)));
    const complete = { ...file, runs };
    asRead.set(runs, file);
    return complete;
  };
  return {
    ...reporter,
    languageOf,
    mayTrain,
    async analyze(document, files, cancellation) {
      const nothing: FileAnalysis = { path: document.path, language: languageOf(document) ?? 'python', diagnostics: [], runs: [] };
      if (!mayTrain(document)) return nothing;
      const reader = options.reader ?? (await readerHere());
      const file = (await reader.read(document, files, cancellation)) ?? nothing;
      return answered(file, files);
    },
    async lookUp(file, files, cancellation) {
      const read = asRead.get(file.runs);
      if (!read || (!files.machine && !options.hub)) return file;
      return (await lookUps.look(read, { files, hub: options.hub }, cancellation)) ? answered(read, files) : file;
    },
    launchersOf(document, file, files, cancellation) {
      if (file.runs.length === 0 || (file.language !== 'python' && file.language !== 'notebook')) return Promise.resolve([]);
      const read = async (launcher: SourceDocument): Promise<FileAnalysis> =>
        this.lookUp(await this.analyze(launcher, files, cancellation), files, cancellation);
      return runsByLaunchers(document, files, read, cancellation);
    },
    countedRuns,
    countedWith,
    effectOf(run, settings, fact) {
      const measured = comparable(run, settings, estimator);
      if (!measured) return undefined;
      const before = reporter.estimate(run, measured);
      const gpu = before.chain.find(({ id }) => id === 'gpu')?.value;
      return effectOf(fact, {
        run,
        estimate: before,
        isMeasured: measured === settings,
        device: typeof gpu === 'string' ? knowledge.accelerator(gpu) : undefined,
        estimateWith(facts) {
          const changed = applyChanges(run, measured, [{ facts }]);
          return reporter.estimate(changed.run, changed.settings);
        },
        translate,
      });
    },
    estimateSpec(json, settings = {}) {
      const parsed = parseSpec(json);
      return 'error' in parsed ? parsed : estimateOf(resolveSpec(parsed.spec, knowledge, settings));
    },
    accelerator: knowledge.accelerator,
    accelerators: () => [...knowledge.accelerators()].sort((a, b) => b.year - a.year || a.name.localeCompare(b.name)),
    regions: () => [...knowledge.grids()].sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** What the tables know is no longer unknown. */
const withoutAnswered = (run: Run): Run => ({ ...run, unknowns: run.unknowns.filter(({ fact }) => run.facts[fact] === undefined) });
