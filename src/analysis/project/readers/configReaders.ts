// Configurations in a project's own format: the script beside them that reads them says what they mean.
import type { Fact, Facts, Run } from '../../model/run';
import type { Span } from '../../model/source';
import { presentOf } from '../frameworks/configs/configFormat';
import { factsOfOwnConfig, trainingKinds } from '../frameworks/configs/general/ownConfig';
import { Settings } from '../frameworks/configs/settings';
import { firstKey, type ConfigDocument } from '../languages/configDocument';
import { mayTrain } from '../mayTrain';
import { makeRun } from './configRuns';
import { frameworkOfImports } from './frameworkOfImports';
import { analyzePython } from './pythonProgram';
import type { Sources } from './sources';

/** Scripts that are looked into, and followed, for one configuration. */
const maximumScripts = 24;
const maximumFollowed = 3;
/** Folders above the configuration that are looked through. */
const maximumParents = 5;
/** Facts that must come from the configuration before a script counts as its reader. */
const enoughFacts = 2;
/** Bound, batch and rate. */
const allKinds = 3;

const scriptName =
  /(^|[_-])(re)?(train|training|main|run|pretrain|finetune|fine_tune|trainer|cli|experiment|launch|fit)\w*\.py$|^(train|main|run|finetune|pretrain)\w*\.py$/i;
const optionName = /['"](?:--)?((?:[\w-]*(?:config|cfg|conf|yaml|yml|hparams?|params_file|opt|recipe|settings)[\w-]*))['"]/gi;

/** Whether a configuration speaks of training at all: two of bound, batch and rate, or a Hydra root that names its groups. */
const speaksOfTraining = (settings: Settings): boolean => (trainingKinds(settings) >= 2 || settings.items('defaults').length >= 2) && !isReport(settings);

/** What a finished run left behind repeats its settings. */
const isReport = (settings: Settings): boolean =>
  presentOf(settings, 'results', 'train_info', 'run_info', 'log_history', 'history', 'best_metric', 'train_loss', 'test_accuracy', 'runtime') > 0 ||
  settings.section('metrics') !== undefined;

/** The run of a script that reads this configuration, shown at the configuration's head; undefined where none is found that does. */
export function runOfReader(document: ConfigDocument, sources: Sources): Run | undefined {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return undefined;
  const settings = new Settings(document.root);
  if (!speaksOfTraining(settings)) return undefined;
  let followed = 0;
  let reader: { readonly run?: Run; readonly text?: string } | undefined;
  for (const script of scriptsNear(document.path, sources)) {
    const text = sources.read(script);
    if (text === undefined) continue;
    const way = wayToPass(text, document.path);
    if (!way || followed++ >= maximumFollowed) continue;
    for (const options of way) {
      const { runs } = analyzePython({ path: script, segments: [{ text }] }, sources, { arguments: { options, words: [] } });
      const run = runs.map((candidate) => ({ candidate, count: factsFrom(candidate.facts, document.path) })).sort((left, right) => right.count - left.count)[0];
      if (run && run.count >= enoughFacts) return atHead(run.candidate, anchor, document.path, unseenSizes(settings, run.candidate.facts));
      reader ??= run && { run: run.candidate };
    }
    reader ??= mayTrain({ path: script, text }) ? { text } : undefined;
  }
  // a script that trains takes it, though which setting goes where could not be followed: the settings with plain names still count
  if (!reader || trainingKinds(settings) < allKinds) return undefined;
  const own = factsOfOwnConfig(settings);
  if (reader.run) return atHead(reader.run, anchor, document.path, own);
  const framework = frameworkOfImports(reader.text ?? '');
  return framework ? makeRun(framework, anchor, own) : undefined;
}

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

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** Likely trainers: in the folders above the configuration, nearest first, and in the root's usual places. */
function scriptsNear(path: string, sources: Sources): readonly string[] {
  const folders: string[] = [];
  let folder = folderOf(path);
  for (let turn = 0; turn <= maximumParents; turn++) {
    folders.push(folder);
    if (folder === sources.root || folder === '') break;
    folder = folderOf(folder);
  }
  for (const name of ['src', 'scripts', 'tools']) folders.push(`${sources.root}/${name}`);
  const found = folders.flatMap((from) => (sources.list(from) ?? []).filter((file) => scriptName.test(file.slice(file.lastIndexOf('/') + 1))));
  return [...new Set(found)].slice(0, maximumScripts);
}

/** The command lines that hand the configuration over: none needed where the script names the file itself. */
function wayToPass(script: string, path: string): readonly (readonly { readonly name: string; readonly values: readonly string[] }[])[] | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = base.replace(/\.\w+$/, '');
  const ways: { readonly name: string; readonly values: readonly string[] }[][] = [];
  if (script.includes(base) || new RegExp(`config_name\\s*=\\s*["']${stem.replace(/[^\w-]/g, '.')}["']`).test(script)) ways.push([]);
  if (/argparse|absl|click|gflags|FLAGS|fastargs|tyro|jsonargparse|ConfigArgParse|\.parse_args/.test(script)) {
    const names = new Set([...script.matchAll(optionName)].map((match) => match[1]!.replace(/-/g, '_')));
    for (const name of [...names].slice(0, maximumFollowed)) ways.push([{ name, values: [path] }]);
  }
  // fastargs adds its own option
  if (/fastargs/.test(script)) ways.push([{ name: 'config_file', values: [path] }]);
  return ways.length > 0 ? ways.slice(0, maximumFollowed) : undefined;
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
