// Shell launchers to runs: the commands that train, joined with the script that they start where it is at hand.
import type { Diagnostic, Fact, FactName, Facts, Run } from '../../../model/run';
import type { Span } from '../../../model/source';
import { compactFacts, type ConfigFormat } from '../../frameworks/configs/configFormat';
import { lightningCli } from '../../frameworks/configs/general/lightningCli';
import { deepspeed } from '../../frameworks/configs/platforms/deepspeed';
import { factsOfOwnConfig, trainingKinds } from '../../frameworks/configs/general/ownConfig';
import { frameworkOfImports } from '../frameworkOfImports';
import { formatOf, frameworkOf, makeRun, readConfig } from '../configRuns';
import { accelerate } from '../../frameworks/configs/platforms/accelerate';
import { trainingArguments } from '../../frameworks/configs/languageModels/trainingArguments';
import { precisionFact } from '../../frameworks/configs/names';
import { derived, Settings } from '../../frameworks/configs/settings';
import { LineIndex } from '../../languages/lineIndex';
import { nestsTooDeep, nestsTooDeepMessage } from '../../languages/nesting';
import { runShell, type ShellCommand } from '../../languages/shell/runShell';
import type { ShellText, Variable } from '../../languages/shell/shellText';
import { analyzePython } from '../pythonProgram';
import type { CommandLine } from '../commandLine';
import type { Sources } from '../sources';
import { readCommandLine, readSettings } from './commandWords';
import { factsOfFlags, trainingSettings } from './generalFlags';
import { readLaunch, type CountedWord, type Launch } from './launch';
import { readDirectives, schedulerVariables, type Directives } from './schedulerDirectives';
import { findFile, findModule, scriptFolder } from './scriptPaths';
import { trainers } from './trainers';
import { doesOtherWork, isRefused, namesTraining } from './trainingCommands';

/** Characters of a launcher that is read. */
const maximumLength = 200_000;
/** Scripts that start scripts, followed. */
const maximumScripts = 3;
/** Kinds of training setting (rate, batch, bound) that flags must state where the script's name does not say that it trains. */
const settingsOfTraining = 2;
/** Of bound, batch and rate, for a configuration in a project's own format that a training command names. */
const kindsOfOwnConfig = 2;
/** Python programs that one launcher's commands start and that are read. */
const maximumPrograms = 12;

export interface LauncherProgram {
  readonly path: string;
  /** shell text; where it stands inside another document, the rest is blanked so that offsets agree */
  readonly text: string;
  readonly cell?: number;
  readonly firstLine?: number;
  readonly variables?: ReadonlyMap<string, Variable>;
  readonly freshFolder?: boolean;
  readonly positional?: readonly ShellText[];
  /** the place of every word, for a text whose own places are not those of a file */
  readonly fixedSpan?: Span;
}

interface Place {
  readonly program: LauncherProgram;
  readonly sources: Sources;
  readonly directives: Directives;
  readonly spanOf: (word: { readonly pos: number; readonly end: number }) => Span;
  readonly depth: number;
  readonly budget: { programs: number };
}

/** Every command that trains, in order. A command that a loop repeats is one run with `repeats`. */
export function launcherRuns(program: LauncherProgram, sources: Sources): { readonly runs: readonly Run[]; readonly diagnostics: readonly Diagnostic[] } {
  if (program.text.length > maximumLength) return { runs: [], diagnostics: [{ message: 'Too long for a launcher; not read.' }] };
  if (nestsTooDeep(program.text, true)) return { runs: [], diagnostics: [{ message: nestsTooDeepMessage }] };
  return { runs: followProgram(program, sources, 0, { programs: 0 }), diagnostics: [] };
}

