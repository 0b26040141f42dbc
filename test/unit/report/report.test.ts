import assert from 'node:assert/strict';
import test from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import type { Alternative } from '../../../src/model/alternative';
import type { Estimate } from '../../../src/model/estimate';
import type { Settings } from '../../../src/model/settings';
import { buildReport } from '../../../src/report/buildReport';
import type { Report } from '../../../src/report/reportModel';
import { inEnglish, type Translate } from '../../../src/report/translate';
import { bertEstimate, unknownSize } from './bertEstimate';
import { at, bertFile, bertRun } from './bertRun';

const halved: Estimate = { ...bertEstimate, co2eKg: { low: 0.08, mid: 0.157, high: 0.3 } };
const padding: Alternative = {
  id: 'dynamic-padding',
  title: 'Pad each batch to its longest text',
  saves: { co2ePercent: { low: 46, mid: 54, high: 61 }, gpuHoursPercent: { low: 46, mid: 54, high: 61 } },
  qualityCost: 'None.',
  evidence: [{ claim: 'claim', url: 'https://example.org' }],
  edits: [{ span: at(29, 12, 32), newText: 'padding="longest"' }],
  after: halved,
};

function report(
  estimate: Estimate,
  options: { alternatives?: readonly Alternative[]; estimateWith?: (settings: Settings) => Estimate; translate?: Translate } = {},
): Report {
  const { alternatives = [], estimateWith = () => estimate, translate = inEnglish } = options;
  return buildReport({
    file: bertFile,
    runIndex: 0,
    run: bertRun,
    settings: {},
    estimate,
    alternatives,
    estimateWith,
    knowledge: createKnowledge(),
    translate,
  });
}

test('the headline, the lens and the status bar carry the same figure to the digit', () => {
  const { headline, lens, statusBar, tiles } = report(bertEstimate);
  assert.equal(headline?.value, '0.34 kg CO₂e');
  assert.equal(headline?.range, '0.19 – 0.61');
  assert.equal(lens, '≈ 3.1 GPU-h · 0.97 kWh · 0.34 kg CO₂e (0.19–0.61) · 1× A100 SXM4 80GB · Germany');
  assert.equal(statusBar, '≈ 0.34 kg CO₂e');
  assert.deepEqual(
    tiles.slice(0, 2).map(({ value }) => value),
    ['3.1 GPU-h', '0.97 kWh'],
  );
});

test('there are six tiles in a fixed order, each with its range or a remark', () => {
  const { tiles } = report(bertEstimate);
  assert.deepEqual(
    tiles.map(({ label, value, range }) => [label, value, range]),
    [
      ['GPU-hours', '3.1 GPU-h', '1.9 – 5.0'],
      ['Energy', '0.97 kWh', '0.60 – 1.6'],
      ['Wall-clock', '3 h 05 min', '1.9 – 5.0 h'],
      ['Peak memory', '14 GiB', '12 – 16'],
      ['Cost', '≈ 11 USD', '6.0 – 20'],
      ['Water', '1.7 L', '0.40 – 5.0'],
    ],
  );
  assert.equal(tiles[2]?.note, '1× A100 SXM4 80GB');
  assert.equal(tiles[3]?.note, 'fits 80 GiB; batch ≤ 96');
});

test('a run that does not fit says so under the memory', () => {
  const { tiles } = report({ ...bertEstimate, peakMemoryGiB: { low: 90, mid: 120, high: 150 }, fitsMemory: false, largestBatchThatFits: 0 });
  assert.equal(tiles[3]?.note, 'over the 80 GiB there are; no batch fits');
});

test('one sentence names what dominates, with the lengths behind it', () => {
  assert.deepEqual(report(bertEstimate).sentence, { emphasis: 'Padding to 512 tokens causes 52 % of this', rest: ': the texts are likely near 230 tokens.' });
});

test('another sentence says what would narrow the range, unless it is not worth it', () => {
  assert.equal(report(bertEstimate).narrowing, 'Stating the GPU would narrow the range from 3.2× to 1.6×.');
  assert.equal(report({ ...bertEstimate, insights: { narrowing: { input: 'region', widthNow: 3.2, widthThen: 3.15 } } }).narrowing, null);
});

test('what is stated already is not asked for again', () => {
  assert.equal(report({ ...bertEstimate, insights: { narrowing: { input: 'region', widthNow: 3.2, widthThen: 1.2 } } }).narrowing, null);
});

test('the factors stand in the order in which one multiplies, each with its links', () => {
  const { factors } = report(bertEstimate);
  assert.deepEqual(
    factors.map(({ label, value, range, assumed, links }) => [label, value, range, assumed, links.map((link) => link.label).join(' · ')]),
    [
      ['Model', 'bert-base-uncased · 109 M', 'exact', false, 'line 14'],
      ['Samples × epochs', '25,000 × 3', 'exact', false, 'setting · line 48'],
      ['Tokens a sample', '512 padded', 'about 230 real (120 – 400)', false, 'line 29'],
      ['Training FLOPs', '2.0 × 10¹⁶', '± 4 %', false, 'how'],
      ['GPU', '1× A100 SXM4 80GB', '400 W', true, 'why'],
      ['Utilisation, fp32', '46 %', '33 – 58 %', false, 'how'],
      ['PUE', '1.12', '1.07 – 1.20', true, 'why'],
      ['Grid', 'Germany 380 g/kWh', '360 – 400', false, 'setting · Ember 2023'],
    ],
  );
});

