// The vendors' tools are run as they are found on the path: here programs of our own that print what theirs do.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { runTool } from '../../../src/machine/hardware/runTool.node';
import { acceleratorsHere } from '../../../src/machine/hardware/thisMachine.node';

let folder: string;
const { PATH } = process.env;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tools-'));
  process.env['PATH'] = folder + path.delimiter + '/usr/bin' + path.delimiter + '/bin';
});
afterEach(async () => {
  process.env['PATH'] = PATH;
  await rm(folder, { recursive: true });
});

async function tool(name: string, script: string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

test('nvidia-smi is asked for names, memory and limits, and AMD devices come after', async () => {
  await tool(
    'nvidia-smi',
    `test "$*" = "--query-gpu=name,memory.total,power.limit --format=csv" || exit 2
printf 'name, memory.total [MiB], power.limit [W]\\nNVIDIA A100-SXM4-80GB, 81920 MiB, 400.00 W\\nNVIDIA A100-SXM4-80GB, 81920 MiB, 400.00 W\\n'`,
  );
  await tool('rocm-smi', `echo '{"card0": {"Card Series": "AMD Instinct MI210"}}'`);
  assert.deepEqual(await acceleratorsHere(runTool, 'linux'), [
    { name: 'NVIDIA A100-SXM4-80GB', count: 2, memoryGib: 80, powerLimitWatts: 400 },
    { name: 'AMD Instinct MI210', count: 1 },
  ]);
});

test('a tool that fails, or that is not there, means no accelerator', async () => {
  await tool('nvidia-smi', 'echo "NVIDIA-SMI has failed"; exit 9');
  assert.deepEqual(await acceleratorsHere(runTool, 'linux'), []);
});

test('a tool that floods its output is stopped', async () => {
  await tool('nvidia-smi', 'echo "name, memory.total [MiB], power.limit [W]"; yes "NVIDIA A100-SXM4-80GB, 81920 MiB, 400.00 W"');
  assert.deepEqual(await acceleratorsHere(runTool, 'linux'), []);
});

test('a tool that hangs is not waited for', async () => {
  await tool('nvidia-smi', 'exec sleep 60');
  assert.equal(await runTool('nvidia-smi', []), undefined);
});
