// Paths, environment variables and questions about the machine that the program runs on.
import { placesOfFile } from '../modules/moduleFiles';
import { known, knownString, sequence, unknown, type Value } from '../values';
import { namedGpu, type Machine } from '../machine';
import { argumentOf, type Native, type NativeCall } from './natives';

const joinPath = (parts: readonly string[]): string =>
  parts.reduce((left, right) => (right.startsWith('/') ? right : left === '' || left.endsWith('/') ? left + right : `${left}/${right}`));

const join: Native = (_machine, { call, place }) => {
  const parts = call.positional.map(knownString);
  if (parts.length > 0 && parts.every((part) => part !== undefined))
    return call.positional.length === 1 ? call.positional[0] : known(joinPath(parts), place, 'derived', call.positional);
  const doubtful = call.positional.find((part) => part.kind === 'unknown');
  return unknown(
    doubtful?.kind === 'unknown' ? doubtful.reason : 'run-time',
    place,
    doubtful?.kind === 'unknown' ? doubtful.detail : undefined,
    call.positional,
  );
};

/** A path is kept as its text. */
const path: Native = (machine, context) => (context.call.positional.length === 0 ? known('.', context.place) : join(machine, context));

const onText =
  (convert: (text: string) => string): Native =>
  (_machine, { call, place }) => {
    const text = knownString(call.positional[0]);
    return text === undefined
      ? unknown('run-time', place, undefined, call.positional)
      : known(convert(text), call.positional[0]!.span, 'derived', call.positional);
  };

/** A program that starts itself anew, under `mpirun` say, and then ends: what it would do next the other process does. */
const handsOver: Native = (machine, { call }) => {
  const [words] = call.positional;
  const isOwn = (word: Value): boolean => word.kind === 'known' && (word.value === 'script' || word.value === machine.path);
  if (words?.kind === 'sequence' && words.items.some(isOwn) && words.items.some((word) => word.kind === 'reference' && word.name === 'sys.executable'))
    machine.handedOver = true;
  return undefined;
};

/** Set by the program, or else not set: the default that the call gives. */
const environment: Native = (machine, context) => {
  const name = argumentOf(context.call, 'key', 0);
  const text = knownString(name);
  const set = text === undefined ? undefined : machine.librarySettings.get(`os.environ[${text}]`);
  const fallback = argumentOf(context.call, 'default', 1);
  return set ?? (fallback ? ({ ...fallback, origin: 'argument-default' } as Value) : known(null, context.place, 'argument-default'));
};

/** Whether a file is there: those of the workspace are; caches, checkpoints and outputs aren't yet when the run starts. */
const exists: Native = (machine, context) => {
  const text = knownString(context.call.positional[0] ?? context.receiver);
  if (text === undefined) return unknown('run-time', context.place);
  const there = isThere(machine, context, text);
  return !there && isRawData(text) ? unknown('run-time', context.place) : known(there, context.place, 'derived', context.call.positional);
};

/** Texts and tables that a run starts from: they may be there when it does. What a run itself leaves, and settings, are not meant. */
const isRawData = (path: string): boolean =>
  /\.(txt|jsonl?|csv|tsv|parquet)$/i.test(path) &&
  !/config|setting|arg|checkpoint|ckpt|output|cache|state|log|result|history|param|vocab|token|metric|index|meta/i.test(path);

function isThere(machine: Machine, { frame }: NativeCall, text: string): boolean {
  const places = placesOfFile(machine.sources.root, machine.path, frame.unit.path, text);
  return places.some((path) => machine.sources.read(path) !== undefined || isPrepared(machine, path));
}

/** Data that a `prepare.py` beside it writes is there when the training starts. */
function isPrepared(machine: Machine, path: string): boolean {
  const at = path.lastIndexOf('/');
  return at > 0 && machine.sources.read(`${path.slice(0, at)}/prepare.py`)?.includes(path.slice(at + 1)) === true;
}

/** `glob("output/checkpoint-*")`: a run that starts has left no checkpoints yet. */
const globbed: Native = (_machine, { call, place }) =>
  /checkpoint|ckpt/i.test(knownString(call.positional[0] ?? call.keywords.get('pattern')) ?? '') ? sequence([], place) : undefined;
