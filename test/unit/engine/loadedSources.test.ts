import assert from 'node:assert/strict';
import test from 'node:test';
import { LoadedSources, normalisedPath } from '../../../src/analysis/project/loadedSources';
import type { FileReader } from '../../../src/model/host';

function reader(files: Readonly<Record<string, string>>): FileReader & { reads: number } {
  const counting = { reads: 0, read: (path: string) => Promise.resolve((counting.reads++, files[path])), list: () => Promise.resolve(Object.keys(files)) };
  return counting;
}
const home = { path: '/p/train.py', text: 'import config' };

test('paths lose their dots', () => {
  assert.deepEqual(['/p/a/../b.py', '/p/./b.py', '/p//b.py', '/..', 'a/../../b', '/'].map(normalisedPath), ['/p/b.py', '/p/b.py', '/p/b.py', '/', '../b', '/']);
});

test('what is asked for is loaded once, and reading again finds it', async () => {
  const files = reader({ '/p/config.py': 'EPOCHS = 3' });
  const sources = new LoadedSources('/p', files, home);
  assert.equal(sources.read('/p/config.py'), undefined);
  assert.deepEqual(await sources.loadMissing(), [{ path: '/p/config.py', text: 'EPOCHS = 3' }]);
  assert.equal(sources.read('/p/x/../config.py'), 'EPOCHS = 3');
  assert.equal(await sources.loadMissing(), undefined);
  assert.equal(files.reads, 1);
});

test('a file that is not there is no news, and is not asked for again', async () => {
  const files = reader({});
  const sources = new LoadedSources('/p', files, home);
  sources.read('/p/nope.py');
  assert.equal(await sources.loadMissing(), undefined);
  assert.equal(sources.read('/p/nope.py'), undefined);
  assert.equal(await sources.loadMissing(), undefined);
  assert.equal(files.reads, 1);
});

test('the document itself is read as the editor has it', () => {
  assert.equal(new LoadedSources('/p', reader({ '/p/train.py': 'saved' }), home).read('/p/train.py'), 'import config');
});

test('a document that names very many or very large files loads only so much', async () => {
  const files = reader(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`/p/${index}.py`, 'x'.repeat(10)])));
  const few = new LoadedSources('/p', files, home, { files: 5, characters: 1000 });
  for (let index = 0; index < 20; index++) few.read(`/p/${index}.py`);
  await few.loadMissing();
  assert.ok(files.reads < 6);
  const small = new LoadedSources('/p', reader({ '/p/0.py': 'x'.repeat(2000) }), home, { files: 5, characters: 1000 });
  small.read('/p/0.py');
  assert.equal(await small.loadMissing(), undefined);
  assert.equal(small.read('/p/0.py'), undefined);
});
