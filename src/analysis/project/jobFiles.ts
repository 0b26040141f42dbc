// Job descriptions that name accelerators and a training command: SkyPilot, Kubernetes, dstack, Azure ML, SageMaker.
import type { Fact, Facts, Run } from '../../model/run';
import type { Span } from '../../model/source';
import { factOf, implied, Settings } from '../frameworks/configs/settings';
import { firstKey, type ConfigDocument } from '../languages/configDocument';
import type { Known, Mapping, Value } from '../evaluate/values';
import { factsOfFlags, trainingSettings } from './launchers/generalFlags';
import { launcherRuns, type LauncherProgram } from './launchers/launcherRuns';
import { makeRun } from './configRuns';
import type { Sources } from './sources';

/** Levels below which no container is looked for. */
const maximumDepth = 12;

interface Devices {
  readonly gpu?: Fact<string>;
  /** a machine */
  readonly count?: Fact<number>;
  readonly nodes?: Fact<number>;
}

interface Job {
  readonly commands: readonly Known[];
  readonly devices: Devices;
}

/** The run that a job starts, shown at the file's head; undefined for anything but a job with a command that trains. */
export function jobRun(document: ConfigDocument, text: string, sources: Sources): Run | undefined {
  const anchor = firstKey(document.root);
  if (document.root.kind !== 'mapping' || !anchor) return undefined;
  const settings = new Settings(document.root);
  const sageMaker = sageMakerRun(settings, anchor);
  if (sageMaker) return sageMaker;
  const job = skyPilot(settings) ?? kubernetes(settings) ?? dstack(settings) ?? azure(settings);
  if (!job) return undefined;
  for (const command of job.commands) {
    const run = launcherRuns(programOf(command, document.path, text), sources).runs[0];
    if (run) return atHead(run, anchor, job.devices);
  }
  return undefined;
}

function atHead(run: Run, anchor: Span, devices: Devices): Run {
  const { gpu, count, nodes } = devices;
  const total =
    count && nodes && nodes.value > 1
      ? { value: count.value * nodes.value, origin: 'derived' as const, inputs: [place('devices a node', count), place('nodes', nodes)] }
      : count;
  const facts: Facts = { ...run.facts, ...(gpu && !run.facts.gpu && { gpu }), ...(total && !run.facts.gpuCount && { gpuCount: total }) };
  const made = makeRun(run.framework, anchor, facts, run.repeats ?? 1, run.task);
  return { ...made, sites: run.sites, otherAnchors: [run.anchor] };
}

const place = (label: string, fact: Fact<number>): NonNullable<Fact['inputs']>[number] => ({ label, value: fact.value, ...(fact.span && { span: fact.span }) });