function followProgram(program: LauncherProgram, sources: Sources, depth: number, budget: { programs: number }): readonly Run[] {
  const directives = readDirectives(program.text);
  const lines = new LineIndex(program.path, program.text, {
    ...(program.cell !== undefined && { cell: program.cell }),
    ...(program.firstLine !== undefined && { firstLine: program.firstLine }),
  });
  const own: Variable = {
    kind: 'text',
    value: { text: `${scriptFolder}/${program.path.slice(program.path.lastIndexOf('/') + 1)}`, known: true, pos: 0, end: 0 },
  };
  const variables = new Map<string, Variable>([
    ...schedulerVariables(directives),
    ...(program.variables ?? []),
    ['0', own],
    ['BASH_SOURCE', own],
    ['#', { kind: 'text', value: { text: String(program.positional?.length ?? 0), known: true, pos: 0, end: 0 } }],
  ]);
  const commands = runShell(program.text, { variables, freshFolder: program.freshFolder ?? false, positional: program.positional ?? [] });
  const place: Place = { program, sources, directives, spanOf: (word) => program.fixedSpan ?? lines.span(word.pos, word.end), depth, budget };
  const runs = new Map<string, Run>();
  for (const command of commands) {
    for (const run of runsOfCommand(command, place)) if (!runs.has(run.id)) runs.set(run.id, run);
  }
  return [...runs.values()];
}

function runsOfCommand(command: ShellCommand, place: Place): readonly Run[] {
  const inner = command.input && /^(bash|sh|zsh|sbatch|ssh|srun)$/.test(command.words[0]?.text ?? '') ? command.input : wrappedText(command, place);
  if (inner && place.depth < maximumScripts) {
    const text = place.program.text.slice(0, inner.pos).replace(/[^\n]/g, ' ') + inner.text;
    return followProgram({ ...place.program, text }, place.sources, place.depth + 1, place.budget);
  }
  const launch = readLaunch(command);
  if (!launch) return [];
  const anchor = place.spanOf(command);
  if (launch.kind === 'shell') return runsOfScript(launch, command, anchor, place);
  const settings = readSettings(launch.rest, (word) => place.spanOf(word));
  if (isRefused(launch, settings)) return [];
  const found = trainerRun(launch, settings, command, place) ?? pythonRun(launch, settings, command, place);
  if (!found) return [];
  const devices = launchedDevices(launch, command, place);
  const facts: Facts = {
    ...found.facts,
    ...launchFacts(launch, found.facts, place, command),
    ...(devices && !isFixed(found.facts.gpuCount) && { gpuCount: devices }),
  };
  const run = makeRun(found.framework, anchor, facts, command.repeats * (found.repeats ?? 1), found.task);
  const decided = new Set(run.sites.map((site) => site.changes));
  return [{ ...run, sites: [...run.sites, ...(found.sites ?? []).filter((site) => !decided.has(site.changes))] }];
}

/** Formats whose settings scripts of many projects take, each with defaults and meanings of its own. */
const sharedFormats: readonly ConfigFormat[] = [trainingArguments, deepspeed, accelerate, lightningCli];

interface Found {
  readonly framework: string;
  readonly facts: Facts;
  readonly task?: string;
  readonly repeats?: number;
  readonly sites?: Run['sites'];
}

/** `sbatch --wrap="python train.py"`, `bash -c "..."`: the text with its place. */
function wrappedText(command: ShellCommand, place: Place): { readonly text: string; readonly pos: number } | undefined {
  const first = command.words[0]?.text ?? '';
  for (const [at, word] of command.words.entries()) {
    const isWrap = first === 'sbatch' && /^--wrap(=|$)/.test(word.text);
    const isScript = /^(bash|sh|zsh)$/.test(command.words[at - 1]?.text ?? '') && /^-\w*c$/.test(word.text);
    if (!isWrap && !isScript) continue;
    const value = isWrap && word.text.includes('=') ? { ...word, text: word.text.slice(word.text.indexOf('=') + 1) } : command.words[at + 1];
    if (!value?.known) return undefined;
    const found = place.program.text.indexOf(value.text.slice(0, 20), value.pos);
    return { text: value.text, pos: found >= 0 && found < value.end ? found : value.pos };
  }
  return undefined;
}

