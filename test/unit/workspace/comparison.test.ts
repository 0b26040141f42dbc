// Runs beside each other: figures with ranges, what differs and nothing else, a verdict in one sentence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEnglish } from '../../../src/report/translate';
import { comparisonToMarkdown } from '../../../src/workspace/comparison/comparisonMarkdown';
import { compareRuns, type ComparedRun, type Comparison } from '../../../src/workspace/comparison/compareRuns';
import { scanFile } from '../../../src/workspace/scan/scanFolder';
import { engine, filesOf, projectHost, trainer } from './project';

async function run(name: string, text: string): Promise<ComparedRun> {
  const scanned = await scanFile(engine, `/project/${name}`, projectHost(filesOf({ [name]: text })).files);
  const { file } = scanned!;
  return { file, index: 0, run: file.runs[0]!, estimate: engine.estimate(file.runs[0]!, {}) };
}
const compare = async (...texts: string[]): Promise<Comparison> =>
  compareRuns(await Promise.all(texts.map((text, index) => run(`${'abc'[index]}.py`, text))), (path) => path.replace('/project/', ''), inEnglish);

test('only what differs is listed, in the words of the report', async () => {
  const { differences } = await compare(trainer('2'), trainer('20').replace('per_device_train_batch_size=16', 'per_device_train_batch_size=8'));
  assert.deepEqual(
    differences.map(({ label, cells }) => [label, ...cells]),
    [
      ['Batch size', '16', '8'],
      ['Global batch size', '16', '8'],
      ['Epochs', '2', '20'],
    ].filter(([label]) => differences.some((row) => row.label === label)),
  );
  assert.ok(differences.some(({ label }) => label === 'Epochs'));
});

test('a fact that only one states is a difference', async () => {
  const { differences } = await compare(trainer('2'), trainer('2').replace('num_train_epochs=2', 'num_train_epochs=2, fp16=True'));
  const precision = differences.find(({ label }) => label === 'Precision');
  assert.deepEqual(precision?.cells.at(-1), 'fp16');
});

test('figures stand in one unit, each with its range, and against the first', async () => {
  const { figures } = await compare(trainer('1'), trainer('100'));
  const carbon = figures.find(({ label }) => label === 'CO₂e');
  const units = carbon!.cells.map((text) => /(m?k?g) CO₂e \(.+ – .+\)$/.exec(text)?.[1]);
  assert.equal(new Set(units).size, 1);
  const against = figures.find(({ label }) => label === 'against the first')!;
  assert.equal(against.cells[0], '');
  const ratio = Number(against.cells[1]!.replace('×', ''));
  assert.ok(ratio > 90 && ratio < 110, against.cells[1]);
});

test('the verdict names the lighter one and how much it saves', async () => {
  assert.match((await compare(trainer('1'), trainer('3'))).verdict, /^b\.py line 9 costs 3\.0 times what a\.py line 9 does\./);
  assert.equal((await compare(trainer('2'), trainer('2'))).verdict, 'They cost about the same.');
});

test('runs without a figure leave the verdict open and show no number', async () => {
  const { verdict, figures } = await compare(trainer('2'), trainer('2').replace('load_dataset("imdb")', 'load_my_own_texts()'));
  assert.match(verdict, /nothing can be compared yet/);
  assert.equal(figures.find(({ label }) => label === 'CO₂e')?.cells[1], '—');
});

test('the document has the verdict, the figures and the differences', async () => {
  const text = comparisonToMarkdown(await compare(trainer('1'), trainer('3'), trainer('5')), inEnglish);
  assert.match(text, /^# Training runs compared\n\n.+ costs 5\.0 times/);
  assert.match(text, /\| Epochs \| 1 \| 3 \| 5 \|/);
});
