// Configurations that are Python: a module of constants that a script executes over its own, or a `get_config()` that a flag names. Opened by itself such
// a module is the run of the script that reads it with those values.
import type { Fact, Facts, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { plainSpan } from '../../languages/python/positions';
import { parseProgramFile } from '../../languages/python/pythonParser';
import { placeOf } from '../../evaluate/machine';
import type { SourceUnit, Statement } from '../../languages/python/syntax/statements';
import { isOwnFiles } from '../../frameworks/configs/datasets';
import type { CommandLine } from '../commandLine';
import { makeRun } from '../configRuns';
import { scriptsNear } from './nearbyScripts';
import { analyzePython, type PythonProgram } from '../pythonProgram';
import type { Sources } from '../sources';
import { folderOf } from '../../../model/paths';

/** Scripts that are followed for one module. */
const mostFollowed = 4;
/** Facts that must come from the module before a script counts as its reader. */
const enoughFacts = 2;
/** Constants that make a module of settings. */
const fewestSettings = 2;

const executes = /\bexec\(\s*open\(|configurator|runpy|execfile/;
const importsByName = /import_module\(|SourceFileLoader\(|spec_from_file_location\(|load_source\(|run_path\(|Config\.fromfile\(/;
const configFlag = /DEFINE_config_file\(\s*(?:name\s*=\s*)?['"](\w+)['"]/g;
const configOption = /['"]--?([\w-]*(?:config|cfg|conf|settings|opt|hparams?|exp(?:_file)?)[\w-]*)['"]/gi;

/** The run of a script that reads this module, shown where its settings begin; undefined where none is found that does. */
export function runOfConfigModule(program: PythonProgram, sources: Sources): Run | undefined {
  const [segment] = program.segments;
  if (!segment || program.segments.length > 1 || segment.cell !== undefined) return undefined;
  const unit = parseProgramFile(program.path, segment.text);
  const anchor = settingsOf(unit);
  if (!anchor) return undefined;
  let followed = 0;
  for (const script of scriptsNear(program.path, sources)) {
    const text = sources.read(script);
    const ways = text === undefined ? [] : waysToPass(text, script, program.path, sources.root);
    if (text === undefined || ways.length === 0 || followed++ >= mostFollowed) continue;
    for (const way of ways) {
      const { runs } = analyzePython({ path: script, segments: [{ text }] }, sources, { arguments: way.commandLine });
      const run = runs.find(({ facts }) => isReader(facts, program.path, script, way.isExact));
      if (run) return shownAt(run, anchor, program.path, plainlyNamed(unit));
    }
  }
  return undefined;
}

/** Where the settings of a module begin that holds nothing else; undefined for any other module. */
function settingsOf(unit: SourceUnit): Span | undefined {
  const builder = unit.body.find((statement) => statement.kind === 'function' && statement.name === 'get_config');
  if (builder?.kind === 'function') {
    const first = builder.body.find((statement) => statement.kind === 'assign') ?? builder.body[0];
    return first && plainSpan(placeOf(unit, first));
  }
  const assignments = unit.body.filter((statement) => statement.kind === 'assign');
  const isPlain = unit.body.every((statement) => isSetting(statement) || statement.kind === 'import' || statement.kind === 'importFrom');
  return isPlain && assignments.length >= fewestSettings ? plainSpan(placeOf(unit, assignments[0]!)) : undefined;
}

/** Length and data set by the names that they plainly have, which a script of its own may use where it can't be followed (`np.memmap` of a folder's file). */
function plainlyNamed(unit: SourceUnit): Facts {
  const facts: { sequenceLength?: Fact<number>; dataset?: Fact<string> } = {};
  for (const statement of unit.body) {
    if (statement.kind !== 'assign' || statement.value?.kind !== 'constant') continue;
    const [target] = statement.targets;
    const { value } = statement.value;
    const fact = { origin: 'literal', span: plainSpan(placeOf(unit, statement.value)) } as const;
    if (target?.kind !== 'name') continue;
    if (/^(block_size|max_seq_len|seq_len|sequence_length|context_length)$/.test(target.name) && typeof value === 'number')
      facts.sequenceLength = { ...fact, value };
    if (/^dataset(_name)?$/.test(target.name) && typeof value === 'string' && !isOwnFiles(value)) facts.dataset = { ...fact, value };
  }
  return facts;
}

const isSetting = (statement: Statement): boolean =>
  statement.kind === 'assign' || statement.kind === 'update' || (statement.kind === 'expression' && statement.value.kind === 'constant');

interface Way {
  readonly commandLine: CommandLine;
  /** the script names this very option as the one for a configuration module */
  readonly isExact: boolean;
}

/** The command lines that hand the module over to the script. */
function waysToPass(script: string, scriptPath: string, path: string, root: string): readonly Way[] {
  const ways: Way[] = [];
  const pass = (name: string, value: string, isExact = false): void =>
    void ways.push({ commandLine: { options: [{ name, values: [value] }], words: [] }, isExact });
  if (executes.test(script)) ways.push({ commandLine: { options: [], words: [{ text: path }] }, isExact: false });
  for (const match of script.matchAll(configFlag)) pass(match[1]!, path, true);
  if (importsByName.test(script)) {
    for (const name of new Set([...script.matchAll(configOption)].map((match) => match[1]!))) {
      pass(name, path);
      if (script.includes('import_module(')) pass(name, dottedName(path, folderOf(scriptPath) || root));
    }
  }
  return ways.slice(0, mostFollowed);
}

const dottedName = (path: string, folder: string): string =>
  (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path).replace(/\.py$/, '').replaceAll('/', '.');

/** Whether enough comes from the module, and from those of its folder that it starts from; where the script is sure to take it those alone suffice. */
function isReader(facts: Facts, path: string, script: string, isExact: boolean): boolean {
  const folder = ownFolder(path, script);
  const own = countFrom(facts, (file) => file === path);
  return (isExact || own >= 1) && countFrom(facts, (file) => file === path || (folder !== undefined && file.startsWith(`${folder}/`))) >= enoughFacts;
}

/** The folder of configurations that does not hold the script: `configs` for `configs/vp/cifar10.py` beside `main.py`. */
function ownFolder(path: string, script: string): string | undefined {
  let folder = folderOf(path);
  const holds = (one: string): boolean => one === '' || folderOf(script) === one || folderOf(script).startsWith(`${one}/`);
  if (holds(folder)) return undefined;
  while (!holds(folderOf(folder))) folder = folderOf(folder);
  return folder;
}

const countFrom = (facts: Facts, stands: (file: string) => boolean): number =>
  Object.values(facts).filter((fact) => [fact as Fact, ...((fact as Fact).inputs ?? [])].some(({ span }) => span && stands(span.path))).length;

function shownAt(run: Run, anchor: Span, path: string, named: Facts): Run {
  const facts = Object.fromEntries(
    Object.entries(run.facts).map(([name, fact]) => [name, (fact as Fact).span?.path === path ? { ...(fact as Fact), origin: 'literal' } : fact]),
  ) as Facts;
  return { ...makeRun(run.framework, anchor, { ...named, ...facts }, run.repeats ?? 1, run.task), otherAnchors: [run.anchor] };
}
