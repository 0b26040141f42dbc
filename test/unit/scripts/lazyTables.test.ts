// In Node bundles a table is a file of its own, read when something is first looked up in it.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { lazyTables } from '../../../scripts/build/lazyTables';
import type * as Grids from '../../../src/knowledge/places/grids';

const root = path.resolve(__dirname, '../../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'lazy-tables-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a bundle holds no table, and reads one only when something is looked up in it', async () => {
  const outfile = path.join(folder, 'grids.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/knowledge/places/grids.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    plugins: [lazyTables(folder)],
  });
  const table = path.join(folder, 'tables', 'grids.txt');
  assert.ok(existsSync(table));
  const { findOwnGrid } = (await import(outfile)) as typeof Grids;
  // What is read from now on is this: the text of the source was not read when the bundle was loaded.
  writeFileSync(table, 'code\tname\taliases\tkgPerKwh\tspread\tyear^\tmethod^\tsources^\tconfidence^\tnote\nXX\tNowhere\t\t0.123\t1.1\t2024\tl\t\tr\n');
  assert.equal(findOwnGrid('Nowhere')?.kgPerKwh.mid, 0.123);
});
