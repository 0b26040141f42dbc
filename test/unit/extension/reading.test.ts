// What stays of a reading when the text goes on being typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withKnown } from '../../../src/extension/documents/reading';
import type { FileReader } from '../../../src/model/host';
import type { FileAnalysis } from '../../../src/model/run';
import { createEngine } from '../../../src/engine';

const engine = createEngine();
const noFiles: FileReader = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };
const read = (text: string): Promise<FileAnalysis> => engine.analyze({ path: '/project/train.py', text }, noFiles);

const SCRIPT = 'from tensorflow import keras\nmodel = keras.applications.ResNet50()\nmodel.compile("adam", "mse")\nmodel.fit(x, y, epochs=3, batch_size=8)\n';

test('while a comment is typed the runs are the same ones, so that their figures hold', async () => {
  const before = await read(SCRIPT);
  const after = withKnown(await read(`${SCRIPT}# a rem`), before);
  assert.equal(after.runs.length, 1);
  assert.equal(after.runs, before.runs);
});

test('a value that is changed, or moved to another line, is read as it stands now', async () => {
  const before = await read(SCRIPT);
  const changed = withKnown(await read(SCRIPT.replace('epochs=3', 'epochs=5')), before);
  assert.equal(changed.runs[0]?.facts.epochs?.value, 5);
  const moved = withKnown(await read(`\n${SCRIPT}`), before);
  assert.equal(moved.runs[0]?.anchor.line, (before.runs[0]?.anchor.line ?? 0) + 1);
});

test('the runs of launchers stay until they have been looked for again, and go with the script’s own', async () => {
  const before = await read(SCRIPT);
  const launched = { ...before, launchedBy: before.runs };
  assert.equal(withKnown(await read(SCRIPT.replace('epochs=3', 'epochs=5')), launched).launchedBy, before.runs);
  assert.equal(withKnown(await read('print(1)\n'), launched).launchedBy, undefined);
});
