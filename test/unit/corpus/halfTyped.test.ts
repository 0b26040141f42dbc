// Half-typed code: whatever line of a file is missing, or wherever it ends, reading it never fails and keeps what doesn't depend on the missing part.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument, languageOf } from '../../../src/analysis/analyze';
import { LoadedSources } from '../../../src/analysis/project/loadedSources';
import { diskReader } from '../../../src/cli/files/diskReader';
import type { Run } from '../../../src/model/run';
import { readWithLess } from './oneLineLess';
import { trainingFiles, type OwnFile } from './ownFiles';

/** Every so manieth line of a file is tried, another residue in each file, so that all kinds of lines have their turn within seconds. */
const STEP = 5;
/** Readings of one file, so that long files don't take the time of all others. */
const MOST_READINGS = 12;
const MOST_ROUNDS = 8;

/** Reads other texts as the file; what it imports and names is loaded once. A defect that was caught on the way is thrown again. */
async function readerOf(file: OwnFile): Promise<(text: string) => readonly Run[]> {
  const sources = new LoadedSources(file.root, diskReader(file.root), file);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    analyzeDocument(file, sources);
    if (!(await sources.loadMissing())) break;
  }
  return (text) => {
    const { runs, diagnostics } = analyzeDocument({ path: file.path, text }, sources);
    const defect = diagnostics.find(({ message }) => message.startsWith('This file could not be read'));
    if (defect) throw new Error(defect.message);
    return runs;
  };
}

function stepFor(text: string): number {
  const lines = text.trimEnd().split('\n').length;
  return Math.min(lines, Math.max(STEP, Math.ceil((2 * lines) / MOST_READINGS)));
}

describe('with any line missing or cut off anywhere', () => {
  for (const [index, file] of trainingFiles.entries()) {
    const python = languageOf(file) === 'python';
    it(`${file.name} ${python ? 'is read, and keeps every fact that shares no name with what is missing' : 'is read without failing'}`, async () => {
      const read = await readerOf(file);
      const step = stepFor(file.text);
      const less = python ? readWithLess(file.text, read, step, index % step) : readWithLess(file.text, (text) => (read(text), []), step, index % step);
      assert.deepEqual(less.problems, []);
      assert.ok(less.readings > 0);
    });
  }
});
