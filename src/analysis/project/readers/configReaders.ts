// Configurations in a project's own format: the script beside them that reads them says what they mean.
import type { Fact, Facts, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { factsOfOwnConfig, isReport, trainingKinds } from '../../frameworks/configs/general/ownConfig';
import { Settings } from '../../frameworks/configs/settings';
import { firstKey, type ConfigDocument } from '../../languages/configDocument';
import { mayTrain } from '../../mayTrain';
import { makeRun } from '../configRuns';
import { frameworkOfImports } from '../../frameworks/frameworkOfImports';
import { scriptsNear } from './nearbyScripts';
import { analyzePython } from '../pythonProgram';
import type { Sources } from '../sources';
import { waysToPass } from './waysToPass';
import { folderOf, fileNameOf } from '../../../model/paths';

/** Scripts that are followed for one configuration. */
const maximumFollowed = 3;
/** Facts that must come from the configuration before a script counts as its reader, whatever else it says. */
const enoughFacts = 2;
/** Bound, batch and rate. */
const allKinds = 3;

/** Whether a configuration speaks of training at all: two of bound, batch and rate, or a Hydra root that names its groups. */
const speaksOfTraining = (settings: Settings): boolean => (trainingKinds(settings) >= 2 || settings.items('defaults').length >= 2) && !isReport(settings);

/** The run of a script that reads this configuration, shown at the configuration's head; undefined where none is found that does. */
export function runOfReader(document: ConfigDocument, sources: Sources): Run | undefined {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return undefined;
  const settings = new Settings(document.root);
  if (!speaksOfTraining(settings)) return undefined;
  const own = factsOfOwnConfig(settings);
  let followed = 0;
  let reader: { readonly run?: Run; readonly text?: string } | undefined;
  for (const { script, text } of readersFirst(scriptsNear(document.path, sources), document.path, sources)) {
    const ways = waysToPass(text, script, document.path, sources);
    if (ways.length === 0 || followed++ >= maximumFollowed) continue;
    for (const way of ways) {
      const { runs } = analyzePython({ path: script, segments: [{ text }] }, sources, { arguments: way });
      const run = runs.map((candidate) => ({ candidate, count: factsFrom(candidate.facts, document.path) })).sort((left, right) => right.count - left.count)[0];
      if (run && (run.count >= enoughFacts || (run.count > 0 && !contradicts(run.candidate.facts, own, document.path))))
        return atHead(run.candidate, anchor, document.path, unseenSizes(settings, run.candidate.facts));
      reader ??= run && { run: run.candidate };
    }
    reader ??= mayTrain({ path: script, text }) ? { text } : undefined;
  }
  // a script that trains takes it, though which setting goes where could not be followed: the settings with plain names still count
  if (!reader || trainingKinds(settings) < allKinds) return undefined;
  if (reader.run) return atHead(reader.run, anchor, document.path, own);
  const framework = frameworkOfImports(reader.text ?? '');
  return framework ? makeRun(framework, anchor, own) : undefined;
}

/** Whether the run takes from elsewhere what the configuration states under a plain name: another file is meant then. */
function contradicts(facts: Facts, own: Facts, path: string): boolean {
  const elsewhere = (fact: Fact | undefined): boolean => fact !== undefined && factsFrom({ epochs: fact } as Facts, path) === 0;
  const bound = own.epochs ?? own.maxSteps;
  return (
    (own.learningRate !== undefined && elsewhere(facts.learningRate)) ||
    (own.perDeviceBatchSize !== undefined && elsewhere(facts.perDeviceBatchSize)) ||
    (bound !== undefined && elsewhere(facts.epochs ?? facts.maxSteps))
  );
}

interface Candidate {
  readonly script: string;
  readonly text: string;
  /** the script speaks of a file of this name */
  readonly isNamed: boolean;
}

/** The scripts that speak of a file of this name come first, then those that share a word with its name (`train_vqa.py` and `vqa.yaml`), then the nearest. */
function readersFirst(scripts: readonly string[], path: string, sources: Sources): readonly Candidate[] {
  const name = fileNameOf(path);
  const words = new Set(wordsOf(name));
  const rank = ({ script, isNamed }: Candidate): number => (isNamed ? 0 : wordsOf(fileNameOf(script)).some((word) => words.has(word)) ? 1 : 2);
  return scripts
    .flatMap((script) => {
      const text = sources.read(script);
      return text === undefined ? [] : [{ script, text, isNamed: text.includes(name) }];
    })
    .sort((left, right) => rank(left) - rank(right));
}

/** What distinguishes one file of a project from its neighbours. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !/^(train|training|trainer|config|configs|cfg|main|run|base|default|model|yaml)$/.test(word));

/** Batch, bound and length that the reader's own run leaves open, by their plain names. */
function unseenSizes(settings: Settings, seen: Facts): Facts {
  if (trainingKinds(settings) < allKinds) return {};
  const { perDeviceBatchSize, epochs, maxSteps, sequenceLength } = factsOfOwnConfig(settings);
  const isBound = seen.epochs !== undefined || seen.maxSteps !== undefined;
  return {
    ...(!seen.perDeviceBatchSize && !seen.globalBatchSize && perDeviceBatchSize && { perDeviceBatchSize }),
    ...(!isBound && epochs && { epochs }),
    ...(!isBound && maxSteps && { maxSteps }),
    ...(!seen.sequenceLength && sequenceLength && { sequenceLength }),
  };
}

const stands = (span: Span | undefined, path: string): boolean =>
  span !== undefined && (span.path === path || folderOf(span.path).startsWith(folderOf(path))) && /\.(ya?ml|json|toml)$/i.test(span.path);

/** Facts whose value stands in the configuration, or in one that it includes. */
const factsFrom = (facts: Facts, path: string): number =>
  Object.values(facts).filter((fact) => stands((fact as Fact).span, path) || (fact as Fact).inputs?.some((input) => stands(input.span, path))).length;

function atHead(run: Run, anchor: Span, path: string, own: Facts): Run {
  const read = Object.fromEntries(
    Object.entries(run.facts).map(([name, fact]) => [
      name,
      (fact as Fact).origin === 'config' && (fact as Fact).span?.path === path ? { ...(fact as Fact), origin: 'literal' } : fact,
    ]),
  ) as Facts;
  const made = makeRun(run.framework, anchor, { ...read, ...own }, run.repeats ?? 1, run.task);
  return { ...made, otherAnchors: [run.anchor] };
}
