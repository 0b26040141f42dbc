// The user's disk as the engine sees it: regular files only, and within the workspace where nothing else is allowed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { machineFiles, modelCaches } from '../../../src/machine/machineFiles.node';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'disk-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...names: string[]): string => path.join(folder, ...names);
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test('a stretch of a file comes with the size of the whole, and is short at its end', async () => {
  await writeFile(at('a.txt'), '0123456789');
  const files = machineFiles();
  const middle = await files.readBytes(at('a.txt'), 3, 4);
  assert.deepEqual([text(middle?.bytes), middle?.fileBytes], ['3456', 10]);
  assert.equal(text((await files.readBytes(at('a.txt'), 8, 100))?.bytes), '89');
  assert.equal(text((await files.readBytes(at('a.txt'), 50, 100))?.bytes), '');
});

test('a file of many gigabytes costs no more than what is asked for', async () => {
  await writeFile(at('big'), 'head');
  await truncate(at('big'), 2 ** 36);
  const stretch = await machineFiles().readBytes(at('big'), 2 ** 36 - 3, 100);
  assert.deepEqual([stretch?.bytes.length, stretch?.fileBytes], [3, 2 ** 36]);
});

test('devices, pipes, folders and relative paths are no files', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  const files = machineFiles();
  for (const none of ['/dev/zero', '/dev/null', at('pipe'), folder, at('gone'), 'package.json'])
    assert.equal(await files.readBytes(none, 0, 10), undefined, none);
  assert.deepEqual(await files.entries(folder, 10), []);
});

test('folders are listed as far as is asked, through links', async () => {
  await mkdir(at('class'));
  await writeFile(at('1.jpg'), '');
  await symlink(at('class'), at('linked'));
  await symlink(at('gone'), at('broken'));
  const entries = (await machineFiles().entries(folder, 10)) ?? [];
  assert.deepEqual(
    [...entries].sort((a, b) => a.name.localeCompare(b.name)),
    [
      { name: '1.jpg', kind: 'file' },
      { name: 'class', kind: 'folder' },
      { name: 'linked', kind: 'folder' },
    ],
  );
  assert.equal((await machineFiles().entries(folder, 1))?.length, 1);
  assert.equal(await machineFiles().entries(at('1.jpg'), 10), undefined);
});

test('in a workspace that is not trusted nothing outside of it is seen, by no link either', async () => {
  await mkdir(at('workspace'));
  await writeFile(at('workspace', 'data.csv'), 'a\n1\n');
  await writeFile(at('secret.csv'), 'a\n1\n');
  await symlink(at('secret.csv'), at('workspace', 'link.csv'));
  const files = machineFiles({ within: [at('workspace')] });
  assert.ok(await files.readBytes(at('workspace', 'data.csv'), 0, 1));
  for (const outside of [at('secret.csv'), at('workspace', '..', 'secret.csv'), at('workspace', 'link.csv')])
    assert.equal(await files.readBytes(outside, 0, 1), undefined, outside);
  assert.equal(await files.entries(folder, 10), undefined);
  assert.deepEqual([files.modelCaches, files.home], [[], undefined]);
});

test('the Hugging Face cache lies where its variables say', () => {
  assert.deepEqual(modelCaches({}, '/home/me'), ['/home/me/.cache/huggingface/hub']);
  assert.deepEqual(modelCaches({ XDG_CACHE_HOME: '/x' }, '/home/me'), ['/x/huggingface/hub']);
  assert.deepEqual(modelCaches({ HF_HOME: '/data/hf', XDG_CACHE_HOME: '/x' }, '/home/me'), ['/data/hf/hub']);
  assert.deepEqual(modelCaches({ HF_HUB_CACHE: '~/models', HF_HOME: '/data/hf' }, '/home/me'), ['/home/me/models']);
});