const none: Native = (_machine, { place }) => known(null, place, 'derived');

const answer =
  (value: boolean | number | string): Native =>
  (_machine, { place }) =>
    known(value, place, 'derived');
const notBefore: Native = (_machine, { place }) => unknown('run-time', place);

/** GPUs before Ampere by name, with their compute capability: https://developer.nvidia.com/cuda-legacy-gpus and /cuda-gpus */
const olderGpus: readonly (readonly [RegExp, readonly [number, number]])[] = [
  [/T4(?!\d)|RTX ?20|TITAN RTX|Quadro RTX/i, [7, 5]],
  [/V100|TITAN V/i, [7, 0]],
  [/P100/i, [6, 0]],
  [/\bP40?\b|GTX ?10/i, [6, 1]],
  [/K80/i, [3, 7]],
];
/** Ampere's, of 2020: what these scripts are run on when nothing names a GPU. */
const usualCapability: readonly [number, number] = [8, 0];

const computeCapability = (machine: Machine): readonly [number, number] => {
  const gpu = knownString(machine.librarySettings.get(namedGpu)) ?? '';
  return olderGpus.find(([name]) => name.test(gpu))?.[1] ?? usualCapability;
};

/** bfloat16 arithmetic came with Ampere: https://docs.nvidia.com/cuda/cuda-c-programming-guide/#features-and-technical-specifications */
export const supportsBf16 = (machine: Machine): boolean => computeCapability(machine)[0] >= usualCapability[0];

const bf16Support: Native = (machine, { place }) => known(supportsBf16(machine), place, 'derived');

export const environmentNatives: readonly (readonly [string, Native])[] = [
  ['os.path.join', join],
  ['os.path.expanduser', onText((text) => text)],
  ['os.path.abspath', onText((text) => text)],
  ['os.path.realpath', onText((text) => text)],
  ['os.path.relpath', onText((text) => text)],
  ['os.path.normpath', onText((text) => text)],
  ['os.path.basename', onText((text) => text.slice(text.lastIndexOf('/') + 1))],
  ['os.path.dirname', onText((text) => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : ''))],
  ['os.path.exists', exists],
  ['os.path.isfile', exists],
  ['os.path.isdir', exists],
  ['os.environ.get', environment],
  ['os.getenv', environment],
  ['os.getcwd', answer('.')],
  ['pathlib.Path', path],
  ['pathlib.PurePath', path],
  ['pathlib.Path.cwd', answer('.')],
  ['os.listdir', notBefore],
  ['glob.glob', globbed],
  ['transformers.trainer_utils.get_last_checkpoint', none],
  // Training without an accelerator is not what these scripts are for.
  ['torch.cuda.is_available', answer(true)],
  ['torch.cuda.is_bf16_supported', bf16Support],
  ['unsloth.is_bfloat16_supported', bf16Support],
  ['unsloth.is_bf16_supported', bf16Support],
  ['transformers.utils.is_torch_bf16_gpu_available', bf16Support],
  ['transformers.utils.import_utils.is_torch_bf16_gpu_available', bf16Support],
  [
    'torch.cuda.get_device_capability',
    (machine, { place }) =>
      sequence(
        computeCapability(machine).map((part) => known(part, place, 'derived')),
        place,
        'tuple',
      ),
  ],
  ['torch.backends.mps.is_available', answer(false)],
  ['torch.backends.mps.is_built', answer(false)],
  ['torch.xpu.is_available', answer(false)],
  ['torch.distributed.is_available', answer(true)],
  ['torch.distributed.is_initialized', answer(false)],
  ['torch.cuda.current_device', answer(0)],
  ['torch.distributed.get_rank', answer(0)],
  // One process, as a script runs that nothing launches on several hosts.
  ['jax.process_count', answer(1)],
  ['jax.process_index', answer(0)],
  ['jax.host_count', answer(1)],
  ['jax.host_id', answer(0)],
  ['sys.exit', (machine) => (machine.handedOver ? known(null) : undefined)],
  ...['run', 'call', 'check_call', 'Popen'].map((name) => [`subprocess.${name}`, handsOver] as const),
  ['os.uname', notBefore],
  ['argparse.FileType', (_machine, { place }) => sequence([], place)],
];
