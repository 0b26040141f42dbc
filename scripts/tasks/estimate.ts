// npm run estimate -- FILE [OPTION...]: the command line's `estimate`, built when it must be; stdout carries nothing but its output.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildAll } from '../build/buildAll';
import { root } from '../build/bundles';
import { buildIsFresh } from '../build/freshness';

async function main(): Promise<number> {
  const lines: string[] = [];
  if (!buildIsFresh() && !(await buildAll({ production: true, log: (line) => lines.push(line) }))) {
    console.error(`The build failed:\n${lines.join('\n')}`);
    return 3;
  }
  const calledFrom = process.env['TRAINING_FOOTPRINT_CALLED_FROM'] ?? process.cwd();
  const { status } = spawnSync(process.execPath, [path.join(root, 'dist', 'cli.js'), 'estimate', ...process.argv.slice(2)], {
    cwd: calledFrom,
    stdio: 'inherit',
  });
  return status ?? 3;
}

void main().then((code) => {
  process.exitCode = code;
});