/** Another script, read with this one's exported variables; its runs are shown at the command that starts it. */
function runsOfScript(launch: Launch, command: ShellCommand, anchor: Span, place: Place): readonly Run[] {
  if (place.depth >= maximumScripts) return [];
  const file = findFile(launch.target, place.program.path, command.folder, place.sources);
  if (!file || file.path === place.program.path || file.text.length > maximumLength || nestsTooDeep(file.text, true)) return [];
  const outer = schedulerVariables(place.directives);
  const variables = new Map<string, Variable>([
    ...outer,
    ...[...command.environment].map(([name, value]) => [name, { kind: 'text', value: { ...value, pos: 0, end: 0 } }] as const),
  ]);
  const positional = launch.rest.map((word) => ({ ...word, pos: 0, end: 0 }));
  const runs = followProgram({ path: file.path, text: file.text, variables, positional }, place.sources, place.depth + 1, place.budget);
  const first = runs[0];
  if (!first) return [];
  const nodes = launch.nodes ?? (place.directives.nodes && { count: place.directives.nodes.value, word: undefined });
  const perNode = first.facts.gpuCount;
  const gpu = first.facts.gpu ?? directiveGpu(place);
  // the inner script counts one node's devices; the scheduler starts it on each node
  const gpuCount =
    perNode && nodes && nodes.count > 1 && perNode.inputs === undefined
      ? derived(perNode.value * nodes.count, [
          ['devices a node', perNode],
          ['nodes', { value: nodes.count, origin: 'launcher' }],
        ])
      : (perNode ?? launchedDevices(launch, command, place));
  return [
    {
      ...first,
      id: `${anchor.path}#${anchor.line}`,
      anchor,
      otherAnchors: [first.anchor],
      facts: { ...first.facts, ...(gpuCount && { gpuCount }), ...(gpu && { gpu }) },
    },
  ];
}

const isFixed = (fact: Fact | undefined): boolean => fact !== undefined && fact.origin !== 'library-default' && fact.origin !== 'argument-default';

/** Facts of a configuration named on the command line are `config`, whatever they were in the file itself. */
export function fromConfig(facts: Facts, launcherPath: string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      fact && (fact as Fact).origin === 'literal' && (fact as Fact).span?.path !== launcherPath ? { ...fact, origin: 'config' } : fact,
    ]),
  ) as Facts;
}

/** Only what is stated: without defaults, and without what the absence of a setting implies. */
const withoutDefaults = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => (fact as Fact).origin !== 'library-default' && !((fact as Fact).origin === 'derived' && !(fact as Fact).inputs)),
  ) as Facts;

/** The settings of a configuration file with those of the command line over them. */
function layered(config: Settings, flags: Settings): Settings {
  const keySpans = new Map([...(config.root.keySpans ?? []), ...(flags.root.keySpans ?? [])]);
  return new Settings({ ...config.root, entries: new Map([...config.root.entries, ...flags.root.entries]), keySpans });
}

function settingsOfFile(named: string, command: ShellCommand, place: Place): Settings | undefined {
  const file = findFile(named, place.program.path, command.folder, place.sources);
  const root = file && readConfig(file.path, file.text)[0]?.root;
  return root?.kind === 'mapping' ? new Settings(root) : undefined;
}

function trainerRun(launch: Launch, settings: Settings, command: ShellCommand, place: Place): Found | undefined {
  const trainer = trainers.find((candidate) => candidate.starts(launch));
  if (!trainer) return undefined;
  const named = trainer.config?.(launch);
  const config = named ? settingsOfFile(named, command, place) : undefined;
  const facts = fromConfig(compactFacts(trainer.facts(config ? layered(config, settings) : settings)), place.program.path);
  return { framework: trainer.framework, facts: named && !config ? withoutDefaults(facts) : facts };
}

