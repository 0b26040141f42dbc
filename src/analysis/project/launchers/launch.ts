// Sees through the wrappers of a command line (srun, torchrun, accelerate launch, uv run, docker run ...) to the program that trains, and counts the devices on the way.
import type { ShellCommand } from '../../languages/shell/runShell';
import type { ShellText } from '../../languages/shell/shellText';

/** Wrappers around wrappers that are seen through. */
const maximumWrappers = 12;

/** What a command line starts, and with what around it. */
export interface Launch {
  readonly kind: 'script' | 'module' | 'program' | 'shell';
  /** path of the script, dotted module, or name of the program with its subcommand (`tune run`, `yolo`) */
  readonly target: string;
  readonly targetWord: ShellText;
  readonly rest: readonly ShellText[];
  readonly devicesPerNode?: CountedWord;
  readonly nodes?: CountedWord;
  /** the number of nodes is stated, but in words that the script does not determine */
  readonly nodesOpen?: boolean;
  /** all processes of all nodes, as `accelerate launch --num_processes` and `mpirun -np` count them */
  readonly processes?: CountedWord;
  readonly precision?: ShellText;
  /** the file named by `accelerate launch --config_file` */
  readonly accelerateConfig?: string;
  /** names of the wrappers passed: `torchrun`, `accelerate`, `deepspeed`, `srun` */
  readonly wrappers: readonly string[];
}

/** A count and the word that states it. */
export interface CountedWord {
  readonly count: number;
  readonly word: ShellText;
}

interface State {
  devicesPerNode?: CountedWord;
  nodes?: CountedWord;
  nodesOpen?: boolean;
  processes?: CountedWord;
  precision?: ShellText;
  accelerateConfig?: string;
  readonly wrappers: string[];
}

/** Options of a wrapper that take no value; every other option of the form `--name` takes the next word. */
type Wrapper = {
  readonly flags: ReadonlySet<string>;
  readonly onOption?: (name: string, value: ShellText | undefined, state: State) => void;
  readonly skipWords?: number;
};

const set = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

function counted(word: ShellText | undefined): CountedWord | undefined {
  const count = word?.known ? Number(word.text) : NaN;
  return word && Number.isInteger(count) && count > 0 ? { count, word } : undefined;
}

const torchOption = (name: string, value: ShellText | undefined, state: State): void => {
  if (name === 'nproc_per_node' || name === 'nproc-per-node') state.devicesPerNode = counted(value) ?? state.devicesPerNode;
  // `--nnodes 1:4` is elastic: not a count
  if (name === 'nnodes') {
    state.nodes = counted(value) ?? state.nodes;
    state.nodesOpen = state.nodes === undefined;
  }
};

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: { flags: set('E', 'H') },
  nohup: { flags: set() },
  time: { flags: set('p') },
  exec: { flags: set('a') },
  stdbuf: { flags: set('oL', 'eL', 'i0', 'o0', 'e0') },
  nice: { flags: set() },
  command: { flags: set() },
  unbuffer: { flags: set() },
  'xvfb-run': { flags: set('a') },
  eval: { flags: set() },
  timeout: { flags: set('foreground'), skipWords: 1 },
  numactl: { flags: set() },
  env: { flags: set('i') },
  srun: {
    flags: set('exclusive', 'unbuffered', 'u', 'l', 'label', 'overlap', 'pty', 'verbose', 'v', 'Q', 'no-container-mount-home', 'kill-on-bad-exit', 'K'),
    onOption: (name, value, state) => {
      if (name === 'N' || name === 'nodes') state.nodes = counted(value) ?? state.nodes;
      const gres = value?.known ? /^(?:gpu:)?(?:[\w-]+:)?(\d+)$/.exec(value.text) : null;
      if ((name === 'gres' || name === 'gpus-per-node') && gres && value) state.devicesPerNode = { count: Number(gres[1]), word: value };
    },
  },
  torchrun: { flags: set('standalone', 'no_python', 'no-python', 'm', 'module'), onOption: torchOption },
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
    ),
    onOption: (name, value, state) => {
      if (name === 'num_processes' || name === 'num-processes') state.processes = counted(value) ?? state.processes;
      if (name === 'mixed_precision' || name === 'mixed-precision') state.precision = value;
      if ((name === 'config_file' || name === 'config-file') && value?.known) state.accelerateConfig = value.text;
    },
  },
  deepspeed: {
    flags: set('no_local_rank', 'no_ssh', 'no_ssh_check', 'no_python', 'module', 'm', 'force_multi', 'bind_cores_to_rank', 'enable_each_rank_log'),
    onOption: (name, value, state) => {
      if (name === 'num_gpus' || name === 'num_accelerators') state.devicesPerNode = counted(value) ?? state.devicesPerNode;
      if (name === 'num_nodes') state.nodes = counted(value) ?? state.nodes;
      const listed = name === 'include' && value?.known ? /^[\w.-]+:(\d+(?:,\d+)*)$/.exec(value.text) : null;
      if (listed && value) state.devicesPerNode = { count: listed[1]!.split(',').length, word: value };
    },
  },
  composer: {
    flags: set('m', 'c', 'verbose', 'v'),
    onOption: (name, value, state) => {
      if (name === 'n' || name === 'nproc') state.devicesPerNode = counted(value) ?? state.devicesPerNode;
      if (name === 'world_size') state.processes = counted(value) ?? state.processes;
    },
  },
  mpirun: {
    flags: set('allow-run-as-root', 'bind-to', 'oversubscribe'),
    onOption: (name, value, state) => {
      if (/^(np|n|c)$/.test(name)) state.processes = counted(value) ?? state.processes;
    },
  },
  horovodrun: {
    flags: set('verbose'),
    onOption: (name, value, state) => {
      if (name === 'np') state.processes = counted(value) ?? state.processes;
    },
  },
  mpiexec: {
    flags: set(),
    onOption: (name, value, state) => {
      if (/^(np|n)$/.test(name)) state.processes = counted(value) ?? state.processes;
    },
  },
};

