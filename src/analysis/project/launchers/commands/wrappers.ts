// The programs that a training is started through, and what their options say about devices: `torchrun --nproc_per_node 8`, `srun --gres=gpu:a100:4` ...
import type { ShellText } from '../../../languages/shell/words/shellText';
import { acceleratorName } from '../hardware/acceleratorNames';

/** A count and the word that states it. */
export interface CountedWord {
  readonly count: number;
  readonly word: ShellText;
}

/** What the wrappers passed so far have said. */
export interface Wrapping {
  devicesPerNode?: CountedWord;
  /** the number of devices a node is stated, but in words that the script does not determine */
  devicesOpen?: boolean;
  nodes?: CountedWord;
  /** the same of nodes */
  nodesOpen?: boolean;
  /** all processes of all nodes, as `accelerate launch --num_processes` and `mpirun -np` count them */
  processes?: CountedWord;
  precision?: ShellText;
  /** the file named by `accelerate launch --config_file` */
  accelerateConfig?: string;
  gpu?: { readonly name: string; readonly word: ShellText };
  partition?: ShellText;
  /** names of the wrappers passed: `torchrun`, `accelerate`, `deepspeed`, `srun` */
  readonly wrappers: string[];
}

/** `flags` take no value; every other option takes the next word. */
export interface Wrapper {
  readonly flags: ReadonlySet<string>;
  readonly onOption?: (name: string, value: ShellText | undefined, state: Wrapping) => void;
  /** words after the options that belong to the wrapper */
  readonly skipWords?: number;
}

const set = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

function counted(word: ShellText | undefined): CountedWord | undefined {
  const count = word?.known ? Number(word.text) : NaN;
  return word && Number.isInteger(count) && count > 0 ? { count, word } : undefined;
}

function devices(value: ShellText | undefined, state: Wrapping): void {
  state.devicesPerNode = counted(value);
  state.devicesOpen = state.devicesPerNode === undefined;
}

function processes(value: ShellText | undefined, state: Wrapping): void {
  state.processes = counted(value);
  state.devicesOpen = state.processes === undefined;
}

function nodes(value: ShellText | undefined, state: Wrapping): void {
  // `--nnodes 1:4` is elastic: not a count
  state.nodes = counted(value);
  state.nodesOpen = state.nodes === undefined;
}

const torchOption: Wrapper['onOption'] = (name, value, state) => {
  if (name === 'nproc_per_node' || name === 'nproc-per-node') devices(value, state);
  if (name === 'nnodes') nodes(value, state);
};

/** `gpu:a100:8`, `gpu:4`, `a100:8`, `8` */
function requested(value: ShellText | undefined, state: Wrapping): void {
  const parts = value?.known ? /^(?:gpu:)?(?:([A-Za-z][\w-]*)(?::|$))?(\d+)?$/.exec(value.text) : undefined;
  if (!parts || !value) return;
  if (parts[2]) state.devicesPerNode = { count: Number(parts[2]), word: value };
  if (parts[1] && parts[1] !== 'gpu' && acceleratorName.test(parts[1])) state.gpu = { name: parts[1], word: value };
}

const scheduler: Wrapper = {
  flags: set(
    'exclusive',
    'unbuffered',
    'u',
    'l',
    'label',
    'overlap',
    'pty',
    'verbose',
    'v',
    'Q',
    'no-container-mount-home',
    'container-writable',
    'kill-on-bad-exit',
    'K',
    'requeue',
    'no-requeue',
    'overcommit',
    'O',
    'oversubscribe',
    's',
    'wait',
    'W',
    'parsable',
    'exact',
    'no-kill',
    'mpi=none',
    'propagate',
  ),
  onOption: (name, value, state) => {
    if (name === 'N' || name === 'nodes') nodes(value, state);
    if (name === 'gres' || name === 'gpus-per-node') requested(value, state);
    if ((name === 'p' || name === 'partition') && value?.known) state.partition = value;
  },
};

const mpi: Wrapper = {
  flags: set('allow-run-as-root', 'oversubscribe', 'verbose', 'v', 'tag-output', 'display-map', 'report-bindings', 'gloo', 'mpi'),
  onOption: (name, value, state) => {
    if (/^(np|n|c)$/.test(name)) processes(value, state);
  },
};

