// A scan finds what trains, leaves out what git and the editor leave out, can be stopped, and reads again only what a change touches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excludeRules } from '../../../src/workspace/files/ignoreRules';
import { isScanned, scanFile, scanFolder, type ScannedFile } from '../../../src/workspace/scan/scanFolder';
import { ScanResults } from '../../../src/workspace/scan/scanResults';
import { engine, filesOf, projectHost, trainer } from './project';

const project = filesOf({
  'train.py': trainer('2'),
  'README.md': 'trainer.train()',
  'notes.py': 'print("nothing trains")',
  '.gitignore': 'out/\n',
  'out/train.py': trainer('3'),
  'old/train.py': trainer('4'),
  'node_modules/x/train.py': trainer('5'),
  'jobs/train.py': trainer('6'),
});

async function scanned(options: { globs?: Record<string, unknown>; mostFiles?: number } = {}): Promise<{ paths: string[]; looked: number; limited: boolean }> {
  const paths: string[] = [];
  const rules = [excludeRules('/project', options.globs ?? {})];
  const onFile = ({ file }: ScannedFile): number => paths.push(file.path.replace('/project/', ''));
  const { looked, limited } = await scanFolder(engine, { folder: '/project', rules, onFile, mostFiles: options.mostFiles }, projectHost(project));
  return { paths, looked, limited };
}

test('a scan finds every file that trains and that git keeps', async () => {
  assert.deepEqual((await scanned()).paths, ['train.py', 'jobs/train.py', 'old/train.py']);
});

test('what the editor hides is left out, with braces as the editor reads them', async () => {
  assert.deepEqual((await scanned({ globs: { '**/{old,jobs}': true } })).paths, ['train.py']);
  assert.deepEqual((await scanned({ globs: { '**/old': false, '**/*.py': { when: '$(basename).ts' } } })).paths.length, 3);
});

test('a scan stops at its limit and says so', async () => {
  const { looked, limited } = await scanned({ mostFiles: 1 });
  assert.deepEqual([looked, limited], [1, true]);
});

test('a cancelled scan hands out nothing more', async () => {
  const found: string[] = [];
  const cancellation = { isCancelled: false };
  const onFile = ({ file }: ScannedFile): void => {
    found.push(file.path);
    cancellation.isCancelled = true;
  };
  const { cancelled } = await scanFolder(engine, { folder: '/project', rules: [], onFile, cancellation }, projectHost(project));
  assert.equal(cancelled, true);
  assert.deepEqual(found, ['/project/train.py']);
});

test('a scan lets others run in between', async () => {
  const host = projectHost(project);
  await scanFolder(engine, { folder: '/project', rules: [], onFile: () => undefined }, host);
  assert.ok(host.pauses > 0);
});

test('a file knows what else was read for it, so that a saved configuration reads its scripts again', async () => {
  const files = filesOf({
    'train.py': trainer('settings.EPOCHS', 'import settings'),
    'settings.py': 'EPOCHS = 7\n',
    'other.py': trainer('1'),
  });
  const host = projectHost(files);
  const results = new ScanResults();
  await scanFolder(engine, { folder: '/project', rules: [], onFile: (one) => results.add(one) }, host);
  assert.deepEqual(results.readersOf('/project/settings.py'), ['/project/train.py']);
  files.set('/project/settings.py', 'EPOCHS = 9\n');
  const again = await scanFile(engine, '/project/train.py', host.files);
  assert.equal(again?.file.runs[0]?.facts.epochs?.value, 9);
});

test('a file that trains nothing is opened and not read', async () => {
  assert.equal(await scanFile(engine, '/project/notes.py', projectHost(project).files), undefined);
});

test('a saved file is looked at only where a scan would', async () => {
  const { folders } = projectHost(project);
  const request = { folder: '/project', rules: [excludeRules('/project', { '**/old': true })] };
  const verdicts = await Promise.all(
    ['train.py', 'out/train.py', 'old/train.py', 'jobs/train.py', 'README.md'].map((name) => isScanned(engine, `/project/${name}`, request, folders)),
  );
  assert.deepEqual(verdicts, [true, false, false, true, false]);
  assert.equal(await isScanned(engine, '/elsewhere/train.py', request, folders), false);
});
