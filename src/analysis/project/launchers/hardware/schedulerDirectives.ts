// What a batch scheduler's comments ask for: `#SBATCH --gres=gpu:a100:8 --nodes=2`, `#PBS -l select=2:ngpus=4`, `#BSUB -gpu num=4`.
import type { Variable } from '../../../languages/shell/words/shellText';
import { acceleratorName } from './acceleratorNames';

export interface PlacedNumber {
  readonly value: number;
  readonly pos: number;
  readonly end: number;
}

export interface Directives {
  readonly nodes?: PlacedNumber;
  readonly devicesPerNode?: PlacedNumber;
  /** of all nodes together */
  readonly devices?: PlacedNumber;
  readonly tasks?: PlacedNumber;
  readonly tasksPerNode?: PlacedNumber;
  readonly devicesPerTask?: PlacedNumber;
  /** the queue that the job is sent to: which accelerators it has, a setting may say */
  readonly partition?: { readonly text: string; readonly pos: number; readonly end: number };
  readonly gpu?: { readonly value: string; readonly pos: number; readonly end: number };
}

type Writable = { -readonly [Key in keyof Directives]: Directives[Key] };

/** The last of several directives of a kind wins, as it does for the scheduler. */
export function readDirectives(source: string): Directives {
  const found: Writable = {};
  const pattern = /^#(SBATCH|PBS|BSUB|\$)\s+(.*)$/gm;
  for (let line = pattern.exec(source); line; line = pattern.exec(source)) {
    const text = line[2]!.replace(/\s#.*$/, '');
    const start = line.index + line[0].length - line[2]!.length;
    const number = (match: RegExpExecArray, group: number): PlacedNumber => {
      const at = start + match.index + match[0].lastIndexOf(match[group]!);
      return { value: Number(match[group]), pos: at, end: at + match[group]!.length };
    };
    if (line[1] === 'SBATCH') slurm(text, start, found, number);
    else {
      const devices = /(?:ngpus|gpu|ngpu|gpus|num)=(\d+)/.exec(text);
      const queue = /(?:^|\s)-q\s+([\w.-]+)/.exec(text);
      if (queue) found.partition = word(queue, start);
      const model = /(?:gpu_model|gpu_type|gputype|gmodel|accel_type|gtype)=["']?([\w-]+)/i.exec(text);
      if (model && acceleratorName.test(model[1]!)) found.gpu = named(model, start);
      const nodes = /select=(\d+)|nodes=(\d+)/.exec(text);
      const isSelection = line[1] === 'PBS';
      if (devices && (isSelection || /gpu/.test(text))) found.devicesPerNode = number(devices, 1);
      if (nodes && isSelection) found.nodes = number(nodes, nodes[1] ? 1 : 2);
    }
  }
  return found;
}

const placed = (match: RegExpExecArray, start: number): { readonly pos: number; readonly end: number } => {
  const at = start + match.index + match[0].lastIndexOf(match[1]!);
  return { pos: at, end: at + match[1]!.length };
};
const named = (match: RegExpExecArray, start: number): NonNullable<Directives['gpu']> => ({ value: match[1]!, ...placed(match, start) });
const word = (match: RegExpExecArray, start: number): NonNullable<Directives['partition']> => ({ text: match[1]!, ...placed(match, start) });

function slurm(text: string, start: number, found: Writable, number: (match: RegExpExecArray, group: number) => PlacedNumber): void {
  const nodes = /(?:^|\s)(?:--nodes[= ]|-N[= ]?)(\d+)(?![-\d])/.exec(text);
  if (nodes) found.nodes = number(nodes, 1);
  const tasks = /(?:^|\s)(?:--ntasks[= ]|-n[= ]?)(\d+)/.exec(text);
  if (tasks) found.tasks = number(tasks, 1);
  const tasksPerNode = /(?:^|\s)--(?:n?tasks-per-node)[= ](\d+)/.exec(text);
  if (tasksPerNode) found.tasksPerNode = number(tasksPerNode, 1);
  const perTask = /(?:^|\s)--gpus-per-task[= ](?:[A-Za-z][\w-]*:)?(\d+)/.exec(text);
  if (perTask) found.devicesPerTask = number(perTask, 1);
  const partition = /(?:^|\s)(?:--partition[= ]|-p[= ]?)([\w.-]+)/.exec(text);
  if (partition) found.partition = word(partition, start);
  const card =
    /(?:--gres[= ]gpu|--gpus-per-node[= ]|--gpus-per-task[= ]|--gpus[= ]|-G[= ]?):?([A-Za-z][\w-]*)(?::|$|\s)/.exec(text) ??
    /(?:--constraint[= ]|-C[= ]?)["']?([A-Za-z][\w-]*)/.exec(text);
  if (card && acceleratorName.test(card[1]!)) found.gpu = named(card, start);
  const perNode = /(?:--gres[= ]gpu|--gpus-per-node[= ]):?(?:[A-Za-z][\w-]*:)?(\d+)/.exec(text);
  if (perNode) found.devicesPerNode = number(perNode, 1);
  const all = /(?:--gpus[= ]|-G[= ]?)(?:[A-Za-z][\w-]*:)?(\d+)/.exec(text);
  if (all) found.devices = number(all, 1);
}

/** The variables that Slurm sets from its directives. */
export function schedulerVariables(directives: Directives): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  const put = (placed: PlacedNumber | undefined, ...names: readonly string[]): void => {
    if (placed)
      for (const name of names) variables.set(name, { kind: 'text', value: { text: String(placed.value), known: true, pos: placed.pos, end: placed.end } });
  };
  put(directives.nodes, 'SLURM_NNODES', 'SLURM_JOB_NUM_NODES');
  put(directives.devicesPerNode, 'SLURM_GPUS_ON_NODE', 'SLURM_GPUS_PER_NODE');
  put(directives.tasks, 'SLURM_NTASKS', 'SLURM_NPROCS');
  put(directives.tasksPerNode, 'SLURM_NTASKS_PER_NODE', 'SLURM_TASKS_PER_NODE');
  return variables;
}
