// Reads every file of examples/ and compares each fact with test/corpus/expected: value, place, origin and written form.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { FactName, FileAnalysis } from '../../../src/model/run';
import { assertAnchor, assertFact, projectRoot, readExpectations, sentenceFor } from './expectation';
import { analyzeText } from './analyzeText';

const expectations = readExpectations();

for (const expectation of expectations) {
  describe(basename(expectation.example), () => {
    let analysis: FileAnalysis;
    before(async () => {
      analysis = await analyzeText(expectation.example, readFileSync(join(projectRoot, expectation.example), 'utf8'));
    });

    it('is read without a complaint, in its own language', () => {
      assert.deepEqual(analysis.diagnostics, []);
      assert.equal(analysis.language, expectation.language);
    });

    it(expectation.runs.length === 0 ? 'trains nothing' : `has ${expectation.runs.length} training run`, () => {
      assert.equal(analysis.runs.length, expectation.runs.length);
    });

    expectation.runs.forEach((expected, index) => {
      it(`the training starts at line ${expected.anchor.line}`, () => {
        const run = analysis.runs[index];
        assert.ok(run);
        assertAnchor(run, expected);
      });

      for (const [name, fact] of Object.entries(expected.facts) as [FactName, (typeof expected.facts)[FactName]][]) {
        if (fact === undefined) continue;
        it(sentenceFor(name, fact), () => {
          const run = analysis.runs[index];
          assert.ok(run);
          assertFact(run, name, fact);
        });
      }
    });
  });
}

describe('examples', () => {
  it('every example has its expectation', () => {
    const files = readdirSync(join(projectRoot, 'examples'), { recursive: true, encoding: 'utf8' }).map((name) => `examples/${name.replaceAll('\\', '/')}`);
    const code = files.filter((name) => /\.(py|ipynb|ya?ml|ts)$/.test(name)).sort();
    assert.deepEqual(code, expectations.map((expectation) => expectation.example).sort());
  });
});
