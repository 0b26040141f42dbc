// How long reading a folder's Python files takes, against the bare Lezer parse of the same texts, and against the parse with one walk over its tree, less than
// which no reader can do: every file is read cold, with what it imports, and again after an edit.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@lezer/python';
import type { Engine } from '../../src/engine';
import type { FileReader } from '../../src/model/host';
import { median, ms, row } from './measure';

const WARM_UP = 1;
const ROUNDS = 5;
const FIXED_ROUNDS = 51;
/** A file beyond the mark is measured again, so often that a moment's load or the collector's turn is no reason. */
const ROUNDS_AGAIN = 25;
/** The most that a reading may cost, as a multiple of the bare parse: at the median and at worst; and a re-analysis while typing in a script of so many lines. */
const ALLOWED = { median: 2.5, worst: 6, editMs: 20, editLines: 1000 };
/** What reading any training costs, however short its script: the smallest one there is. */
const SMALLEST_TRAINING = 'from transformers import Trainer\nTrainer(model).train()\n';
/** Shorter texts are parsed in less than the clock's noise; together they count as one. */
const SMALLEST_CHARACTERS = 200;
const SKIPPED = new Set(['node_modules', '.git', '__pycache__']);

interface Measured {
  readonly file: string;
  /** whole analysis, nothing known beforehand, over the bare parse of all Python texts that it reads */
  readonly cold: number;
  /** the same over the parse and one walk over each tree */
  readonly coldOverWalk: number;
  readonly coldMs: number;
  /** the bare parse of all Python texts that it reads */
  readonly bareMs: number;
  readonly lines: number;
  /** analysis after one character was typed, over the bare parse of the document */
  readonly edited: number;
  readonly editedMs: number;
}

type Ratio = 'cold' | 'coldOverWalk' | 'edited';

/** The parse of a text and one visit of each of its nodes. */
function walk(text: string): number {
  let nodes = 0;
  parser.parse(text).iterate({ enter: () => void nodes++ });
  return nodes;
}

/** The Python files under a folder that may train. */
function pythonFiles(folder: string, engine: Engine): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pythonFiles(full, engine);
      if (!entry.name.endsWith('.py')) return [];
      const text = readFileSync(full, 'utf8');
      return text.length >= SMALLEST_CHARACTERS && engine.mayTrain({ path: full, text }) ? [full] : [];
    });
}

/** Files of a project as they are on disk, read once, under a root that no earlier round has used, so that nothing of an earlier round helps. */
class FreshProject implements FileReader {
  readonly root: string;
  /** Python texts that were asked for, by path */
  readonly pythonTexts = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly round: number,
    private readonly disk: Map<string, string | undefined>,
    private readonly folders: Map<string, readonly string[]>,
  ) {
    this.root = `/round${round}`;
  }

  pathOf(file: string): string {
    return this.root + file.slice(this.folder.length);
  }
  read(file: string): Promise<string | undefined> {
    const real = this.folder + file.slice(this.root.length);
    if (!file.startsWith(this.root)) return Promise.resolve(undefined);
    if (!this.disk.has(real)) this.disk.set(real, textOf(real));
    const text = this.disk.get(real);
    if (text === undefined || !file.endsWith('.py')) return Promise.resolve(text);
    const fresh = `# ${this.round}\n${text}`;
    this.pythonTexts.set(file, fresh);
    return Promise.resolve(fresh);
  }
  list(folder: string): Promise<readonly string[]> {
    const real = this.folder + folder.slice(this.root.length);
    if (!folder.startsWith(this.root)) return Promise.resolve([]);
    if (!this.folders.has(real)) this.folders.set(real, statSync(real, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(real) : []);
    return Promise.resolve(this.folders.get(real)!.map((name) => `${folder}/${name}`));
  }
}

const MICROSECONDS_A_MILLISECOND = 1000;

/** Processor time rather than the clock's: the ratio of two readings of a few milliseconds must not depend on what else the machine does. */
const timed = async (work: () => unknown): Promise<number> => {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / MICROSECONDS_A_MILLISECOND;
};

let readings = 0;

