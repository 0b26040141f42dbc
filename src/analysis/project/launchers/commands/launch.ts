// Sees through the wrappers of a command line (srun, torchrun, accelerate launch, uv run, docker run ...) to the program that trains.
import type { ShellCommand } from '../../../languages/shell/runShell';
import type { ShellText } from '../../../languages/shell/words/shellText';
import { passOptions, scriptInOpenFolder } from './wrapperOptions';
import { wrappers, type Wrapper, type Wrapping } from './wrappers';

export type { CountedWord } from './wrappers';

/** Wrappers around wrappers that are seen through. */
const maximumWrappers = 12;

/** What a command line starts, and with what around it. */
export interface Launch extends Readonly<Omit<Wrapping, 'wrappers'>> {
  readonly kind: 'script' | 'module' | 'program' | 'shell' | 'input';
  /** path of the script, dotted module, or name of the program (`tune`, `yolo`) */
  readonly target: string;
  readonly targetWord: ShellText;
  readonly rest: readonly ShellText[];
  readonly wrappers: readonly string[];
}

/** Program and subcommand that only pass on: `uv run`, `poetry run`, `conda run -n NAME`; with the options that take no value. */
const runners: Readonly<Record<string, ReadonlySet<string>>> = {
  uv: new Set([
    'no-sync',
    'n',
    'q',
    'frozen',
    'locked',
    'isolated',
    'active',
    'quiet',
    'no-project',
    'all-extras',
    'no-dev',
    'no-cache',
    'script',
    's',
    'exact',
  ]),
  poetry: new Set(),
  pipenv: new Set(),
  pdm: new Set(),
  hatch: new Set(),
  rye: new Set(),
  conda: new Set(['no-capture-output', 'live-stream']),
  mamba: new Set(['no-capture-output', 'live-stream']),
  micromamba: new Set(),
  pixi: new Set(),
  hf: new Set(),
};

const pythonFlags: Wrapper = { flags: new Set(['u', 'O', 'B', 'E', 's', 'm', 'i', 'I', 'OO']) };
const shellFlags: Wrapper = { flags: new Set(['e', 'x', 'u', 'l', 'i', 'ex', 'xe', 'eux', 'euo', 'lc', 'login', 'xv']) };
const python = /^(python[\d.]*|ipython|pypy3|pythonw)$/;
/** Programs that hold the real command line after words of their own. */
const holders =
  /^(docker|podman|nerdctl|(?:singularity|apptainer)(?:_wrapper)?|enroot|shifter|ray|ssh|kubectl|xargs|sky|modal|wandb|clearml-task|gpu_run|with-contenv|tini|dumb-init|dvc|mlflow)$/;
/** What a command line begins with inside those. */
const starters =
  /^(python[\d.]*|torchrun|accelerate|deepspeed|bash|sh|composer|mpirun|horovodrun|uv|poetry|conda|axolotl|llamafactory-cli|tune|yolo|litgpt|swift|xtuner|ludwig|fairseq-train)$/;

const nameOf = (word: ShellText): string => word.text.replace(/^.*\//, '');

/** @returns undefined for a command that starts no program whose name the script determines */
export function readLaunch(command: ShellCommand): Launch | undefined {
  const state: Wrapping = { wrappers: [] };
  let words = command.words;
  for (let turn = 0; turn < maximumWrappers; turn++) {
    const first = words[0];
    if (!first) return undefined;
    if (!first.known) {
      // `$PYTHON train.py`, `$LAUNCHER python train.py`: whatever it is, it starts what follows
      const next = words[1];
      if (!first.text.startsWith('$') || !next?.known || !(/\.py$/.test(next.text) || starters.test(nameOf(next)))) return undefined;
      words = words.slice(1);
      continue;
    }
    const name = nameOf(first);
    if (/^[A-Za-z_]\w*=/.test(first.text)) words = words.slice(1);
    else if (runners[name] && words[1]?.text === 'run') words = passOptions(words.slice(2), { flags: runners[name]! }, state);
    else if (name === 'uvx') words = passOptions(words.slice(1), { flags: new Set() }, state);
    else if (name === 'accelerate' || name === 'accelerate-launch') {
      if (name === 'accelerate' && words[1]?.text !== 'launch') return undefined;
      state.wrappers.push('accelerate');
      return target(words.slice(name === 'accelerate' ? 2 : 1), wrappers['accelerate']!, state, command);
    } else if (name === 'torchrun' || name === 'deepspeed' || (name === 'composer' && words.length > 1)) {
      state.wrappers.push(name);
      return target(words.slice(1), wrappers[name]!, state, command);
    } else if (python.test(name)) {
      const launcher = moduleLauncher(words);
      if (!launcher) return target(words.slice(1), pythonFlags, state, command);
      state.wrappers.push(launcher.name);
      return target(words.slice(launcher.skip), wrappers[launcher.name]!, state, command);
    } else if (holders.test(name)) {
      const inner = words.findIndex((word, index) => index > 0 && word.known && (starters.test(nameOf(word)) || /^[\w./-]+\.py$/.test(word.text)));
      if (inner < 0) return undefined;
      passOptions(words.slice(name === 'docker' || name === 'podman' ? 2 : 1, inner), wrappers[name] ?? { flags: new Set() }, state);
      words = words.slice(inner);
    } else if (/^(bash|sh|zsh|sbatch|qsub|bsub|salloc)$/.test(name)) {
      const rest = passOptions(words.slice(1), wrappers[name] ?? shellFlags, state);
      const script = rest[0];
      return script && (script.known || scriptInOpenFolder.test(script.text)) ? finish('shell', script, rest.slice(1), state) : undefined;
    } else if (wrappers[name]) {
      if (name === 'srun' || name.startsWith('mpi') || name === 'horovodrun') state.wrappers.push(name);
      words = passOptions(words.slice(1), wrappers[name]!, state);
      words = words.slice(wrappers[name]!.skipWords ?? 0);
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
  if (/^(torch\.distributed\.(launch|run)|torch_xla\.distributed\.xla_dist|paddle\.distributed\.launch)$/.test(name)) return { name: 'torchrun', skip: at + 2 };
  if (name === 'accelerate.commands.launch') return { name: 'accelerate', skip: at + 2 };
  if (name.startsWith('deepspeed.launcher')) return { name: 'deepspeed', skip: at + 2 };
  return undefined;
}

function target(words: readonly ShellText[], wrapper: Wrapper, state: Wrapping, command: ShellCommand): Launch | undefined {
  const found = { module: false };
  const rest = passOptions(words, wrapper, state, found);
  const program = rest[0];
  // `python - <<EOF`, `python <<EOF`
  if ((!program || program.text === '-') && command.input) return finish('input', program ?? command.words[0]!, rest.slice(1), state);
  if (!program) return undefined;
  // `python submit.py --cluster x -- torchrun train.py`: what follows the dashes is what runs
  const inner = rest.findIndex((word, index) => index > 0 && rest[index - 1]!.text === '--' && starters.test(nameOf(word)));
  if (inner > 0) return readLaunch({ ...command, words: rest.slice(inner) });
  if (python.test(nameOf(program))) return target(rest.slice(1), pythonFlags, state, command);
  return finish(found.module ? 'module' : 'script', program, rest.slice(1), state);
}

function finish(kind: Launch['kind'], word: ShellText, rest: readonly ShellText[], state: Wrapping): Launch {
  return { kind, target: word.text, targetWord: word, rest, ...state };
}