function pythonRun(launch: Launch, settings: Settings, command: ShellCommand, place: Place): Found | undefined {
  if (launch.kind === 'program') return undefined;
  const file =
    launch.kind === 'module'
      ? findModule(launch.target, place.program.path, command.folder, place.sources)
      : findFile(launch.target, place.program.path, command.folder, place.sources);
  const config = configFacts(launch, settings, command, place);
  const stated = { ...config?.facts, ...factsOfFlags(settings) };
  const format = formatOf(settings);
  // settings that only one project's trainer has mean what they mean there; following that trainer's own code would say no more
  if (config?.isTrainers && config.framework && namesTraining(launch, file !== undefined)) return { framework: config.framework, facts: config.facts };
  if (format && !sharedFormats.includes(format) && namesTraining(launch, file !== undefined))
    return { framework: frameworkOf(format, settings), facts: compactFacts(format.facts(settings)) };
  if (file && place.budget.programs++ < maximumPrograms) {
    const arguments_ = readCommandLine(launch.rest, (word) => place.spanOf(word), scriptEnvironment(launch, command, place));
    const { runs } = analyzePython({ path: file.path, segments: [{ text: file.text }] }, place.sources, { arguments: arguments_ });
    const run = principal(runs);
    if (run) return { framework: run.framework, facts: joinFacts(run.facts, stated), task: run.task, repeats: run.repeats, sites: run.sites };
  }
  if (!namesTraining(launch, file !== undefined) && (doesOtherWork(launch) || trainingSettings(settings) < settingsOfTraining)) return undefined;
  const read = format ? compactFacts(format.facts(settings)) : {};
  const facts = { ...read, ...stated, ...withoutDefaults(read) };
  const framework = format ? frameworkOf(format, settings) : (config?.framework ?? frameworkOfLaunch(launch, settings, file?.text));
  // flags that only one trainer has bring its defaults; TrainingArguments' names are shared by scripts with defaults of their own
  return { framework, facts: isExample(launch) || (format && !sharedFormats.includes(format)) ? facts : withoutDefaults(facts) };
}

/** What the launcher exports, and the world size that torchrun and its kin set. */
function scriptEnvironment(launch: Launch, command: ShellCommand, place: Place): CommandLine['environment'] {
  const environment = new Map<string, { readonly text: string; readonly span?: Span }>();
  for (const [name, value] of command.environment) if (value.known) environment.set(name, { text: value.text, span: place.spanOf(value) });
  const devices = launch.wrappers.length > 0 ? launchedDevices(launch, command, place) : undefined;
  if (devices) environment.set('WORLD_SIZE', { text: String(devices.value), ...(devices.span && { span: devices.span }) });
  return environment;
}

/** The run that the command line speaks of: the one it decides most about, else the one most is known of. */
function principal(runs: readonly Run[]): Run | undefined {
  const weight = (run: Run): number => Object.values(run.facts).reduce((sum, fact) => sum + ((fact as Fact).origin === 'launcher' ? 100 : 1), 0);
  return runs.slice().sort((left, right) => weight(right) - weight(left))[0];
}

const overridable: readonly FactName[] = ['learningRate', 'epochs', 'maxSteps', 'perDeviceBatchSize', 'gradientAccumulation'];

/** The script's own reading, completed by flags whose meaning is plain; a flag that was given beats a default that it evidently replaces. */
function joinFacts(script: Facts, flags: Facts): Facts {
  const joined: Record<string, unknown> = { ...script };
  for (const [name, fact] of Object.entries(flags) as [FactName, Fact][]) {
    const own = script[name];
    if ((name === 'epochs' && script.maxSteps) || (name === 'maxSteps' && script.epochs && isFixed(script.epochs))) continue;
    if (!own) joined[name] = fact;
    else if (overridable.includes(name) && !isFixed(own) && own.value !== fact.value) joined[name] = { ...fact, overridden: [own] };
  }
  return joined as Facts;
}

/** A configuration among the words (`--config recipes/sft.yaml`) that a known trainer reads. */
function configFacts(
  launch: Launch,
  settings: Settings,
  command: ShellCommand,
  place: Place,
): { readonly framework?: string; readonly isTrainers?: boolean; readonly facts: Facts } | undefined {
  const named =
    settings.text('config', 'config_file', 'cfg', 'config_path', 'conf', 'job.config_file')?.value ??
    launch.rest.find((word) => /\.(ya?ml|json|toml)$/.test(word.text) && !/[=]/.test(word.text))?.text;
  const config = named ? settingsOfFile(named, command, place) : undefined;
  const format = config && formatOf(config);
  if (!config || format === accelerate) return undefined;
  if (!format) return trainingKinds(config) >= kindsOfOwnConfig ? { facts: fromConfig(factsOfOwnConfig(config), place.program.path) } : undefined;
  const all = layered(config, settings);
  return {
    framework: frameworkOf(format, config),
    isTrainers: !sharedFormats.includes(format),
    facts: fromConfig(compactFacts(format.facts(all)), place.program.path),
  };
}

