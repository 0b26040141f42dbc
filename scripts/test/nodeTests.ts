// Runs files of node:test in their own processes and counts what came out.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build/bundles';
import { runProgram, type Tally } from './tally';

/** Every `*.test.ts` below a folder of the root, relative to the root. */
export function testFiles(folder: string): readonly string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => path.join(folder, name))
    .sort();
}

const count = (tap: string, what: string): number => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(tap)?.[1] ?? 0);

export interface NodeTestSettings {
  readonly name: string;
  readonly files: readonly string[];
  readonly concurrency?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

export async function runNodeTests(tally: Tally, { name, files, concurrency, environment = {} }: NodeTestSettings): Promise<void> {
  const tapFile = path.join(root, 'out', 'test', `${name}.tap`);
  mkdirSync(path.dirname(tapFile), { recursive: true });
  rmSync(tapFile, { force: true });
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tapFile}`];
  const { code } = await runProgram(
    process.execPath,
    ['--import', 'tsx', '--test', ...reporters, ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]), ...files],
    { show: true, environment },
  );
  const tap = existsSync(tapFile) ? readFileSync(tapFile, 'utf8') : '';
  const failed = count(tap, 'fail') + count(tap, 'cancelled');
  const skipped = count(tap, 'skipped') + count(tap, 'todo');
  tally.pass(count(tap, 'pass'));
  if (failed > 0) tally.fail(`${name} tests: ${failed} failed (see above)`, failed);
  if (skipped > 0) tally.fail(`${name} tests: ${skipped} skipped; a test either runs or goes`, skipped);
  if (failed === 0 && (code !== 0 || tap === '')) tally.fail(`${name} tests: the runner ended with exit code ${code}`);
}
