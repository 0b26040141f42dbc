// What the extension host feels of a long script: the longest stretch for which its thread answers nothing, with the worker that reads documents and without.
import path from 'node:path';
import type { Engine, createEngine as CreateEngine } from '../../src/engine';
import { WorkerReader } from '../../src/extension/worker/workerReader.node';
import type { FileReader } from '../../src/model/host';
import { root } from '../build/bundles';
import { median, ms, row } from './measure';

/** The most that typing may wait. */
const ALLOWED_MILLISECONDS = 50;
/** … and what a reading may take while somebody types in a script of so many lines. */
const [TYPED_LINES, TYPED_MILLISECONDS] = [1000, 20];
const ROUNDS = 7;
const WARM_UP = 3;
/** Between two looks at the clock. */
const TICK_MILLISECONDS = 1;

/** Watches the thread that it is made on. */
class Blocks {
  private last = performance.now();
  private longest = 0;
  private readonly timer = setInterval(() => this.look(), TICK_MILLISECONDS);

  private look(): void {
    const now = performance.now();
    this.longest = Math.max(this.longest, now - this.last - TICK_MILLISECONDS);
    this.last = now;
  }

  /** The longest block while `work` was done, in milliseconds. */
  async during(work: () => unknown): Promise<number> {
    this.look();
    this.longest = 0;
    await work();
    await new Promise((resolve) => setTimeout(resolve, 2 * TICK_MILLISECONDS));
    this.look();
    return this.longest;
  }

  end(): void {
    clearInterval(this.timer);
  }
}

const noFiles: FileReader = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

/** @param longText a training script of so many lines */
export async function hostBlocks(longText: (lines: number) => string): Promise<void> {
  console.log(`\nThe extension host's thread (longest block, median of ${ROUNDS} after ${WARM_UP} to warm up)`);
  const blocks = new Blocks();
  const { createEngine } = (await import(path.join(root, 'dist/engine.js'))) as { createEngine: typeof CreateEngine };
  const warn = (message: string): void => console.error(message);
  const reader = new WorkerReader({
    script: path.join(root, 'dist/worker.js'),
    otherwise: () => Promise.reject(new Error('the worker did not start')),
    logger: { info: () => undefined, warn },
  });
  const inWorker = createEngine({ reader });
  const inProcess = createEngine({});
  let round = 0;
  const edit = (engine: Engine, name: string, text: string) => () => engine.analyze({ path: `/project/${name}.py`, text: `${text}# ${++round}\n` }, noFiles);
  const measure = async (work: () => unknown): Promise<{ block: number; whole: number }> => {
    const times: { block: number; whole: number }[] = [];
    for (let index = -WARM_UP; index < ROUNDS; index++) {
      const started = performance.now();
      let whole = 0;
      const block = await blocks.during(async () => {
        await work();
        whole = performance.now() - started;
      });
      if (index >= 0) times.push({ block, whole });
    }
    return { block: median(times.map((one) => one.block)), whole: median(times.map((one) => one.whole)) };
  };
  for (const lines of [TYPED_LINES, 5000]) {
    const text = longText(lines);
    const worker = await measure(edit(inWorker, `worker${lines}`, text));
    const here = await measure(edit(inProcess, `here${lines}`, text));
    const mark = lines === TYPED_LINES ? `; to be below ${TYPED_MILLISECONDS} ms` : '';
    row(`${lines} lines, re-analysis while typing`, ms(worker.whole), `by the worker; ${ms(here.whole)} in process (the web)${mark}`);
    row(`${lines} lines, longest block of the host`, ms(worker.block), `${ms(here.block)} in process; to be below ${ALLOWED_MILLISECONDS} ms`);
  }
  reader.dispose();
  blocks.end();
}