/** transformers' example scripts, whose defaults are TrainingArguments' own. */
const isExample = (launch: Launch): boolean =>
  /(^|\/)run_(glue|clm|mlm|plm|qa|seq2seq_qa|ner|swag|summarization|translation|xnli|image_classification|speech_recognition_\w+|audio_classification)\.py$/.test(
    launch.target,
  );

function frameworkOfLaunch(launch: Launch, settings: Settings, script: string | undefined): string {
  const imported = script === undefined ? undefined : frameworkOfImports(script);
  if (imported && imported !== 'pytorch') return imported;
  if (launch.wrappers.includes('deepspeed')) return 'deepspeed';
  if (settings.has('per_device_train_batch_size')) return 'transformers';
  if (launch.wrappers.includes('accelerate')) return 'accelerate';
  if (launch.wrappers.includes('composer')) return 'composer';
  if (settings.has('trainer.max_epochs') || settings.has('trainer.max_steps') || settings.has('accumulate_grad_batches')) return 'lightning';
  return imported ?? (launch.wrappers.includes('torchrun') ? 'pytorch' : 'custom');
}

const countFact = ({ count, word }: CountedWord, place: Place): Fact<number> => ({
  value: count,
  origin: 'launcher',
  span: place.spanOf(word),
  text: word.text,
});

/** Devices of all nodes as the launcher counts them; else those that the scheduler was asked for. */
function launchedDevices(launch: Launch, command: ShellCommand, place: Place): Fact<number> | undefined {
  if (launch.processes) return countFact(launch.processes, place);
  const { directives } = place;
  const placed = (number: { readonly value: number; readonly pos: number; readonly end: number }): Fact<number> => ({
    value: number.value,
    origin: 'launcher',
    span: place.spanOf(number),
    text: String(number.value),
  });
  const perNode = launch.devicesPerNode ? countFact(launch.devicesPerNode, place) : directives.devicesPerNode ? placed(directives.devicesPerNode) : undefined;
  const nodes = launch.nodes ? countFact(launch.nodes, place) : directives.nodes ? placed(directives.nodes) : undefined;
  if (!launch.devicesPerNode && directives.devices) return placed(directives.devices);
  if (perNode) {
    if (!nodes && launch.nodesOpen) return undefined;
    return nodes && nodes.value > 1
      ? derived(perNode.value * nodes.value, [
          ['devices a node', perNode],
          ['nodes', nodes],
        ])
      : perNode;
  }
  const accelerateCount = launch.accelerateConfig ? settingsOfFile(launch.accelerateConfig, command, place) : undefined;
  const configured = accelerateCount && accelerate.facts(accelerateCount).gpuCount;
  if (configured) return { ...configured, origin: 'config' };
  const visible = command.environment.get('CUDA_VISIBLE_DEVICES');
  if (visible?.known && /^\d+(,\d+)*$/.test(visible.text))
    return { value: visible.text.split(',').length, origin: 'launcher', span: place.spanOf(visible), text: visible.text };
  return undefined;
}

function directiveGpu(place: Place): Fact<string> | undefined {
  const { gpu } = place.directives;
  return gpu && { value: gpu.value, origin: 'launcher', span: place.spanOf(gpu), text: gpu.value };
}

/** What the launch itself says beside the script's flags. */
function launchFacts(launch: Launch, found: Facts, place: Place, command: ShellCommand): Facts {
  const gpu = found.gpu ?? directiveGpu(place);
  const stated =
    launch.precision && precisionFact({ value: launch.precision.text, origin: 'launcher', span: place.spanOf(launch.precision), text: launch.precision.text });
  const settings = launch.accelerateConfig ? settingsOfFile(launch.accelerateConfig, command, place) : undefined;
  const configured = settings && compactFacts(accelerate.facts(settings));
  const precision = stated ?? (configured?.precision && { ...configured.precision, origin: 'config' as const });
  return {
    ...(gpu && { gpu }),
    // accelerate's own type holds unless the script states one
    ...(precision && !isFixed(found.precision) && { precision }),
    ...(configured?.sharding && !found.sharding && { sharding: { ...configured.sharding, origin: 'config' as const } }),
  };
}
