import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { findFiles } from '../../../src/cli/files/findFiles';
import { linesOf, LONGEST_LINE } from '../../../src/cli/files/lines';
import { rootOf } from '../../../src/cli/files/paths';
import { readTextFile } from '../../../src/cli/files/textFile';
import { UsageError } from '../../../src/cli/options';

let folder = '';
const write = async (name: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
};

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-files-'));
  await write('.git/config', '');
  await write('.gitignore', 'build/\n*.gen.py\n!keep.gen.py\n');
  await write('train.py', 'x');
  await write('data.bin', 'x');
  await write('build/out.py', 'x');
  await write('a.gen.py', 'x');
  await write('keep.gen.py', 'x');
  await write('node_modules/pkg/train.py', 'x');
  await write('src/.gitignore', 'private.py\n');
  await write('src/private.py', 'x');
  await write('src/model.py', 'x');
  await write('src/large.py', 'x'.repeat(6 * 1024 * 1024));
  await symlink(folder, path.join(folder, 'src/loop'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function found(paths: readonly string[]): Promise<string[]> {
  const shown: string[] = [];
  for await (const file of findFiles(paths, (name) => name.endsWith('.py'))) shown.push(path.relative(folder, file.shown));
  return shown;
}

test('a folder gives the files that git would keep, without generated, large and linked ones', async () => {
  assert.deepEqual(await found([folder]), ['keep.gen.py', 'train.py', 'src/model.py']);
});

test('a folder below the root is scanned by the rules above it', async () => {
  await write('src/more.gen.py', 'x');
  assert.deepEqual(await found([path.join(folder, 'src')]), ['src/model.py']);
});

test('a named file is looked at even where .gitignore leaves it out, and once only', async () => {
  assert.deepEqual(await found([path.join(folder, 'a.gen.py'), path.join(folder, 'a.gen.py')]), ['a.gen.py']);
});

test('a path that does not exist is the user’s to put right', async () => {
  await assert.rejects(found([path.join(folder, 'nope.py')]), (error) => error instanceof UsageError && /nope\.py: no such file/.test(error.message));
});

test('the root is the nearest folder above with a mark of a project', async () => {
  await write('pkg/pyproject.toml', '');
  await write('pkg/deep/train.py', 'x');
  assert.equal(rootOf(path.join(folder, 'pkg/deep/train.py')), path.join(folder, 'pkg'));
  assert.equal(rootOf(path.join(folder, 'src/model.py')), folder);
});

test('binary and oversized files are told apart from text, whatever the encoding of the text', async () => {
  await write('utf16.py', Uint8Array.from([0xff, 0xfe, 0x78, 0x00]));
  await write('marked.py', '\ufeffx');
  await write('binary.py', Uint8Array.from([0x78, 0x00, 0x01]));
  assert.deepEqual(await readTextFile(path.join(folder, 'utf16.py')), { text: 'x' });
  assert.deepEqual(await readTextFile(path.join(folder, 'marked.py')), { text: 'x' });
  assert.match(JSON.stringify(await readTextFile(path.join(folder, 'binary.py'))), /binary/);
  assert.match(JSON.stringify(await readTextFile(path.join(folder, 'src/large.py'))), /larger than 5 MB/);
});

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}
async function lines(...texts: string[]): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for await (const line of linesOf(chunks(...texts))) all.push(line);
  return all;
}

test('lines come whole, however the stream is cut', async () => {
  assert.deepEqual(await lines('{"a"', ':1}\r\n{"b":2}', '\n\n{"c":3}'), ['{"a":1}', '{"b":2}', '', '{"c":3}']);
});

test('a line without end is given up, and the next one is read again', async () => {
  const long = 'x'.repeat(LONGEST_LINE / 2 + 1);
  assert.deepEqual(await lines(long, long, long, '\n{"b":2}\n'), [undefined, '{"b":2}']);
});