const container: Wrapper = {
  flags: set('rm', 'i', 't', 'it', 'ti', 'd', 'itd', 'dit', 'init', 'privileged', 'tty', 'interactive', 'detach', 'no-healthcheck', 'oom-kill-disable'),
  onOption: (name, value, state) => {
    if (name !== 'gpus' || !value?.known) return;
    const listed = /device=([\w-]+(?:,[\w-]+)*)/.exec(value.text)?.[1];
    if (listed) state.devicesPerNode = { count: listed.split(',').length, word: value };
    else state.devicesPerNode = counted(value);
  },
};

/** By the program's name. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: { flags: set('E', 'H') },
  nohup: { flags: set() },
  time: { flags: set('p') },
  exec: { flags: set('a') },
  stdbuf: { flags: set('oL', 'eL', 'i0', 'o0', 'e0') },
  nice: { flags: set() },
  ionice: { flags: set() },
  setsid: { flags: set('f', 'w') },
  command: { flags: set() },
  unbuffer: { flags: set() },
  'xvfb-run': { flags: set('a') },
  timeout: { flags: set('foreground'), skipWords: 1 },
  numactl: { flags: set() },
  taskset: { flags: set(), skipWords: 0 },
  env: { flags: set('i') },
  'wandb-agent': { flags: set() },
  nsys: { flags: set(), skipWords: 1 },
  srun: scheduler,
  sbatch: scheduler,
  salloc: scheduler,
  torchrun: {
    flags: set('standalone', 'no_python', 'no-python', 'm', 'module', 'use_env', 'use-env', 'run_path', 'run-path'),
    onOption: torchOption,
  },
  accelerate: {
    flags: set(
      'multi_gpu',
      'multi-gpu',
      'use_deepspeed',
      'use-deepspeed',
      'use_fsdp',
      'use-fsdp',
      'cpu',
      'tpu',
      'use_megatron_lm',
      'debug',
      'quiet',
      'q',
      'm',
      'module',
      'no_python',
      'use_xla',
      'main_training_function_only',
      'same_network',
      'dynamo_use_dynamic',
      'dynamo_use_fullgraph',
      'enable_cpu_affinity',
      'use_parallelism_config',
    ),
    onOption: (name, value, state) => {
      if (name === 'num_processes' || name === 'num-processes') processes(value, state);
      if (name === 'mixed_precision' || name === 'mixed-precision') state.precision = value?.known ? value : state.precision;
      if ((name === 'config_file' || name === 'config-file') && value?.known) state.accelerateConfig = value.text;
      const listed = name === 'gpu_ids' && value?.known ? /^\d+(?:,\d+)*$/.exec(value.text)?.[0] : undefined;
      if (listed && value && !state.processes) state.devicesPerNode = { count: listed.split(',').length, word: value };
    },
  },
  deepspeed: {
    flags: set(
      'no_local_rank',
      'no_ssh',
      'no_ssh_check',
      'no_python',
      'module',
      'm',
      'force_multi',
      'bind_cores_to_rank',
      'enable_each_rank_log',
      'elastic_training',
    ),
    onOption: (name, value, state) => {
      if (name === 'num_gpus' || name === 'num_accelerators') devices(value, state);
      if (name === 'num_nodes') nodes(value, state);
      const listed = name === 'include' || name === 'i' ? included(value) : undefined;
      if (listed && value) [state.devicesPerNode, state.devicesOpen] = [{ count: listed, word: value }, false];
      // the hosts and their slots stand in a file of the cluster
      if (name === 'hostfile' && !state.devicesPerNode) state.nodesOpen = true;
    },
  },
  composer: {
    flags: set('m', 'c', 'verbose', 'v'),
    onOption: (name, value, state) => {
      if (name === 'n' || name === 'nproc') devices(value, state);
      if (name === 'world_size') processes(value, state);
    },
  },
  mpirun: mpi,
  mpiexec: mpi,
  horovodrun: mpi,
  docker: container,
  podman: container,
};

/** DeepSpeed's `worker-0:0,1@worker-1:0,1`: devices of all hosts; undefined where a host's are not listed. */
function included(value: ShellText | undefined): number | undefined {
  if (!value?.known) return undefined;
  let count = 0;
  for (const host of value.text.split('@')) {
    const listed = /^[\w.-]+:(\d+(?:,\d+)*)$/.exec(host)?.[1];
    if (!listed) return undefined;
    count += listed.split(',').length;
  }
  return count;
}
