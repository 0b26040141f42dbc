// The reader of documents on a thread of its own: it answers as the reader in this process does, can be cancelled, and outlives what kills its worker.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { buildSync } from 'esbuild';
import { createReader, type DocumentReader } from '../../../src/analysis/documentReader';
import { WorkerReader } from '../../../src/extension/worker/workerReader.node';
import type { FileReader } from '../../../src/model/host';

const training = `from settings import EPOCHS
import torch
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(EPOCHS):
    model(x).sum().backward()
    optimizer.step()
`;
const document = { path: '/w/train.py', text: training };
const files: FileReader = {
  root: '/w',
  read: (file) => Promise.resolve(file === '/w/settings.py' ? 'EPOCHS = 7\n' : undefined),
  list: (folder) => Promise.resolve(folder === '/w' ? ['/w/train.py', '/w/settings.py'] : []),
};

const newFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'worker-')), 'worker.cjs');

/** A script that a worker runs instead of the reader. */
function script(text: string): string {
  const file = newFile();
  writeFileSync(file, text);
  return file;
}

/** The worker as it is shipped, less the reader of TypeScript. */
function bundledWorker(): string {
  const outfile = newFile();
  const entry = path.resolve(__dirname, '../../../src/extension/worker/analysisWorker.node.ts');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['*/typescriptFrontEnd'],
    logLevel: 'error',
  });
  return outfile;
}
const worker = bundledWorker();

function start(context: TestContext, file: string): { reader: WorkerReader; warnings: string[]; readHere: () => number } {
  const warnings: string[] = [];
  let readHere = 0;
  const here: DocumentReader = createReader({});
  const reader = new WorkerReader({
    script: file,
    otherwise: () => {
      readHere++;
      return Promise.resolve(here);
    },
    logger: { info: () => undefined, warn: (message) => warnings.push(message) },
  });
  context.after(() => reader.dispose());
  return { reader, warnings, readHere: () => readHere };
}

test('a worker reads what the reader in this process reads, with the files that only the host can see', async (context) => {
  const { reader, readHere } = start(context, worker);
  const file = await reader.read(document, files);
  assert.equal(file?.runs[0]?.facts.epochs?.value, 7);
  assert.deepEqual(file, structuredClone(await createReader({}).read(document, files)));
  assert.equal(readHere(), 0);
});

test('a reading that is cancelled while it waits for a file gives nothing, and the next one is read', async (context) => {
  const { reader } = start(context, worker);
  const cancellation = { isCancelled: false };
  const slow: FileReader = {
    ...files,
    async read(file) {
      cancellation.isCancelled = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return files.read(file);
    },
  };
  assert.equal(await reader.read(document, slow, cancellation), undefined);
  assert.equal((await reader.read(document, files))?.runs.length, 1);
});

test('where no worker starts, documents are read in this process', async (context) => {
  const { reader, readHere } = start(context, '/nowhere/worker.js');
  assert.equal((await reader.read(document, files))?.runs[0]?.facts.epochs?.value, 7);
  assert.equal(readHere(), 1);
});

test('a document that kills the worker is given back without runs, and the next one gets a new worker', async (context) => {
  const { reader, warnings, readHere } = start(
    context,
    script(`const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, document }) => {
  if (document.path === '/w/bad.py') throw new Error('fell');
  parentPort.postMessage({ kind: 'done', id, file: { path: document.path, language: 'python', runs: [], diagnostics: [] } });
});`),
  );
  // A worker that has answered before is no worker that can't be started.
  assert.deepEqual((await reader.read(document, files))?.diagnostics, []);
  const bad = await reader.read({ path: '/w/bad.py', text: training }, files);
  assert.deepEqual([bad?.runs, bad?.diagnostics.map(({ message }) => message)], [[], ['This file could not be read (fell).']]);
  assert.deepEqual((await reader.read(document, files))?.diagnostics, []);
  assert.equal(readHere(), 0);
  assert.ok(warnings.some((message) => message.includes('fell')));
});
