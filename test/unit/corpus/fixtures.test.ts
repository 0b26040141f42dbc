// Every labelled file of our own under test/corpus: each run is found where a reader would look, each fact as labelled, and nothing is invented.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readLabels } from '../../../scripts/score/labels';
import { newEngine, scoreFile, type RunResult } from '../../../scripts/score/scoreFolder';
import { projectRoot } from './expectation';

const corpus = join(projectRoot, 'test/corpus');
const areas = readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'labels.jsonl')));
const engine = newEngine();

const complaints = ({ fields, anchorRight, anchor }: RunResult): readonly string[] => [
  ...(anchorRight === false ? [`the run is at ${anchor}`] : []),
  ...fields
    .filter(({ verdict }) => verdict === 'wrong' || verdict === 'missing' || verdict === 'invented')
    .map(({ field, verdict, read, labelled }) => `${field} is ${verdict}: ${JSON.stringify(read ?? null)}, labelled ${JSON.stringify(labelled)}`),
];

for (const area of areas) {
  describe(`test/corpus/${area}`, () => {
    const folder = join(corpus, area);
    for (const label of readLabels(folder)) {
      it(`${label.file} ${label.is_training ? 'is read as labelled' : 'trains nothing'}`, async () => {
        const { analysis, runs } = await scoreFile(engine, folder, label);
        if (!label.is_training) assert.deepEqual(analysis.runs, []);
        else assert.deepEqual(runs.flatMap(complaints), []);
        assert.deepEqual(structuredClone(analysis), analysis, 'plain data, fit to be sent by a worker');
      });
    }
  });
}