test('a missing data-set size leaves no headline but a question, with what each choice would lead to', () => {
  const { estimated, headline, lens, statusBar, questions } = report(unknownSize, {
    estimateWith: ({ datasetSamples }) => (datasetSamples === 10_000 ? bertEstimate : unknownSize),
  });
  assert.equal(estimated, false);
  assert.equal(headline, null);
  assert.equal(lens, 'bert-base-uncased · footprint needs: dataset size');
  assert.equal(statusBar, 'footprint needs: dataset size');
  const [question] = questions;
  assert.equal(question?.input, 'datasetSamples');
  assert.equal(question?.decisive, true);
  assert.match(question?.why ?? '', /It is decided by train_texts\./);
  assert.deepEqual(
    question?.suggestions.find(({ value }) => value === '10000'),
    { value: '10000', label: '10,000', consequence: '0.34 kg CO₂e (0.19–0.61)' },
  );
});

test('what could not be estimated is a dash, never a zero', () => {
  const { tiles } = report(unknownSize);
  assert.deepEqual(
    tiles.map(({ value }) => value),
    ['—', '—', '—', '14 GiB', '—', '—'],
  );
});

test('shares are percentages with words, in the order of the bar', () => {
  assert.deepEqual(
    report(bertEstimate).shares.map(({ label, percent }) => `${label} ${percent}`),
    ['useful training 24 %', 'padding 52 %', 'evaluation 6 %', 'data-centre overhead 9 %', 'making of the hardware 9 %'],
  );
});

test('an alternative shows what it saves, where, and the figure before and after', () => {
  const [row] = report(bertEstimate, { alternatives: [padding] }).alternatives;
  assert.equal(row?.saving, '−54 %');
  assert.equal(row?.savingRange, '46–61');
  assert.equal(row?.change, '0.34 → 0.16 kg CO₂e');
  assert.deepEqual(row?.place, at(29, 12, 32));
});

test('an alternative that leaves almost nothing never claims to save all of it', () => {
  const nearlyAll = {
    ...padding,
    saves: { ...padding.saves, co2ePercent: { low: 98.2, mid: 99.96, high: 99.99 } },
    after: { ...halved, co2eKg: { low: 0.00001, mid: 0.00013, high: 0.001 } },
  };
  const [row] = report(bertEstimate, { alternatives: [nearlyAll] }).alternatives;
  assert.equal(row?.saving, '−99.9 %');
  assert.equal(row?.savingRange, '98–99.9');
  assert.equal(row?.change, '0.34 kg → 0.13 g CO₂e');
});

test('the memory bar leaves out what takes no memory', () => {
  const { memory } = report(bertEstimate);
  assert.deepEqual(
    memory?.parts.map(({ label }) => label),
    ['weights', 'gradients', 'optimizer', 'activations', 'context'],
  );
  assert.equal(memory?.summary, '14 of 80 GiB');
});

test('facts stand with the place they were read at', () => {
  const facts = report(bertEstimate).facts.map(({ label, value, links }) => `${label}: ${value} (${links.map((link) => link.label).join(', ')})`);
  assert.ok(facts.includes('Model: bert-base-uncased (line 14)'));
  assert.ok(facts.includes('Parameters: 109 M (table)'));
  assert.ok(facts.includes('Learning rate: 2e-5 (line 60)'));
  assert.ok(facts.includes('Precision: fp32 (torch 2.6 default)'));
});

test('comparisons hold the run itself, marked, and are sorted by their CO2e', () => {
  const estimateWith = ({ region }: Settings): Estimate => (region === 'SE' ? halved : { ...bertEstimate, co2eKg: { low: 0.5, mid: 0.9, high: 1 } });
  const { regions } = report(bertEstimate, { estimateWith }).compare;
  assert.equal(regions.filter(({ current }) => current).length, 1);
  assert.deepEqual(
    regions.map(({ amount }) => amount),
    regions.map(({ amount }) => amount).sort((a, b) => a - b),
  );
});

test('every message goes through the translation', () => {
  const shouted = report(bertEstimate, { translate: (message, ...parameters) => inEnglish(message.toUpperCase(), ...parameters) });
  assert.equal(shouted.tiles[0]?.label, 'GPU-HOURS');
  assert.equal(shouted.sentence?.emphasis, 'PADDING TO 512 TOKENS CAUSES 52 % OF THIS');
});

test('a model that is named but in no table is called so, with the names near it, and not "not stated"', () => {
  const misspelt = { ...bertRun, facts: { ...bertRun.facts, model: { value: 'bert-bas-uncased', origin: 'literal' as const, span: at(12, 1, 17) } } };
  const { questions, lens } = buildReport({
    file: bertFile,
    runIndex: 0,
    run: misspelt,
    settings: {},
    estimate: { ...unknownSize, missing: ['model'] },
    alternatives: [],
    estimateWith: () => unknownSize,
    knowledge: createKnowledge(),
    translate: inEnglish,
  });
  const asked = questions.find(({ input }) => input === 'model');
  assert.equal(asked?.label, 'Model size');
  assert.match(asked?.why ?? '', /“bert-bas-uncased” is in none of the model tables\. Did you mean bert-base-uncased/);
  assert.match(lens, /bert-bas-uncased · footprint needs: model size/);
});
