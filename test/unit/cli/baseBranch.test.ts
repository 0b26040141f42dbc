// A build compares a change with its base branch: two work trees of a real repository, the base's result as the baseline.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { trainer } from '../workspace/project';

const main = path.resolve(__dirname, '../../../src/cli/main.ts');
const tsx = path.resolve(__dirname, '../../../node_modules/tsx/dist/loader.mjs');

let folder = '';
let changed = '';
let base = '';

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = (program: string, programArguments: readonly string[], cwd: string): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(program, programArguments, { cwd }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
const git = async (...gitArguments: string[]): Promise<void> => {
  const { code, err } = await run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...gitArguments], changed);
  assert.equal(code, 0, err);
};
const estimate = (cwd: string, ...more: string[]): Promise<Finished> => run(process.execPath, ['--import', tsx, main, 'estimate', '.', ...more], cwd);

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-base-'));
  [changed, base] = [path.join(folder, 'project'), path.join(folder, 'base')];
  await mkdir(changed);
  await git('init', '--quiet', '--initial-branch=main');
  await writeFile(path.join(changed, 'train.py'), trainer('10'));
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'base');
  await git('checkout', '--quiet', '-b', 'change');
  await git('worktree', 'add', '--quiet', base, 'main');
  const { code } = await estimate(base, '--format', 'json', '--output', path.join(folder, 'base.json'));
  assert.equal(code, 0);
});
after(() => rm(folder, { recursive: true, force: true }));

const against = (...more: string[]): Promise<Finished> => estimate(changed, '--baseline', path.join(folder, 'base.json'), '--format', 'csv', ...more);

test('a branch that changes nothing passes', async () => {
  assert.equal((await against()).code, 0);
});

test('a change that raises the footprint by more than its share fails the build and says by how much', async () => {
  await writeFile(path.join(changed, 'train.py'), trainer('12'));
  const { code, err } = await against('--max-increase', '10');
  assert.equal(code, 1);
  assert.match(err, /CO2e rises by 20 % over the baseline; --max-increase is 10 %/);
  assert.equal((await against('--max-increase', '25')).code, 0);
});

test('the limits of the repository’s own settings fail the build by name', async () => {
  await mkdir(path.join(changed, '.vscode'), { recursive: true });
  await writeFile(path.join(changed, '.vscode/settings.json'), '{ "trainingFootprint.budgets": { "run": { "co2eKg": 0.001 } } }');
  const { code, err } = await estimate(changed, '--format', 'csv', '--budgets', '.vscode/settings.json');
  assert.equal(code, 1);
  assert.match(err, /train\.py line 9: .+ is over the 1\.0 g CO₂e allowed for a run/);
});
