// The facts of a run become a workload that remembers where each input stands.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Facts, Run } from '../../../src/model/run';
import type { Span } from '../../../src/model/source';
import { enrichFacts } from '../../../src/resolve/enrichFacts';
import { resolveRun } from '../../../src/resolve/resolveRun';

const knowledge = createKnowledge();
const at = (line: number): Span => ({ path: 'train.py', line, column: 4, endLine: line, endColumn: 20 });
const runWith = (facts: Facts, more: Partial<Run> = {}): Run => ({
  id: 'train.py#57',
  framework: 'transformers',
  task: 'text-classification',
  anchor: at(57),
  facts,
  unknowns: [],
  sites: [],
  ...more,
});

const sentiment: Facts = {
  model: { value: 'bert-base-uncased', origin: 'literal', span: at(31) },
  method: { value: 'full', origin: 'derived' },
  perDeviceBatchSize: { value: 16, origin: 'literal', span: at(40) },
  epochs: { value: 3, origin: 'argument-default', span: at(52) },
  sequenceLength: { value: 512, origin: 'literal', span: at(19) },
  padding: { value: 'max_length', origin: 'literal', span: at(18) },
  precision: { value: 'fp32', origin: 'library-default', source: 'transformers 4.50 TrainingArguments.fp16' },
};

describe('resolving a run', () => {
  it('asks for the data-set size when texts come from outside', () => {
    const { workload, missing } = resolveRun(runWith(sentiment), knowledge);
    assert.deepEqual(missing, ['datasetSamples']);
    assert.equal(workload?.samples, null);
  });

  it('takes it from the settings, and keeps the place of every other input', () => {
    const { workload } = resolveRun(runWith(sentiment), knowledge, { datasetSamples: 25_000 });
    assert.equal(workload?.samples?.value.mid, 75_000);
    assert.equal(workload?.tokensPerSample?.value.mid, 512);
    const [decisive] = workload?.perDeviceBatchSize.provenance ?? [];
    assert.ok(decisive?.kind === 'code' && decisive.span.line === 40);
    const [precision] = workload?.precision.provenance ?? [];
    assert.ok(precision?.kind === 'library-default' && precision.library === 'transformers' && precision.argument === 'TrainingArguments.fp16');
  });

  it('knows a named data set, and how much of its padding holds nothing', () => {
    const { workload, missing } = resolveRun(runWith({ ...sentiment, dataset: { value: 'imdb', origin: 'literal', span: at(12) } }), knowledge);
    assert.deepEqual(missing, []);
    assert.equal(workload?.datasetSamples?.value.mid, 25_000);
    assert.ok((workload?.realTokensPerSample?.value.mid ?? 512) < 400);
    assert.equal(workload?.tokensPerSample?.value.mid, 512);
  });

  it('computes real lengths, not the cap, where padding is dynamic', () => {
    const facts: Facts = { ...sentiment, dataset: { value: 'imdb', origin: 'literal' }, padding: { value: 'longest', origin: 'literal' } };
    const { workload } = resolveRun(runWith(facts), knowledge);
    assert.ok((workload?.tokensPerSample?.value.mid ?? 512) < 400);
    assert.equal(workload?.longestSample, 512);
  });

  it('gives a wide interval and says so where nobody states how long the texts are', () => {
    const { workload, assumptions } = resolveRun(runWith({ ...sentiment, padding: undefined }), knowledge, { datasetSamples: 1000 });
    const length = workload?.tokensPerSample?.value;
    assert.ok(length && length.high / length.low > 4 && length.high <= 512);
    assert.ok(assumptions.some(({ name }) => name === 'tokensPerSample'));
  });

  it('multiplies by the runs that a loop over seeds makes', () => {
    assert.equal(resolveRun(runWith(sentiment, { repeats: 5 }), knowledge, { datasetSamples: 1000 }).workload?.samples?.value.mid, 15_000);
  });

  it('early stopping makes the epochs an upper bound', () => {
    const { workload } = resolveRun(runWith({ ...sentiment, earlyStopping: { value: true, origin: 'literal' } }), knowledge, { datasetSamples: 1000 });
    assert.equal(workload?.epochs?.value.high, 3);
    assert.ok((workload?.epochs?.value.low ?? 3) < 2);
  });

  it('goes by steps where the code states both, by epochs where a directive does', () => {
    const maxSteps = { value: 10, origin: 'literal' } as const;
    const bySteps = resolveRun(runWith({ ...sentiment, maxSteps }), knowledge);
    assert.equal(bySteps.workload?.samples?.value.mid, 160);
    assert.equal(resolveRun(runWith({ ...sentiment, maxSteps }), knowledge, { datasetSamples: 1000 }).workload?.samples?.value.mid, 160);
    const directed: Facts = { ...sentiment, maxSteps, epochs: { value: 2, origin: 'user' } };
    assert.equal(resolveRun(runWith(directed), knowledge, { datasetSamples: 1000 }).workload?.samples?.value.mid, 2000);
  });

  it('treats a figure that cannot be meant as unread', () => {
    const facts: Facts = { ...sentiment, perDeviceBatchSize: { value: -4, origin: 'literal' }, epochs: { value: Number.NaN, origin: 'literal' } };
    const { workload, missing } = resolveRun(runWith(facts), knowledge, { datasetSamples: 1000 });
    assert.ok((workload?.perDeviceBatchSize.value.mid ?? 0) > 0);
    assert.deepEqual(missing, ['epochs']);
  });
});

describe('what the tables add to the facts', () => {
  it('is marked as knowledge, with its source', () => {
    const { facts } = enrichFacts(runWith({ ...sentiment, dataset: { value: 'imdb', origin: 'literal' } }), knowledge);
    assert.equal(facts.parameters?.origin, 'knowledge');
    assert.ok(Math.abs((facts.parameters?.value ?? 0) - 109.5e6) < 0.1e6);
    assert.equal(facts.datasetSamples?.value, 25_000);
    assert.ok((facts.datasetSamples?.source ?? '').length > 0);
  });

  it('derives the global batch only where all its parts are known', () => {
    assert.equal(enrichFacts(runWith(sentiment), knowledge).facts.globalBatchSize, undefined);
    const facts: Facts = { ...sentiment, gradientAccumulation: { value: 4, origin: 'literal' }, gpuCount: { value: 2, origin: 'launcher' } };
    assert.deepEqual(enrichFacts(runWith(facts), knowledge).facts.globalBatchSize?.value, 128);
  });

  it('changes nothing that a file says', () => {
    const facts: Facts = { ...sentiment, parameters: { value: 5, origin: 'derived' } };
    assert.equal(enrichFacts(runWith(facts), knowledge).facts.parameters?.value, 5);
  });
});

describe('a tokenizer that cuts at the model’s own limit', () => {
  const facts: Facts = { model: { value: 'bert-base-uncased', origin: 'literal' } };

  it('gives the limit as the sequence length, at the place of the call', () => {
    for (const limited of [
      { truncation: { value: true, origin: 'derived', span: at(19) } },
      { padding: { value: 'max_length', origin: 'literal', span: at(19) } },
    ] as const) {
      const { sequenceLength } = enrichFacts(runWith({ ...facts, ...limited }), knowledge).facts;
      assert.equal(sequenceLength?.value, 512);
      assert.equal(sequenceLength?.span?.line, 19);
    }
  });

  it('leaves it open where nothing pads or cuts', () => {
    assert.equal(enrichFacts(runWith(facts), knowledge).facts.sequenceLength, undefined);
  });
});
