// What a batch scheduler's comments ask for: `#SBATCH --gres=gpu:a100:8 --nodes=2`, `#PBS -l select=2:ngpus=4`, `#BSUB -gpu num=4`.
import type { Variable } from '../../languages/shell/shellText';

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
  readonly gpu?: { readonly value: string; readonly pos: number; readonly end: number };
}

/** Words of Slurm's `--gres` and `--constraint` that name an accelerator; a partition's or a queue's name proves nothing. */
const acceleratorName =
  /^(nvidia[_-])?(tesla[_-])?(geforce[_-])?(quadro[_-])?((rtx|gtx|titan)[\w-]*|[avhbptlk]\d{1,3}[a-z]?(s|x|_?sxm\d?|_?pcie)?([_-]?\d+g(b)?)?|gh200|gb200|mi\d{2,3}[a-z]?)$/i;

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
      const nodes = /select=(\d+)|nodes=(\d+)/.exec(text);
      const isSelection = line[1] === 'PBS';
      if (devices && (isSelection || /gpu/.test(text))) found.devicesPerNode = number(devices, 1);
      if (nodes && isSelection) found.nodes = number(nodes, nodes[1] ? 1 : 2);
    }
  }
  return found;
}

function slurm(text: string, start: number, found: Writable, number: (match: RegExpExecArray, group: number) => PlacedNumber): void {
  const nodes = /(?:^|\s)(?:--nodes[= ]|-N[= ]?)(\d+)(?![-\d])/.exec(text);
  if (nodes) found.nodes = number(nodes, 1);
  const tasks = /(?:^|\s)(?:--ntasks[= ]|-n[= ]?)(\d+)/.exec(text);
  if (tasks) found.tasks = number(tasks, 1);
  const named =
    /(?:--gres[= ]gpu|--gpus-per-node[= ]|--gpus[= ]|-G[= ]?):?([A-Za-z][\w-]*)(?::|$|\s)/.exec(text) ??
    /(?:--constraint[= ]|-C[= ]?)["']?([A-Za-z][\w-]*)/.exec(text);
  if (named && acceleratorName.test(named[1]!)) {
    const at = start + named.index + named[0].lastIndexOf(named[1]!);
    found.gpu = { value: named[1]!, pos: at, end: at + named[1]!.length };
  }
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
  put(directives.tasks, 'SLURM_NTASKS');
  return variables;
}
