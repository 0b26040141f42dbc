// How many devices a command runs on and which, as its wrappers, the scheduler and the environment say.
import type { Fact, Facts } from '../../../../model/run';
import { compactFacts } from '../../../frameworks/configs/configFormat';
import { precisionFact } from '../../../frameworks/configs/names';
import { accelerate } from '../../../frameworks/configs/platforms/accelerate';
import { derived, type Settings } from '../../../frameworks/configs/settings';
import type { ShellCommand } from '../../../languages/shell/runShell';
import type { CountedWord, Launch } from '../commands/launch';
import { settingsOfFile, type Place } from '../launcherProgram';
import { isFixed } from '../joined/joinedFacts';
import type { PlacedNumber } from './schedulerDirectives';

const countFact = ({ count, word }: CountedWord, place: Place): Fact<number> => ({
  value: count,
  origin: 'launcher',
  span: place.spanOf(word),
  text: word.text,
});

const placedFact = (number: PlacedNumber, place: Place): Fact<number> => ({
  value: number.value,
  origin: 'launcher',
  span: place.directiveSpan(number),
  text: String(number.value),
});

/** Devices of all nodes as the launcher counts them; else those that the scheduler was asked for. */
export function launchedDevices(launch: Launch, command: ShellCommand, place: Place): Fact<number> | undefined {
  if (launch.processes) return countFact(launch.processes, place);
  const { directives } = place;
  const nodes = launch.nodes ? countFact(launch.nodes, place) : directives.nodes ? placedFact(directives.nodes, place) : undefined;
  if (!launch.devicesPerNode && directives.devices) return placedFact(directives.devices, place);
  const perNode = launch.devicesPerNode
    ? countFact(launch.devicesPerNode, place)
    : launch.devicesOpen && !directives.devicesPerNode
      ? undefined
      : (startedProcesses(launch, command, place) ?? devicesPerNode(place));
  if (perNode) {
    if (!nodes && launch.nodesOpen) return undefined;
    return nodes && nodes.value > 1
      ? derived(perNode.value * nodes.value, [
          ['devices a node', perNode],
          ['nodes', nodes],
        ])
      : perNode;
  }
  if (launch.devicesOpen) return undefined;
  const accelerateSettings = launch.accelerateConfig ? settingsOfFile(launch.accelerateConfig, command, place) : undefined;
  const configured = accelerateSettings && accelerate.facts(accelerateSettings).gpuCount;
  return configured ? { ...configured, origin: 'config' } : visibleDevices(command, place);
}

/** Programs that start themselves again as often as a variable says: `NPROC_PER_NODE=8 swift sft`. */
function startedProcesses({ kind, target }: Launch, { environment }: ShellCommand, place: Place): Fact<number> | undefined {
  const count = kind === 'program' && /^(swift|megatron|xtuner)$/.test(target) ? environment.get('NPROC_PER_NODE') : undefined;
  return count?.known && /^[1-9]\d{0,3}$/.test(count.text)
    ? { value: Number(count.text), origin: 'launcher', span: place.spanOf(count), text: count.text }
    : undefined;
}

/** What the scheduler was asked for on each node: so many devices, or so many tasks with so many devices each. */
function devicesPerNode({ directives, ...place }: Place): Fact<number> | undefined {
  const here = { directives, ...place };
  if (directives.devicesPerNode) return placedFact(directives.devicesPerNode, here);
  if (!directives.devicesPerTask) return undefined;
  const each = placedFact(directives.devicesPerTask, here);
  const tasks = directives.tasksPerNode ?? (directives.nodes ? undefined : directives.tasks);
  return tasks
    ? derived(each.value * tasks.value, [
        ['devices a task', each],
        ['tasks a node', placedFact(tasks, here)],
      ])
    : undefined;
}

/** `CUDA_VISIBLE_DEVICES=0,1`, also of AMD's and Intel's runtimes. */
function visibleDevices(command: ShellCommand, place: Place): Fact<number> | undefined {
  const visible = ['CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES', 'ASCEND_RT_VISIBLE_DEVICES']
    .map((name) => command.environment.get(name))
    .find((value) => value !== undefined);
  if (!visible?.known || !/^\s*\w[\w-]*(\s*,\s*\w[\w-]*)*,?\s*$/.test(visible.text) || /^(all|none|void)$/.test(visible.text)) return undefined;
  const count = visible.text.split(',').filter((part) => part.trim() !== '').length;
  return { value: count, origin: 'launcher', span: place.spanOf(visible), text: visible.text };
}

export function directiveGpu(launch: Launch, { directives, spanOf, directiveSpan }: Place): Fact<string> | undefined {
  if (launch.gpu) return { value: launch.gpu.name, origin: 'launcher', span: spanOf(launch.gpu.word), text: launch.gpu.word.text };
  const { gpu } = directives;
  return gpu && { value: gpu.value, origin: 'launcher', span: directiveSpan(gpu), text: gpu.value };
}

/** What the launch itself says beside the script's flags. */
export function launchFacts(launch: Launch, found: Facts, place: Place, command: ShellCommand): Facts {
  const gpu = found.gpu ?? directiveGpu(launch, place);
  const partition = launch.partition ?? place.directives.partition;
  const partitionSpan = launch.partition ? place.spanOf : place.directiveSpan;
  const stated =
    launch.precision && precisionFact({ value: launch.precision.text, origin: 'launcher', span: place.spanOf(launch.precision), text: launch.precision.text });
  const configured = configuredFacts(launch.accelerateConfig ? settingsOfFile(launch.accelerateConfig, command, place) : undefined);
  const precision = stated ?? (configured?.precision && { ...configured.precision, origin: 'config' as const });
  return {
    ...(gpu && { gpu }),
    ...(partition && { partition: { value: partition.text, origin: 'launcher', span: partitionSpan(partition), text: partition.text } }),
    // accelerate's own type holds unless the script states one
    ...(precision && !isFixed(found.precision) && { precision }),
    ...(configured?.sharding && !found.sharding && { sharding: { ...configured.sharding, origin: 'config' as const } }),
  };
}

const configuredFacts = (settings: Settings | undefined): Facts | undefined => settings && compactFacts(accelerate.facts(settings));
