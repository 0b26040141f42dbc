// The workspace's footprint: folders with totals, each training once, as a document and as JSON.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEnglish } from '../../../src/report/translate';
import { allRuns, footprintOf, type WorkspaceFootprint } from '../../../src/workspace/footprint';
import { scanFolder } from '../../../src/workspace/scan/scanFolder';
import { ScanResults } from '../../../src/workspace/scan/scanResults';
import { workspaceToJson } from '../../../src/workspace/workspaceJson';
import { workspaceToMarkdown } from '../../../src/workspace/workspaceMarkdown';
import { engine, filesOf, projectHost, trainer, type Files } from './project';

const showPath = (path: string): string => path.replace(/^\/project\/?/, '');

async function read(files: Files): Promise<ScanResults> {
  const results = new ScanResults();
  await scanFolder(engine, { folder: '/project', rules: [], onFile: (one) => results.add(one) }, projectHost(filesOf(files)));
  return results;
}
const footprint = async (files: Files): Promise<WorkspaceFootprint> => footprintOf((await read(files)).files, engine, () => ({}));

const launched: Files = {
  'small/train.py': trainer('1'),
  'large/train.py': trainer('20'),
  'large/run.sh': '#!/bin/bash\ntorchrun --nproc_per_node 4 train.py\n',
};

test('folders and their runs stand the heaviest first', async () => {
  const { folders } = await footprint({ 'a/one.py': trainer('1'), 'b/two.py': trainer('30'), 'b/three.py': trainer('3') });
  assert.deepEqual(
    folders.map(({ folder, runs }) => [folder, runs.map(({ file }) => showPath(file.path))]),
    [
      ['/project/b', ['b/two.py', 'b/three.py']],
      ['/project/a', ['a/one.py']],
    ],
  );
});

test('a run that a launcher and its script describe counts once, and names the other file', async () => {
  const { total, folders } = await footprint(launched);
  assert.equal(total.runs, 2);
  const [heaviest] = folders[0]!.runs;
  assert.equal(showPath(heaviest!.file.path), 'large/run.sh');
  assert.deepEqual(
    heaviest!.alsoSeen.map(({ file, index }) => [showPath(file.path), index]),
    [['large/train.py', 0]],
  );
});

test('the total is the sum over the runs that count', async () => {
  const whole = await footprint(launched);
  const sum = allRuns(whole).reduce((kilograms, { estimate }) => kilograms + estimate.co2eKg!.mid, 0);
  assert.ok(Math.abs(whole.total.co2eKg!.mid - sum) < 1e-9 * sum);
});

test('settings are those of the run’s own file', async () => {
  const results = await read({ 'a/one.py': trainer('1'), 'b/two.py': trainer('1') });
  const whole = footprintOf(results.files, engine, (path) => ({ region: path.startsWith('/project/a') ? 'PL' : 'SE' }));
  assert.deepEqual(
    whole.folders.map(({ folder }) => folder),
    ['/project/a', '/project/b'],
  );
});

test('the report lists every run with its range, and says what counts once', async () => {
  const text = workspaceToMarkdown(await footprint(launched), showPath, inEnglish);
  assert.match(text, /^# Training footprint of the workspace\n\n\*\*2 runs together\*\* · .+ CO₂e \(.+ – .+\)/);
  assert.match(text, /counts once/);
  assert.match(text, /\| `large\/run\.sh line 2` \| .+ CO₂e \| .+ – .+ \| .+ \| .+ \| also in `large\/train\.py line 9` \|/);
});

test('a run without a figure is listed, and left out of the sum aloud', async () => {
  const text = workspaceToMarkdown(
    await footprint({ 'a.py': trainer('1'), 'b.py': trainer('1').replace('load_dataset("imdb")', 'load_my_own_texts()') }),
    showPath,
    inEnglish,
  );
  assert.match(text, /Without a figure, and not in the sum: 1\./);
  assert.match(text, /`b\.py line 9` \| no figure yet/);
});

test('a workspace without a run says so', async () => {
  assert.equal(workspaceToMarkdown(await footprint({}), showPath, inEnglish), '# Training footprint of the workspace\n\nNo training run found.\n');
});

test('a hostile file name cannot break out of the table', async () => {
  const text = workspaceToMarkdown(await footprint({ 'a`|b.py': trainer('1') }), showPath, inEnglish);
  assert.match(text, /\| `a'¦b\.py line 9` \|/);
});

test('the JSON holds the totals and every file, with runs that count elsewhere marked', async () => {
  const { files } = await read(launched);
  const json = workspaceToJson(
    footprintOf(files, engine, () => ({})),
    files,
    engine,
    () => ({}),
    showPath,
  ) as unknown as {
    total: { runs: number };
    files: { path: string; runs: { countedWith?: { path: string } }[] }[];
  };
  assert.equal(json.total.runs, 2);
  const script = json.files.find(({ path }) => path === 'large/train.py');
  assert.equal(script?.runs[0]?.countedWith?.path, 'large/run.sh');
});
