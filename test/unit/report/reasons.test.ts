// Reasons that the rooms below give in English are told in the reader's language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine';
import { formOf, reasonForms, reasonWords } from '../../../src/report/figures/reasons';
import type { Provenance } from '../../../src/model/source';

const engine = createEngine();

/** Specifications that leave different things open. */
const specifications: readonly object[] = [
  { model: { id: 'bert-base-uncased' }, samples: 25000, epochs: 3 },
  { model: { id: 'bert-base-uncased' }, samples: 25000, epochs: 3, perDeviceBatchSize: 16, precision: 'bf16', gpu: 'RTX 4090', region: 'FR' },
  { model: { id: 'meta-llama/Llama-2-7b-hf' }, samples: 10000, epochs: 1, loraRank: 16, globalBatchSize: 64, gpuCount: 8, gpu: 'H100' },
  { model: { id: 'resnet50' }, samples: 1281167, epochs: 90, region: 'atlantis' },
];

/** What is said of a figure in sentences: assumptions and formulas, less the notes that come from the tables. */
const reasonsOf = (sources: readonly Provenance[]): readonly string[] =>
  sources.flatMap((source) => (source.kind === 'assumption' ? [source.why] : source.kind === 'formula' ? [source.text] : []));

for (const specification of specifications) {
  test(`every reason in the chain of ${JSON.stringify(specification)} has a form that is translated`, () => {
    const estimate = engine.estimateSpec(specification);
    assert.ok(!('error' in estimate), JSON.stringify(estimate));
    const reasons = estimate.chain.flatMap(({ provenance }) => reasonsOf(provenance));
    assert.ok(reasons.length > 5);
    assert.deepEqual(
      reasons.filter((reason) => !formOf(reason)),
      [],
    );
  });
}

test('a reason keeps its figures when it is translated', () => {
  const shout = (message: string, ...parts: readonly (string | number)[]): string => `${message.toUpperCase()} [${parts.join('|')}]`;
  assert.equal(reasonWords('batch not stated; about 320 samples a device', shout), 'BATCH NOT STATED; ABOUT {0} SAMPLES A DEVICE [320]');
  assert.equal(
    reasonWords('"mars" is in none of the bundled grid tables; the world\'s average instead; names near it: MA, MR', shout),
    '"{0}" IS IN NONE OF THE BUNDLED GRID TABLES; THE WORLD\'S AVERAGE INSTEAD; NAMES NEAR IT: {1} [mars|MA, MR]',
  );
});

test('a sentence of no known form stays as it is', () => {
  assert.equal(
    reasonWords('as its maker says', () => 'translated'),
    'as its maker says',
  );
});

test('each form is the one that its own words have, whatever stands at its places', () => {
  for (const form of reasonForms) assert.equal(formOf(form.replace(/\{(\d)\}/g, 'x$1'))?.form, form);
});
