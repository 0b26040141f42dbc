// What the panel shows beside the figures: where the CO2e comes from, data and storage, inputs, equivalents, and the picture of it all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Run } from '../../../src/model/run';
import { reportToSvg } from '../../../src/report/renderers/picture';
import type { Report } from '../../../src/report/reportModel';
import { inEnglish } from '../../../src/report/translate';
import { breakdownOf } from '../../../src/report/sections/breakdown';
import { demandOf } from '../../../src/report/sections/demand';
import { equivalentsOf } from '../../../src/report/sections/equivalent';
import { inputsOf } from '../../../src/report/sections/inputs';
import { createReporter } from '../../../src/reporter';
import { bertEstimate } from './bertEstimate';
import { bertFile, bertRun, PATH } from './bertRun';

const knowledge = createKnowledge();
const passes = { forward: 0.25, backward: 0.5, recomputation: 0.25 };
const storage = { downloadBytes: { low: 220e6, mid: 440e6, high: 440e6 }, modelBytes: 440e6, checkpointBytes: 1.3e9 };

describe('where the CO₂e comes from', () => {
  const bars = breakdownOf({ ...bertEstimate, passes }, inEnglish);

  test('is one bar of causes and one of the computing, each of a whole', () => {
    assert.deepEqual(
      bars.map(({ id }) => id),
      ['causes', 'work'],
    );
    for (const { parts } of bars) assert.ok(Math.abs(parts.reduce((sum, { fraction }) => sum + fraction, 0) - 1) < 1e-9);
  });

  test('divides the useful training into its passes, padding and evaluation aside', () => {
    const work = new Map(bars[1]!.parts.map(({ id, fraction }) => [id, fraction]));
    assert.ok(work.has('padding'));
    assert.ok(Math.abs(work.get('backward')! - 2 * work.get('forward')!) < 1e-9);
    assert.ok(Math.abs(work.get('recomputation')! - work.get('forward')!) < 1e-9);
  });

  test('is nothing while there is no figure', () => assert.deepEqual(breakdownOf({ ...bertEstimate, shares: [] }, inEnglish), []));
});

describe('data and storage', () => {
  const rowsOf = (run: Run) => demandOf({ estimate: { ...bertEstimate, storage }, run, knowledge, homePath: PATH, translate: inEnglish });

  test('lists what is processed, downloaded and kept, in units that one reads', () => {
    const rows = new Map(rowsOf(bertRun).map(({ id, value, range }) => [id, `${value} ${range}`.trim()]));
    assert.equal(rows.get('tokens'), '38.4 M');
    assert.equal(rows.get('download'), '440 MB 220 – 440');
    assert.equal(rows.get('checkpoint'), '1.3 GB');
    assert.equal(rows.get('dataset'), undefined);
  });

  test('knows the size of a data set that is named and counted', () => {
    const run: Run = {
      ...bertRun,
      facts: { ...bertRun.facts, dataset: { value: 'imdb', origin: 'literal' }, datasetSamples: { value: 25_000, origin: 'knowledge' } },
    };
    const row = rowsOf(run).find(({ id }) => id === 'dataset');
    assert.ok(!row || /(MB|GB)$/.test(row.value));
    assert.equal(row !== undefined, knowledge.dataset('imdb')?.bytesPerSample !== undefined);
  });

  test('says nothing of a download where a model starts from nothing', () => {
    const estimate = { ...bertEstimate, storage: { ...storage, downloadBytes: null } };
    assert.equal(
      demandOf({ estimate, run: bertRun, knowledge, homePath: PATH, translate: inEnglish }).some(({ id }) => id === 'download'),
      false,
    );
  });
});

test("the user's word stands before the code's, and the code's before what is assumed", () => {
  const inputs = inputsOf(bertRun, bertEstimate, { epochs: 7, gpuCount: 2 });
  assert.equal(inputs.epochs, 7);
  assert.equal(inputs.gpuCount, 2);
  assert.equal(inputs.perDeviceBatchSize, bertRun.facts.perDeviceBatchSize?.value ?? null);
  assert.equal(inputs.meanTokensPerSample, null);
});

test('a kilogram is pictured as a way driven and as charges of a smartphone, each with its source', () => {
  const pictured = equivalentsOf(bertEstimate, knowledge.equivalents(), PATH, inEnglish);
  assert.match(pictured[0]!.text, /km by an average passenger car$/);
  assert.match(pictured[1]!.text, /charges of a smartphone$/);
  assert.ok(pictured.every(({ link }) => link.label !== ''));
});

describe('the picture', () => {
  const report: Report = createReporter(knowledge).reporter.report(bertFile, 0, { datasetSamples: 25_000, region: 'DE' });

  test('is a drawing of its own with the headline in its words', () => {
    const svg = reportToSvg(report, inEnglish)!;
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.ok(svg.includes(`<title>bert_sentiment.py: ${report.headline!.value}`));
    assert.equal(/(href|src|url\()/.test(svg), false);
    assert.equal(/NaN|undefined/.test(svg), false);
  });

  test("holds text of the user's files as text", () => {
    const svg = reportToSvg({ ...report, fileName: '<script>&".py' }, inEnglish)!;
    assert.ok(svg.includes('&lt;script&gt;&amp;&quot;.py'));
    assert.equal(svg.includes('<script'), false);
  });

  test('is not drawn without a figure', () => assert.equal(reportToSvg({ ...report, headline: null }, inEnglish), undefined));
});