/** Program and subcommand that only pass on: `uv run`, `poetry run`, `conda run -n NAME`. */
const runners: Readonly<Record<string, ReadonlySet<string>>> = {
  uv: set('no-sync', 'n', 'q', 'frozen', 'locked', 'isolated', 'active', 'quiet', 'no-project', 'all-extras'),
  poetry: set(),
  pipenv: set(),
  pdm: set(),
  hatch: set(),
  rye: set(),
  conda: set('no-capture-output', 'live-stream'),
  mamba: set(),
  micromamba: set(),
  pixi: set(),
  hf: set(),
};

/** @returns undefined for a command that starts no program whose name the script determines */
export function readLaunch(command: ShellCommand): Launch | undefined {
  const state: State = { wrappers: [] };
  let words = command.words;
  for (let turn = 0; turn < maximumWrappers; turn++) {
    const first = words[0];
    if (!first?.known) return undefined;
    const name = first.text.replace(/^.*\//, '');
    if (/^[A-Za-z_]\w*=/.test(first.text)) words = words.slice(1);
    else if (runners[name] && words[1]?.text === 'run') words = passOptions(words.slice(2), { flags: runners[name]! }, state);
    else if (name === 'accelerate' || name === 'accelerate-launch') {
      if (name === 'accelerate' && words[1]?.text !== 'launch') return undefined;
      state.wrappers.push('accelerate');
      return target(words.slice(name === 'accelerate' ? 2 : 1), wrappers['accelerate']!, state);
    } else if (name === 'torchrun' || name === 'deepspeed' || (name === 'composer' && words.length > 1)) {
      state.wrappers.push(name);
      return target(words.slice(1), wrappers[name]!, state);
    } else if (/^python[\d.]*$/.test(name) || name === 'ipython' || name === 'pypy3') {
      const launcher = moduleLauncher(words);
      if (!launcher) return target(words.slice(1), { flags: set('u', 'O', 'B', 'E', 's', 'm', 'i', 'I', 'OO') }, state);
      state.wrappers.push(launcher.name);
      return target(words.slice(launcher.skip), wrappers[launcher.name]!, state);
    } else if (wrappers[name]) {
      if (name === 'srun' || name.startsWith('mpi') || name === 'horovodrun') state.wrappers.push(name);
      words = passOptions(words.slice(1), wrappers[name]!, state);
      words = words.slice(wrappers[name]!.skipWords ?? 0);
    } else if (
      name === 'docker' ||
      name === 'podman' ||
      name === 'singularity' ||
      name === 'apptainer' ||
      name === 'ray' ||
      name === 'ssh' ||
      name === 'kubectl' ||
      name === 'xargs'
    ) {
      const inner = words.findIndex(
        (word, index) => index > 0 && word.known && /^(python[\d.]*|torchrun|accelerate|deepspeed|bash|sh)$/.test(word.text.replace(/^.*\//, '')),
      );
      if (inner < 0) return undefined;
      words = words.slice(inner);
    } else if (/^(bash|sh|zsh|source|\.|sbatch|qsub|bsub)$/.test(name)) {
      const rest = passOptions(words.slice(1), { flags: set('e', 'x', 'u', 'l', 'i', 'ex', 'xe', 'eux', 'euo', 'lc') }, state);
      const script = rest[0];
      return script?.known && name !== 'source' && name !== '.' ? finish('shell', script, rest.slice(1), state) : undefined;
    } else if (/\.py$/.test(first.text)) return finish('script', first, words.slice(1), state);
    else if (/\.(sh|bash|slurm|sbatch)$/.test(first.text)) return finish('shell', first, words.slice(1), state);
    else return finish('program', { ...first, text: name }, words.slice(1), state);
  }
  return undefined;
}

/** `python -m torch.distributed.launch`, `python -m accelerate.commands.launch`, `python -m deepspeed.launcher.runner` */
function moduleLauncher(words: readonly ShellText[]): { readonly name: string; readonly skip: number } | undefined {
  const at = words.findIndex((word, index) => index > 0 && word.text === '-m');
  if (at < 0 || words.slice(1, at).some((word) => !word.text.startsWith('-'))) return undefined;
  const name = words[at + 1]?.text ?? '';
  if (/^torch\.distributed\.(launch|run)$/.test(name)) return { name: 'torchrun', skip: at + 2 };
  if (name === 'accelerate.commands.launch') return { name: 'accelerate', skip: at + 2 };
  if (name.startsWith('deepspeed.launcher')) return { name: 'deepspeed', skip: at + 2 };
  if (name === 'torch_xla.distributed.xla_dist') return { name: 'torchrun', skip: at + 2 };
  return undefined;
}

function passOptions(words: readonly ShellText[], wrapper: Wrapper, state: State, found?: { module: boolean }): readonly ShellText[] {
  let at = 0;
  while (at < words.length) {
    const word = words[at]!;
    if (word.text === '--') return words.slice(at + 1);
    // an option that the script composes (`$DISTRIBUTED_ARGS`) is passed over
    if (!word.known && word.text.startsWith('$')) {
      at++;
      continue;
    }
    if (/^[A-Za-z_]\w*=/.test(word.text)) {
      at++;
      continue;
    }
    if (!word.text.startsWith('-') || word.text === '-') return words.slice(at);
    const [, name, , value] = /^--?([^=]+)(=(.*))?$/s.exec(word.text) ?? [undefined, ''];
    if (found && (name === 'm' || name === 'module')) found.module = true;
    if (value !== undefined) {
      wrapper.onOption?.(name, { ...word, text: value }, state);
      at++;
    } else if (wrapper.flags.has(name)) at++;
    else if (!word.text.startsWith('--') && name.length > 1 && /^[A-Za-z]\d+$/.test(name)) {
      // `-N2`, `-n8`
      wrapper.onOption?.(name.charAt(0), { ...word, text: name.slice(1) }, state);
      at++;
    } else {
      wrapper.onOption?.(name, words[at + 1], state);
      at += 2;
    }
  }
  return [];
}

function target(words: readonly ShellText[], wrapper: Wrapper, state: State): Launch | undefined {
  const found = { module: false };
  const rest = passOptions(words, wrapper, state, found);
  const program = rest[0];
  if (!program) return undefined;
  if (/^python[\d.]*$/.test(program.text)) return target(rest.slice(1), { flags: set('u', 'm') }, state);
  return finish(found.module ? 'module' : 'script', program, rest.slice(1), state);
}

function finish(kind: Launch['kind'], word: ShellText, rest: readonly ShellText[], state: State): Launch {
  return { kind, target: word.text, targetWord: word, rest, ...state };
}
