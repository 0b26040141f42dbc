import assert from 'node:assert/strict';
import test from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import { buildReport } from '../../../src/report/buildReport';
import { reportsToCsv } from '../../../src/report/renderers/csv';
import { fileToJson } from '../../../src/report/renderers/json';
import { reportToMarkdown } from '../../../src/report/renderers/markdown';
import { modelCardBlock } from '../../../src/report/renderers/modelCard';
import { reportsToSarif } from '../../../src/report/renderers/sarif';
import { paperStatement } from '../../../src/report/renderers/statement';
import { plainText, reportToText } from '../../../src/report/renderers/text';
import { inEnglish } from '../../../src/report/translate';
import { bertEstimate, unknownSize } from './bertEstimate';
import { at, bertFile, bertRun } from './bertRun';

const reportOf = (estimate = bertEstimate) =>
  buildReport({
    file: bertFile,
    runIndex: 0,
    run: bertRun,
    settings: {},
    estimate,
    alternatives: [],
    estimateWith: () => estimate,
    knowledge: createKnowledge(),
    translate: inEnglish,
  });
const flagFor = (input: string): string => `--${input}`;

test('the terminal table shows the figure with its range, what the code says and where', () => {
  const text = reportToText(reportOf(), plainText, inEnglish, flagFor);
  assert.match(text, /^\/project\/bert_sentiment\.py · pytorch · fine-tuning · line 65\n\n {2}0\.34 kg CO₂e {3}0\.19 – 0\.61 in 90 % of such runs\n/);
  assert.match(text, /\n {2}Model +bert-base-uncased +line 14\n/);
  assert.match(text, /\n {2}GPU +1× A100 SXM4 80GB +400 W +assumed\n/);
});

test('the terminal table says what is unknown and how to give it', () => {
  const text = reportToText(reportOf(unknownSize), plainText, inEnglish, flagFor);
  assert.match(text, /No figure yet\. Unknown: dataset size\./);
  assert.match(text, /Dataset size +unknown +--datasetSamples 25000/);
  assert.doesNotMatch(text, /—/);
});

test('columns line up whatever the cells hold', () => {
  const [, facts = ''] = reportToText(reportOf(), plainText, inEnglish, flagFor).split(/What the code says\n|\n\n {2}Where/);
  const columns = facts
    .split('\n')
    .filter((line) => / {3,}line \d+$/.test(line))
    .map((line) => line.search(/line \d+$/));
  assert.ok(columns.length > 3);
  assert.equal(new Set(columns).size, 1);
});

