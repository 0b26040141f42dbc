// The host's side of the analysis worker: a reader of documents that works on a thread of its own, so that whatever a file holds, typing never waits.
import { Worker } from 'node:worker_threads';
import type { DocumentReader } from '../../analysis/documentReader';
import { languageOf } from '../../analysis/languages/language';
import type { Cancellation, FileReader, Logger, SourceDocument } from '../../model/host';
import type { FileAnalysis } from '../../model/run';
import type { FromWorker, ToWorker } from './messages';

/** How often requests are looked at: whether they were cancelled, whether the worker still lives. */
const watchMilliseconds = 20;
/** A worker that asks and answers nothing for so long is stuck: a reading has its bounds far below. */
const longestSilenceMilliseconds = 20_000;
/** Workers that may die before documents are read in this process. */
const mostDeaths = 3;
/** What no document needs; beyond it the worker ends rather than the extension host. */
const mostMegabytes = 1024;

interface Request {
  readonly document: SourceDocument;
  readonly files: FileReader;
  readonly cancellation?: Cancellation;
  readonly flag: Int32Array;
  readonly settle: (file: FileAnalysis | undefined) => void;
  readonly fail: (error: Error) => void;
}

export interface WorkerReaderOptions {
  /** path of the worker's bundle */
  readonly script: string;
  /** reads documents where no worker can be started */
  readonly otherwise: () => Promise<DocumentReader>;
  readonly logger: Logger;
}

/**
 * Starts its worker with the first document. Several documents may be read at once; they take turns while files are awaited. A document that brings the
 * worker down, or to a halt, is given back without runs and with a diagnostic, and the next one gets a new worker.
 */
export class WorkerReader implements DocumentReader {
  private worker?: Worker;
  private readonly requests = new Map<number, Request>();
  private lastId = 0;
  private deaths = 0;
  /** whether any worker ever spoke: where none does, it can't be the documents' fault */
  private hasSpoken = false;
  private watch?: ReturnType<typeof setInterval>;
  /** turns of the watch since the worker was last heard; turns rather than time, since machines sleep */
  private silentTurns = 0;
  /** questions of the worker that the host has not answered yet */
  private openQuestions = 0;

  constructor(private readonly options: WorkerReaderOptions) {}

  start(): void {
    if (this.deaths < mostDeaths) this.started();
  }

  async read(document: SourceDocument, files: FileReader, cancellation?: Cancellation): Promise<FileAnalysis | undefined> {
    const worker = this.deaths < mostDeaths ? this.started() : undefined;
    if (!worker) return (await this.options.otherwise()).read(document, files, cancellation);
    const id = ++this.lastId;
    const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const result = new Promise<FileAnalysis | undefined>((settle, fail) => {
      this.requests.set(id, { document, files, cancellation, flag: new Int32Array(cancelled), settle, fail });
    });
    this.watch ??= setInterval(() => this.look(), watchMilliseconds);
    this.send({ kind: 'read', id, document: { ...document }, root: files.root, cancelled });
    return result;
  }

  dispose(): void {
    this.deaths = mostDeaths;
    this.end();
    for (const { settle } of this.requests.values()) settle(undefined);
    this.requests.clear();
    this.rest();
  }

  private started(): Worker | undefined {
    if (this.worker) return this.worker;
    try {
      const worker = new Worker(this.options.script, { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });
      worker.on('message', (message: FromWorker) => this.heard(message));
      worker.on('error', (error) => this.died(worker, error));
      worker.on('exit', (code) => this.died(worker, new Error(`the worker ended with ${code}`)));
      // Nothing is kept alive for its sake: the host ends when it likes.
      worker.unref();
      this.worker = worker;
    } catch (error) {
      this.deaths = mostDeaths;
      this.options.logger.warn(`documents are read without a worker: ${String(error)}`);
    }
    return this.worker;
  }

  private send(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private heard(message: FromWorker): void {
    // Loaders of a development set-up talk through the same port.
    if (typeof message.kind !== 'string') return;
    this.silentTurns = 0;
    this.hasSpoken = true;
    switch (message.kind) {
      case 'warning':
        return this.options.logger.warn(message.message);
      case 'askFile':
      case 'askFolder':
        return void this.answer(message);
      case 'done':
        return this.settled(message.id)?.settle(message.file);
      case 'failed':
        return this.settled(message.id)?.fail(new Error(message.reason));
    }
  }

  private async answer({ kind, id, ask, path }: Extract<FromWorker, { kind: 'askFile' | 'askFolder' }>): Promise<void> {
    const files = this.requests.get(id)?.files;
    this.openQuestions++;
    try {
      if (kind === 'askFile') this.send({ kind: 'file', ask, text: await files?.read(path) });
      else this.send({ kind: 'folder', ask, paths: (await files?.list(path)) ?? [] });
    } catch (error) {
      this.options.logger.warn(`${path}: ${String(error)}`);
      this.send(kind === 'askFile' ? { kind: 'file', ask } : { kind: 'folder', ask, paths: [] });
    } finally {
      this.openQuestions--;
    }
  }

  /** Takes a request from the list. */
  private settled(id: number): Request | undefined {
    const request = this.requests.get(id);
    this.requests.delete(id);
    if (this.requests.size === 0) this.rest();
    return request;
  }

  private rest(): void {
    clearInterval(this.watch);
    this.watch = undefined;
    this.silentTurns = 0;
  }

  private look(): void {
    for (const { cancellation, flag } of this.requests.values()) if (cancellation?.isCancelled) Atomics.store(flag, 0, 1);
    this.silentTurns = this.openQuestions > 0 ? 0 : this.silentTurns + 1;
    if (this.worker && this.silentTurns * watchMilliseconds > longestSilenceMilliseconds) this.died(this.worker, new Error('the worker is stuck'));
  }

  private end(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  /** What was being read when a worker died is not read again, here least of all: it may be what killed it. */
  private died(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    this.end();
    this.deaths = this.hasSpoken ? this.deaths + 1 : mostDeaths;
    this.openQuestions = 0;
    this.options.logger.warn(`the worker that reads documents ended: ${error.message}`);
    for (const id of [...this.requests.keys()]) {
      const request = this.settled(id)!;
      if (this.hasSpoken) request.settle(unread(request.document, error));
      else this.read(request.document, request.files, request.cancellation).then(request.settle, request.fail);
    }
  }
}

const unread = (document: SourceDocument, { message }: Error): FileAnalysis => ({
  path: document.path,
  language: languageOf(document) ?? 'python',
  diagnostics: [{ message: `This file could not be read (${message}).` }],
  runs: [],
});
