// The worker's side: reads documents for the extension host, which stays free meanwhile. Knows no editor; what a document names is asked for by message.
import { parentPort } from 'node:worker_threads';
import type { DocumentReader } from '../../analysis/documentReader';
import type { FileReader } from '../../model/host';
import type { FromWorker, ToWorker } from './messages';

let reader: Promise<DocumentReader> | undefined;
const loadReader = (): Promise<DocumentReader> =>
  (reader ??= import('../../analysis/documentReader').then(({ createReader }) =>
    createReader({
      loadTypeScript: () => import('../../analysis/languages/typescript/typescriptFrontEnd'),
      logger: { info: () => undefined, warn: (message) => tell({ kind: 'warning', message }) },
    }),
  ));

// A worker is started for a document that is about to come.
void loadReader().catch(() => undefined);

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

/** Answers that are waited for, by the number of the question. */
const awaited = new Map<number, (answer: ToWorker) => void>();
let asked = 0;

const ask = (kind: 'askFile' | 'askFolder', id: number, path: string): Promise<ToWorker> =>
  new Promise((resolve) => {
    awaited.set(++asked, resolve);
    tell({ kind, id, ask: asked, path });
  });

/** Files as the host sees them: unsaved texts, virtual file systems. */
const filesOf = (id: number, root: string | undefined): FileReader => ({
  root,
  async read(path) {
    const answer = await ask('askFile', id, path);
    return answer.kind === 'file' ? answer.text : undefined;
  },
  async list(folder) {
    const answer = await ask('askFolder', id, folder);
    return answer.kind === 'folder' ? answer.paths : [];
  },
});

async function read({ id, document, root, cancelled }: Extract<ToWorker, { kind: 'read' }>): Promise<void> {
  const flag = new Int32Array(cancelled);
  const cancellation = {
    get isCancelled() {
      return Atomics.load(flag, 0) !== 0;
    },
  };
  try {
    tell({ kind: 'done', id, file: await (await loadReader()).read(document, filesOf(id, root), cancellation) });
  } catch (error) {
    tell({ kind: 'failed', id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'read') return void read(message);
  awaited.get(message.ask)?.(message);
  awaited.delete(message.ask);
});