/** A literal block keeps its lines, so that its words have places of their own; other texts are one place. */
function programOf(command: Known, path: string, text: string): LauncherProgram {
  const span = command.span;
  const isBlock = span !== undefined && command.text !== undefined && /^\|[-+\d]*\s*(#.*)?\n/.test(command.text);
  if (!isBlock) return { path, text: String(command.value), ...(span && { fixedSpan: span }) };
  const lines = text.split('\n');
  const inside = lines.slice(span.line, span.endColumn === 0 ? span.endLine - 1 : span.endLine);
  const head = lines.slice(0, span.line).map((line) => ' '.repeat(line.length));
  return { path, text: [...head, ...inside].join('\n') };
}

const isText = (value: Value | undefined): value is Known => value?.kind === 'known' && typeof value.value === 'string';

/** `A100:8`, `{A100: 8}`, `A100`. */
function acceleratorsOf(value: Value | undefined): Devices {
  if (isText(value)) {
    const parts = /^([\w-]+)(?::(\d+))?$/.exec(String(value.value).trim());
    if (!parts) return {};
    return { gpu: factOf(value, parts[1]!), count: parts[2] ? factOf(value, Number(parts[2])) : implied(1, 'one accelerator where no count is given') };
  }
  if (value?.kind !== 'mapping' || value.entries.size !== 1) return {};
  const [[name, count]] = [...value.entries] as [[string, Value]];
  const gpu: Fact<string> = { value: name, origin: 'literal', ...(value.keySpans?.get(name) && { span: value.keySpans.get(name)! }) };
  return { gpu, ...(count.kind === 'known' && typeof count.value === 'number' && { count: factOf(count, count.value) }) };
}

/** https://docs.skypilot.co/en/latest/reference/yaml-spec.html */
function skyPilot(settings: Settings): Job | undefined {
  const command = settings.value('run');
  if (!isText(command) || !settings.has('resources')) return undefined;
  const nodes = settings.count('num_nodes');
  return { commands: [command], devices: { ...acceleratorsOf(settings.value('resources.accelerators')), ...(nodes && { nodes }) } };
}

/** https://dstack.ai/docs/reference/dstack.yml/task/ */
function dstack(settings: Settings): Job | undefined {
  const type = settings.text('type')?.value;
  if (type !== 'task') return undefined;
  const nodes = settings.count('nodes');
  const name = settings.text('resources.gpu.name');
  const count = settings.count('resources.gpu.count');
  const devices = name ? { gpu: name, ...(count && { count }) } : acceleratorsOf(settings.value('resources.gpu'));
  return { commands: settings.items('commands').filter(isText), devices: { ...devices, ...(nodes && { nodes }) } };
}

/** https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-command */
function azure(settings: Settings): Job | undefined {
  const command = settings.value('command');
  if (
    !isText(command) ||
    !(settings.has('compute') || settings.has('environment')) ||
    !(settings.has('code') || /commandJob/.test(settings.text('$schema')?.value ?? ''))
  )
    return undefined;
  const nodes = settings.count('resources.instance_count');
  const count = settings.count('distribution.process_count_per_instance');
  return { commands: [command], devices: { ...(count && { count }), ...(nodes && { nodes }) } };
}

const kubernetesKinds = /^(Job|CronJob|Pod|PyTorchJob|TFJob|MPIJob|TrainJob|JAXJob|XGBoostJob|RayJob|Workflow|VolcanoJob|PaddleJob)$/;

/** Containers with a GPU and a command, of a kind that runs to its end. */
function kubernetes(settings: Settings): Job | undefined {
  if (!settings.has('apiVersion') || !kubernetesKinds.test(settings.text('kind')?.value ?? '')) return undefined;
  const commands: Known[] = [];
  let devices: Devices = {};
  let replicas = 0;
  const visit = (value: Value, depth: number, copies: number): void => {
    if (depth > maximumDepth) return;
    if (value.kind === 'sequence') for (const item of value.items) visit(item, depth + 1, copies);
    if (value.kind !== 'mapping') return;
    const own = new Settings(value);
    const count = own.count('replicas')?.value ?? copies;
    const selector = own.section('nodeSelector');
    const label = selector && [...selector.root.entries].find(([key]) => /accelerator|gpu\.product|gpu-type|gpu-model/.test(key))?.[1];
    if (isText(label)) devices = { ...devices, gpu: factOf(label, String(label.value)) };
    if (own.has('image') && (own.has('command') || own.has('args'))) {
      const command = wordsOf(own, value);
      if (command) {
        commands.push(command);
        const amount = gpuLimit(value);
        if (amount) devices = { ...devices, count: amount };
        replicas += count;
      }
    }
    for (const entry of value.entries.values()) visit(entry, depth + 1, count);
  };
  visit(settings.root, 0, 1);
  if (commands.length === 0) return undefined;
  return { commands, devices: replicas > 1 ? { ...devices, nodes: implied(replicas, 'replicas of the job') } : devices };
}

const gpuLimit = (container: Mapping): Fact<number> | undefined => {
  const limits = new Settings(container).section('resources.limits', 'resources.requests');
  const amount = limits && [...limits.root.entries].find(([key]) => /(^|\/)gpu$|google\.com\/tpu/.test(key))?.[1];
  return amount?.kind === 'known' && Number(amount.value) > 0 ? factOf(amount, Number(amount.value)) : undefined;
};

const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`);

/** `command` and `args` together as one shell line; a script after `-c` stays a text with places. */
function wordsOf(settings: Settings, container: Mapping): Known | undefined {
  const words = ['command', 'args'].flatMap((key) => {
    const value = container.entries.get(key);
    return value?.kind === 'sequence' ? value.items.filter(isText) : isText(value) ? [value] : [];
  });
  const script = words.findIndex((word) => /^-\w*c$/.test(String(word.value)));
  if (script >= 0 && words[script + 1]) return words[script + 1];
  const first = words[0];
  return (
    first && {
      ...first,
      value: words.map((word) => quoted(String(word.value))).join(' '),
      text: undefined,
      span: settings.value('command', 'args')?.span ?? first.span,
    }
  );
}

/** A CreateTrainingJob request: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html */
function sageMakerRun(settings: Settings, anchor: Span): Run | undefined {
  const parameters = settings.section('HyperParameters', 'StaticHyperParameters');
  const machine = settings.text('ResourceConfig.InstanceType');
  if (!parameters || !machine || !settings.has('AlgorithmSpecification')) return undefined;
  const entries = new Map([...parameters.root.entries].map(([key, value]) => [key.replace(/-/g, '_'), value]));
  const flags = new Settings({ ...parameters.root, entries });
  if (trainingSettings(flags) === 0) return undefined;
  return makeRun('sagemaker', anchor, { ...factsOfFlags(flags), gpu: machine });
}
