// npm run bench [-- FOLDER]: sizes, activation, analysis against the bare parse of the same file, estimates; medians, with the machine they were taken on.
// A folder (or BENCH_CORPUS) of projects is measured file by file as well.
import { existsSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parser } from '@lezer/python';
import type { createEngine as CreateEngine } from '../../src/engine';
import { corpusSpeed } from '../bench/corpusSpeed';
import { editorSpeed } from '../bench/editorSpeed';
import { example, longScript } from '../bench/longScript';
import { hostBlocks } from '../bench/hostBlocks';
import { medianOfProcesses, medians, ms, row } from '../bench/measure';
import { buildAll } from '../build/buildAll';
import { bundles, root } from '../build/bundles';
import { buildIsFresh } from '../build/freshness';

const PROCESSES = 9;
const ROUNDS = 31;
const WARM_UP = 10;
const KILOBYTE = 1000;
/** A long script: what an editor has to bear. */
const LONG_FILE_LINES = 2000;

const noFiles = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

function sizes(): void {
  console.log('\nBundles (minified)');
  const budgets = Object.assign({}, ...bundles(true).map(({ budgetBytes }) => budgetBytes ?? {})) as Record<string, number>;
  for (const folder of ['dist', 'dist/web', 'dist/webview']) {
    for (const name of readdirSync(path.join(root, folder)).filter((file) => /\.(js|css|vsix)$/.test(file))) {
      const file = `${folder}/${name}`;
      const budget = budgets[file];
      row(file, `${(statSync(path.join(root, file)).size / KILOBYTE).toFixed(1)} kB`, budget === undefined ? '' : `budget ${budget / KILOBYTE} kB`);
    }
  }
}

function startUps(): void {
  console.log(`\nStart (fresh processes, median of ${PROCESSES})`);
  const bare = medianOfProcesses(['-e', '0'], PROCESSES);
  const version = medianOfProcesses([path.join(root, 'dist/cli.js'), '--version'], PROCESSES);
  row('extension: require and activate', ms(medianOfProcesses([path.join(root, 'scripts/bench/activate.cjs')], PROCESSES)), 'loads no chunk');
  row('baseline: node -e 0', ms(bare));
  row('command line: --version', ms(version), `${(version / bare).toFixed(2)} x the baseline`);
  const estimate = medianOfProcesses(
    [path.join(root, 'dist/cli.js'), 'estimate', path.join(root, 'examples/bert_sentiment.py'), '--dataset-samples', '25000'],
    PROCESSES,
  );
  row('command line: estimate one file', ms(estimate), `${(estimate / bare).toFixed(2)} x the baseline`);
}

async function analysis(): Promise<void> {
  const { createEngine } = (await import(path.join(root, 'dist/engine.js'))) as { createEngine: typeof CreateEngine };
  const engine = createEngine({});
  // Every round reads a text of its own under a path of its own: what was read before must not help.
  let round = 0;
  const another = ({ path: file, text }: { path: string; text: string }) => ({ path: `${file}.${++round}.py`, text: `# ${round}\n${text}` });
  console.log(`\nAnalysis (same process, alternating, median of ${ROUNDS}; the baseline is @lezer/python's parse of the same text)`);
  const scripts = ['bert_sentiment.py', 'trainer_imdb.py', 'resnet50_imagenet.py', 'gpt_pretrain.py'].map(example);
  for (const document of [...scripts, longScript(LONG_FILE_LINES)]) {
    const [bare, whole] = await medians([() => parser.parse(another(document).text), () => engine.analyze(another(document), noFiles)], ROUNDS, WARM_UP);
    row(
      `${path.basename(document.path)} (${document.text.split('\n').length} lines)`,
      ms(whole!),
      `${(whole! / bare!).toFixed(2)} x the bare parse (${ms(bare!)})`,
    );
  }
  const nothing = example('prepare_data.py');
  const [looked, read] = await medians([() => engine.mayTrain(another(nothing)), () => engine.analyze(another(nothing), noFiles)], ROUNDS, WARM_UP);
  row('a file that trains nothing: a look', ms(looked!));
  row('a file that trains nothing: read through', ms(read!), 'to be below 5 ms');

  await corpusSpeed('test/corpus', path.join(root, 'test/corpus'), engine);
  const further = process.argv[2] ?? process.env['BENCH_CORPUS'];
  if (further !== undefined) await corpusSpeed(further, path.resolve(further), engine);

  console.log(`\nEstimates (same process, median of ${ROUNDS})`);
  // Other settings each time, as when a control is dragged: what was worked out before must not help.
  const settings = () => ({ datasetSamples: 25000 + ++round });
  const file = await engine.analyze(example('bert_sentiment.py'), noFiles);
  const run = file.runs[0];
  if (run === undefined) throw new Error('examples/bert_sentiment.py has no run');
  const [estimate, alternatives, report, spec] = await medians(
    [
      () => engine.estimate(run, settings()),
      () => engine.alternatives(run, settings()),
      () => engine.report(file, 0, settings()),
      () =>
        engine.estimateSpec({
          model: { id: 'bert-base-uncased' },
          samples: 25000,
          epochs: 3,
          globalBatchSize: 16,
          sequenceLength: 512,
          gpu: 'A100-SXM4-80GB',
          gpuCount: 1,
        }),
    ],
    ROUNDS,
    WARM_UP,
  );
  row('one estimate', ms(estimate!));
  row('one estimate from a spec', ms(spec!));
  row('all greener alternatives', ms(alternatives!), `${(alternatives! / estimate!).toFixed(1)} x one estimate`);
  row('the whole report', ms(report!), `${(report! / estimate!).toFixed(1)} x one estimate`);
}

async function main(): Promise<void> {
  const lines: string[] = [];
  const complete = buildIsFresh() && existsSync(path.join(root, 'dist/engine.js'));
  if (!complete && !(await buildAll({ production: true, log: (line) => lines.push(line) }))) {
    console.error(`The build failed:\n${lines.join('\n')}`);
    process.exitCode = 1;
    return;
  }
  console.log(`Node ${process.version}, ${os.cpus().length} x ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}`);
  sizes();
  startUps();
  await hostBlocks((lines) => longScript(lines).text);
  await analysis();
  await editorSpeed();
}

void main();
