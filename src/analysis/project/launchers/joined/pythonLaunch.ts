// Commands that start a Python program: followed with its arguments where it is at hand, judged by its name and flags where it is not.
import type { Fact, Run } from '../../../../model/run';
import { stepBudget } from '../../../evaluate/machine';
import { compactFacts } from '../../../frameworks/configs/configFormat';
import type { Settings } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import { frameworkOf } from '../../configRuns';
import type { CommandLine } from '../../commandLine';
import { frameworkOfImports } from '../../../frameworks/frameworkOfImports';
import { analyzePython } from '../../pythonProgram';
import { readCommandLine } from '../commands/commandWords';
import { choosesOtherAdapter, factsOfFlags, modelBesideScript, trainingSettings } from '../commands/generalFlags';
import type { Launch } from '../commands/launch';
import { doesOtherWork, namesTraining } from '../commands/trainingCommands';
import { launchedDevices } from '../hardware/launchedDevices';
import { namedFile, type NamedFile, type Place } from '../launcherProgram';
import { findModule } from '../scriptPaths';
import { consoleScript, startedBy } from './consoleScripts';
import { joinFacts, withoutAnyDefaults, withoutDefaults, type Found } from './joinedFacts';
import { formatOfFlags, isShared, namedConfig } from './namedConfigs';

/** Trainers whose configuration the script goes on changing after it has read the file. */
const setInCode = new Set(['detectron2']);
/** Kinds of training setting (rate, batch, bound) that flags must state where the script's name does not say that it trains. */
const settingsOfTraining = 2;

/** What a program that may be the project's own is asked to do, or is called. */
const mayBeOwn = (launch: Launch): boolean => /train|tune|fit/i.test(`${launch.target} ${launch.rest[0]?.text ?? ''}`);

export function pythonRun(started: Launch, settings: Settings, command: ShellCommand, place: Place): Found | undefined {
  const own = started.kind === 'program' && mayBeOwn(started) ? consoleScript(started.target, place) : undefined;
  if (started.kind === 'program' && !own) return undefined;
  const launch: Launch = own ? { ...started, kind: 'module', target: own.module } : started;
  const found = programFile(launch, command, place);
  const file = found && own ? { ...found, text: startedBy(found.text, own.entry) } : found;
  const config = namedConfig(launch, settings, command, place);
  const stated = { ...config?.facts, ...factsOfFlags(settings) };
  const format = formatOfFlags(settings);
  const isNamed = namesTraining(launch, file !== undefined);
  // settings that only one project's trainer has mean what they mean there; following that trainer's own code would say no more
  const heads = config?.head ? [config.head] : [];
  const isChanged = file && config?.framework !== undefined && setInCode.has(config.framework);
  const isReadByFlags = format !== undefined && !isShared(format) && isNamed;
  const followed = file && !isReadByFlags && (isChanged || !(config?.isTrainers && isNamed)) ? followedRun(file, launch, command, place) : undefined;
  if (config?.isTrainers && config.framework && isNamed && !(isChanged && followed?.framework === config.framework))
    return { framework: config.framework, facts: { ...(stated.gpuCount && { gpuCount: stated.gpuCount }), ...config.facts }, elsewhere: heads };
  if (format && isReadByFlags) return { framework: frameworkOf(format, settings), facts: compactFacts(format.facts(settings)) };
  if (file && followed) {
    const { framework, task, repeats, sites } = followed;
    const elsewhere = [...(file.isWritten ? [] : [followed.anchor, ...(followed.otherAnchors ?? [])]), ...heads];
    const read = hasOpenConfig(settings, config !== undefined) ? withoutAnyDefaults(followed.facts) : followed.facts;
    const { method, ...rest } = read;
    const settled = method?.value === 'full' && choosesOtherAdapter(settings) ? rest : read;
    const { model: _, ...others } = stated;
    const model = config?.facts.model ?? modelBesideScript(settings);
    return { framework, task, repeats, sites, elsewhere, facts: joinFacts(settled, model ? { ...others, model } : others) };
  }
  if (launch.kind === 'input' || (file && trainsNoNetwork(file.text))) return undefined;
  if (!isNamed && (doesOtherWork(launch) || trainingSettings(settings) < settingsOfTraining)) return undefined;
  const read = format ? compactFacts(format.facts(settings)) : {};
  const facts = { ...read, ...stated, ...withoutDefaults(read) };
  const framework = format ? frameworkOf(format, settings) : (config?.framework ?? frameworkOfLaunch(launch, settings, file?.text));
  // flags that only one trainer has bring its defaults; TrainingArguments' names are shared by scripts with defaults of their own
  return { framework, facts: isExample(launch) || (format && !isShared(format)) ? facts : withoutDefaults(facts), elsewhere: heads };
}

/** A script that was followed in vain and imports only libraries of tokenizers and trees: what it trains costs nothing worth counting. */
const trainsNoNetwork = (script: string): boolean =>
  frameworkOfImports(script) === undefined && /^\s*(import|from)\s+(sentencepiece|tokenizers|gensim|sklearn|xgboost|lightgbm|catboost)\b/m.test(script);

/** Whether a configuration decides that the launcher leaves open: then no default of the script is sure to hold. */
const hasOpenConfig = (settings: Settings, isRead: boolean): boolean =>
  !isRead &&
  ['config', 'config_file', 'config_path', 'cfg', 'recipe', 'hparams', 'hparams_file'].some((name) => settings.root.entries.get(name)?.kind === 'unknown');

function programFile(launch: Launch, command: ShellCommand, place: Place): NamedFile | undefined {
  if (launch.kind === 'input') return inputFile(command, place);
  if (launch.kind !== 'module') return namedFile(launch.target, command, place);
  const found = findModule(launch.target, place.program.path, command.folder, place.sources);
  return found && { ...found, isWritten: false };
}

/** `python - <<EOF`: the program stands in the launcher. */
function inputFile({ input }: ShellCommand, place: Place): NamedFile | undefined {
  if (!input?.known || input.file || place.program.cell !== undefined) return undefined;
  return { path: place.program.path, text: '\n'.repeat(place.spanOf(input).line - 1) + input.text, isWritten: true };
}

function followedRun(file: NamedFile, launch: Launch, command: ShellCommand, place: Place): Run | undefined {
  const { budget } = place;
  if (!budget.take()) return undefined;
  const arguments_ = readCommandLine(launch.rest, place.spanOf, scriptEnvironment(launch, command, place));
  const program = { path: file.path, segments: [{ text: file.text }] };
  const { runs, steps } = analyzePython(program, place.sources, { arguments: arguments_, steps: Math.min(budget.steps, stepBudget) });
  budget.steps -= steps;
  if (steps > stepBudget) budget.isCut = true;
  return principal(runs);
}

/** What the launcher exports, and the world size that torchrun and its kin set. */
function scriptEnvironment(launch: Launch, command: ShellCommand, place: Place): CommandLine['environment'] {
  const environment = new Map<string, { readonly text: string; readonly span?: ReturnType<Place['spanOf']> }>();
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

/** transformers' example scripts, whose defaults are TrainingArguments' own. */
const isExample = (launch: Launch): boolean =>
  /(^|\/)run_(glue|clm|mlm|plm|fim|qa|seq2seq_qa|ner|swag|summarization|translation|xnli|image_classification|mim|semantic_segmentation|speech_recognition_\w+|audio_classification)\.py$/.test(
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
