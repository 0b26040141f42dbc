// What the user typed, read once and checked: the command, its paths, the settings, the budgets, the output.
import { parseArgs } from 'node:util';
import type { Settings } from '../model/settings';

export const FORMATS = ['json', 'jsonl', 'markdown', 'csv', 'sarif', 'text', 'model-card', 'statement'] as const;
export type Format = (typeof FORMATS)[number];

export interface Budgets {
  readonly co2eKg?: number;
  readonly energyKwh?: number;
  readonly gpuHours?: number;
  /** how much the total may rise over the baseline's, in percent */
  readonly increasePercent: number;
}

export const COMMANDS = ['analyze', 'estimate', 'compare', 'mcp'] as const;
export type Command = (typeof COMMANDS)[number];

export interface Options {
  readonly command: Command | 'help' | 'version';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly settings: Settings;
  readonly budgets: Budgets;
  readonly spec?: string;
  readonly baseline?: string;
  /** a settings file with limits for each run, each file and all of them */
  readonly budgetsFile?: string;
  readonly output?: string;
  readonly root?: string;
  readonly stdinFilename?: string;
  /** unknown models may be looked up on the Hugging Face hub */
  readonly online?: boolean;
}

/** What `--gpu` takes for the accelerators of this machine. */
export const LOCAL_GPU = 'local';

/** Something that the user can put right; the message says what, and the process exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const TYPED = {
  format: { type: 'string', short: 'f' },
  output: { type: 'string', short: 'o' },
  spec: { type: 'string' },
  root: { type: 'string' },
  'stdin-filename': { type: 'string' },
  baseline: { type: 'string' },
  budgets: { type: 'string' },
  gpu: { type: 'string' },
  gpus: { type: 'string' },
  region: { type: 'string' },
  'grid-intensity': { type: 'string' },
  pue: { type: 'string' },
  'dataset-samples': { type: 'string' },
  epochs: { type: 'string' },
  precision: { type: 'string' },
  'batch-size': { type: 'string' },
  method: { type: 'string' },
  'mean-tokens': { type: 'string' },
  'max-co2e': { type: 'string' },
  'max-kwh': { type: 'string' },
  'max-gpu-hours': { type: 'string' },
  'max-increase': { type: 'string' },
  online: { type: 'boolean' },
  offline: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** @throws UsageError naming the option that is unknown, incomplete or out of range. */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parsed(argv);
  const [command, ...paths] = positionals;
  const number = (name: keyof typeof values, low: number, high = Number.MAX_VALUE): number | undefined => numberOption(name, values[name], low, high);
  const settings: Settings = withoutUndefined({
    gpu: text('gpu', values.gpu),
    gpuCount: whole('gpus', number('gpus', 1, 1e7)),
    region: text('region', values.region),
    gridIntensityKgPerKwh: number('grid-intensity', 0, 3),
    pue: number('pue', 1, 5),
    datasetSamples: number('dataset-samples', 1, 1e16),
    epochs: number('epochs', 1e-6, 1e7),
    precision: oneOf('precision', values.precision, ['fp32', 'tf32', 'fp16', 'bf16', 'fp8', 'int8', 'nf4']),
    perDeviceBatchSize: whole('batch-size', number('batch-size', 1, 1e9)),
    method: oneOf('method', values.method, ['pretrain', 'full', 'lora', 'qlora', 'frozen']),
    meanTokensPerSample: number('mean-tokens', 1, 1e8),
  });
  const budgets: Budgets = withoutUndefined({
    co2eKg: number('max-co2e', 0),
    energyKwh: number('max-kwh', 0),
    gpuHours: number('max-gpu-hours', 0),
    increasePercent: number('max-increase', 0) ?? 0,
  });
  const rest = withoutUndefined({
    spec: values.spec,
    baseline: values.baseline,
    budgetsFile: values.budgets,
    output: values.output,
    root: values.root,
    stdinFilename: values['stdin-filename'],
    online: values.online === true && values.offline !== true ? true : undefined,
  });
  const shared = { paths, settings, budgets, ...rest };
  if (values.help || (command === undefined && !values.version)) return { command: 'help', format: 'text', ...shared };
  if (values.version) return { command: 'version', format: 'text', ...shared };
  const known = COMMANDS.find((one) => one === command);
  if (!known) throw new UsageError(`unknown command "${command}"; there are ${COMMANDS.join(', ')}`);
  const format = formatOf(known, values.format, values.spec !== undefined);
  checkInputs(known, paths, values.spec, values['stdin-filename']);
  return { command: known, format, ...shared };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: TYPED, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. To specify')[0] ?? error.message) : String(error));
  }
}

function formatOf(command: Command, given: string | undefined, spec: boolean): Format {
  const fitting: readonly Format[] = spec
    ? ['json', 'jsonl']
    : command === 'analyze'
      ? ['json', 'text']
      : command === 'compare' || command === 'mcp'
        ? ['markdown']
        : ['json', 'markdown', 'csv', 'sarif', 'text', 'model-card', 'statement'];
  if (given === undefined) return spec || command === 'analyze' ? 'json' : fitting.includes('text') ? 'text' : fitting[0]!;
  const format = fitting.find((one) => one === given);
  if (!format) throw new UsageError(`--format ${given}: ${spec ? 'with --spec' : command} there are ${fitting.join(', ')}`);
  return format;
}

function checkInputs(command: Command, paths: readonly string[], spec: string | undefined, stdinFilename: string | undefined): void {
  if (spec !== undefined) {
    if (command !== 'estimate') throw new UsageError('--spec goes with estimate');
    if (paths.length > 0) throw new UsageError('--spec takes the place of paths; give one or the other');
    return;
  }
  if (command === 'mcp') {
    if (paths.length > 0) throw new UsageError('mcp: takes no paths; --root DIR says which folder it may read');
    return;
  }
  if (paths.length === 0) throw new UsageError(`${command}: name a file, a folder, or - for standard input`);
  if (paths.includes('-') && paths.length > 1) throw new UsageError('- stands alone');
  if (paths.includes('-') && !stdinFilename) throw new UsageError('-: say with --stdin-filename NAME what kind of file it is');
}

function numberOption(name: string, given: string | boolean | undefined, low: number, high: number): number | undefined {
  if (typeof given !== 'string') return undefined;
  const value = given.trim() === '' ? Number.NaN : Number(given.replaceAll('_', ''));
  if (!Number.isFinite(value) || value < low || value > high)
    throw new UsageError(`--${name} ${given}: must be a number ${high === Number.MAX_VALUE ? `of at least ${low}` : `from ${low} to ${high}`}`);
  return value;
}

function whole(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !Number.isInteger(value)) throw new UsageError(`--${name} ${value}: must be a whole number`);
  return value;
}

function text(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && value.trim() === '') throw new UsageError(`--${name}: must not be empty`);
  return value;
}

function oneOf(name: string, value: string | undefined, words: readonly string[]): string | undefined {
  if (value !== undefined && !words.includes(value)) throw new UsageError(`--${name} ${value}: must be one of ${words.join(', ')}`);
  return value;
}

const withoutUndefined = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