async function measure(file: string, folder: string, engine: Engine, rounds: number): Promise<Measured> {
  const text = readFileSync(file, 'utf8');
  const disk = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  const [cold, bareAll, walked, edited, bare]: number[][] = [[], [], [], [], []];
  for (let round = -WARM_UP; round < rounds; round++) {
    const project = new FreshProject(folder, ++readings, disk, folders);
    const document = { path: project.pathOf(file), text: `# ${readings}\n${text}` };
    const middle = document.text.indexOf('\n', document.text.length >> 1);
    const after = { ...document, text: `${document.text.slice(0, middle)} #${document.text.slice(middle)}` };
    const times = [
      await timed(() => engine.analyze(document, project)),
      await timed(() => [document.text, ...project.pythonTexts.values()].forEach((one) => parser.parse(one))),
      await timed(() => [document.text, ...project.pythonTexts.values()].forEach(walk)),
      await timed(() => engine.analyze(after, project)),
      await timed(() => parser.parse(after.text)),
    ];
    if (round >= 0) [cold, bareAll, walked, edited, bare].forEach((list, index) => list!.push(times[index]!));
  }
  const [coldMs, bareMs, editedMs] = [median(cold!), median(bareAll!), median(edited!)];
  const lines = text.split('\n').length;
  return { file, cold: coldMs / bareMs, coldOverWalk: coldMs / median(walked!), coldMs, bareMs, lines, edited: editedMs / median(bare!), editedMs };
}

/** Milliseconds that a reading takes beyond the parse where there is next to nothing to read. */
async function fixedCost(engine: Engine): Promise<number> {
  const nothing: FileReader = { root: '/fixed', read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };
  const [whole, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < FIXED_ROUNDS; round++) {
    const text = `# ${++readings}\n${SMALLEST_TRAINING}`;
    whole.push(await timed(() => engine.analyze({ path: `/fixed/${readings}.py`, text }, nothing)));
    bare.push(await timed(() => parser.parse(text)));
  }
  return Math.max(0, median(whole) - median(bare));
}

/** Prints median and worst over a folder; each folder directly below it is a project of its own, whose files may import one another. */
export async function corpusSpeed(name: string, folder: string, engine: Engine): Promise<void> {
  const projects = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [path.join(folder, entry.name)] : []));
  const files = projects.flatMap((project) => pythonFiles(project, engine).map((file) => ({ file, project })));
  // The reader's code is compiled while it runs: one pass over everything, so that the first files don't pay for it.
  for (const { file, project } of files) await measure(file, project, engine, 1);
  const measured: Measured[] = [];
  for (const { file, project } of files) {
    const first = await measure(file, project, engine, ROUNDS);
    const isBeyond = first.cold > ALLOWED.worst || first.editedMs > ALLOWED.editMs;
    measured.push(isBeyond ? await measure(file, project, engine, ROUNDS_AGAIN) : first);
  }
  if (measured.length === 0) return;
  console.log(`\nAnalysis over ${name}: ${measured.length} Python files that may train (same process, processor time, median of ${ROUNDS} each)`);
  const say = (label: string, key: Ratio, remark: string): void => {
    const slowest = measured.reduce((a, b) => (b[key] > a[key] ? b : a));
    row(`${label}: median`, `${median(measured.map((one) => one[key])).toFixed(2)} x`, remark);
    row(`${label}: worst`, `${slowest[key].toFixed(2)} x`, path.relative(folder, slowest.file));
  };
  say('cold, over the bare parse of what it reads', 'cold', 'document and imported files, both sides read them');
  const slow = measured.filter(({ cold }) => cold > ALLOWED.worst).length;
  row('cold: beyond the mark', `${slow} of ${measured.length}`, `median to be at most ${ALLOWED.median} x, each file at most ${ALLOWED.worst} x`);
  const fixed = await fixedCost(engine);
  const apart = measured.map(({ coldMs, bareMs, file }) => ({ ratio: (coldMs - fixed) / bareMs, file }));
  const worst = apart.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  row('cold: what the smallest training costs', ms(fixed), 'a script of two lines, its parse taken off; most of the cost of tiny files');
  row('cold, that apart: worst', `${worst.ratio.toFixed(2)} x`, path.relative(folder, worst.file));
  say('cold, over the parse and one walk', 'coldOverWalk', 'the same files, each node visited once');
  say('after an edit, over the bare parse of the file', 'edited', 'what it imports is followed again, not parsed again');
  row('cold: median time', ms(median(measured.map((one) => one.coldMs))));
  const longest = measured.reduce((a, b) => (b.editedMs > a.editedMs ? b : a));
  row('after an edit: median time', ms(median(measured.map((one) => one.editedMs))));
  row('after an edit: worst time', ms(longest.editedMs), path.relative(folder, longest.file));
  const typed = measured.filter(({ lines }) => lines <= ALLOWED.editLines);
  const late = typed.filter(({ editedMs }) => editedMs > ALLOWED.editMs).length;
  row(`after an edit: over ${ALLOWED.editMs} ms`, `${late} of ${typed.length}`, `files of up to ${ALLOWED.editLines} lines`);
}

/** undefined for what is no file, a path through a file included. */
function textOf(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