test('Markdown shows the figures in tables and folds the chain away', () => {
  const markdown = reportToMarkdown(reportOf(), inEnglish);
  assert.match(markdown, /^### Training footprint: `\/project\/bert_sentiment\.py`/);
  assert.match(markdown, /\*\*0\.34 kg CO₂e\*\* \(0\.19 – 0\.61 in 90 % of such runs\)/);
  assert.match(markdown, /\| Energy \| 0\.97 kWh \| 0\.60 – 1\.6 \|/);
  assert.match(markdown, /<details><summary>Where it comes from<\/summary>/);
});

test('a hostile name cannot become markup in Markdown', () => {
  const report = { ...reportOf(), path: 'a`b', facts: [{ id: 'model', label: 'Model', value: '<img src=x>|[x](javascript:1)', links: [] }] };
  const markdown = reportToMarkdown(report, inEnglish);
  assert.ok(markdown.includes('`ab`'));
  assert.ok(markdown.includes('\\<img src=x\\>\\|\\[x\\](javascript:1)'));
});

test('CSV has one row a run with the numbers in base units', () => {
  const [header, row, end] = reportsToCsv([reportOf()]).split('\r\n');
  const at = (column: string): string | undefined => row?.split(',')[header?.split(',').indexOf(column) ?? -1];
  assert.equal(at('co2e_kg_mid'), '0.341');
  assert.equal(at('energy_kwh_high'), '1.62');
  assert.equal(at('line'), '65');
  assert.equal(end, '');
});

test('CSV leaves unknown numbers empty and quotes what needs it', () => {
  const report = { ...reportOf(unknownSize), path: '=cmd,"x"' };
  const [, row] = reportsToCsv([report]).split('\r\n');
  assert.ok(row?.startsWith(`"'=cmd,""x""",65,`));
  assert.ok(row?.endsWith(',datasetSamples'));
});

test('SARIF places the footprint on the anchor, with columns from one', () => {
  const sarif = reportsToSarif([{ ...reportOf(), path: 'src/my file.py' }]) as { runs: [{ results: [{ message: { text: string }; locations: unknown[] }] }] };
  const [result] = sarif.runs[0].results;
  assert.match(result.message.text, /0\.34 kg CO₂e/);
  assert.deepEqual(result.locations, [
    { physicalLocation: { artifactLocation: { uri: 'src/my%20file.py' }, region: { startLine: 65, startColumn: 5, endLine: 65, endColumn: 33 } } },
  ]);
});

test('JSON lists every fact of the contract, null where the file does not determine it', () => {
  const json = fileToJson(bertFile, [{ run: bertRun }], (path) => path.replace('/project/', '')) as {
    path: string;
    runs: [{ anchor: unknown; facts: Record<string, unknown> }];
  };
  assert.equal(json.path, 'bert_sentiment.py');
  const [run] = json.runs;
  assert.deepEqual(run.anchor, { line: 65, column: 4, endLine: 65, endColumn: 32 });
  assert.deepEqual(run.facts.model, { value: 'bert-base-uncased', line: 14, column: 13, origin: 'literal' });
  for (const name of ['dataset', 'datasetSamples', 'globalBatchSize', 'maxSteps', 'imageSize', 'loraRank', 'gpuCount', 'gpu'])
    assert.equal(run.facts[name], null, name);
  assert.equal('packing' in run.facts, false);
});

test('JSON names the other file that a fact stands in', () => {
  const run = { ...bertRun, facts: { epochs: { value: 2, origin: 'config' as const, span: { ...at(3, 8, 9), path: '/project/config.yaml' } } } };
  const json = fileToJson(bertFile, [{ run }], (path) => path.replace('/project/', '')) as { runs: [{ facts: Record<string, unknown> }] };
  assert.deepEqual(json.runs[0].facts.epochs, { value: 2, path: 'config.yaml', line: 3, column: 8, origin: 'config' });
});

test('a model card gets grams, place and hardware, and nothing before there is a figure', () => {
  assert.equal(
    modelCardBlock(reportOf()),
    `co2_eq_emissions:
  emissions: 340
  source: "estimated from the code with Training Footprint, 90 % interval 0.19–0.61 kg CO₂e"
  training_type: fine-tuning
  geographical_location: "Germany"
  hardware_used: "1× A100 SXM4 80GB"
`,
  );
  assert.equal(modelCardBlock(reportOf(unknownSize)), undefined);
});

test('a statement for a paper names figures, ranges and what was assumed', () => {
  const statement = paperStatement(reportOf(), inEnglish) ?? '';
  assert.match(statement, /3\.1 GPU-h \(1\.9–5\.0\)/);
  assert.match(statement, /0\.34 kg CO₂e \(0\.19–0\.61\)/);
  assert.match(statement, /Assumed, since not stated: GPU, PUE\./);
});

test('CSV holds facts as numbers', () => {
  assert.match(reportsToCsv([reportOf()]), /bert-base-uncased,109482240,/);
});

test('control characters of a hostile file never reach the terminal', () => {
  const hostile = { ...reportOf(), facts: [{ id: 'model', label: 'Model', value: 'a\u001b]0;owned\u0007\u001b[2Jb', links: [] }] };
  const text = reportToText(hostile, plainText, inEnglish, flagFor);
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f]/);
  assert.match(text, /a ]0;owned {1,2}\[2Jb/);
});

test('sentences are broken to the width of the terminal, tables and links are not', () => {
  const long = { ...reportOf(), questions: [{ input: 'region' as const, label: 'Region', why: 'word '.repeat(60).trim(), decisive: true, suggestions: [] }] };
  const lines = reportToText(long, { ...plainText, columns: 72 }, inEnglish, flagFor).split('\n');
  assert.ok(lines.filter((line) => line.includes('word word')).length >= 5);
  assert.ok(lines.filter((line) => line.includes('word')).every((line) => line.length <= 72));
});
