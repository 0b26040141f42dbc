// What vendors' tools print, as accelerators.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnowledge } from '../../../src/knowledge/knowledge';
import { fromApple, fromNvidia, fromRocm } from '../../../src/machine/hardware/printed';

const NVIDIA = `name, memory.total [MiB], power.limit [W]
NVIDIA GeForce RTX 4090, 24564 MiB, 450.00 W
NVIDIA GeForce RTX 4090, 24564 MiB, 450.00 W
NVIDIA GeForce GTX 1080 Ti, 11264 MiB, [N/A]
`;

test('devices of nvidia-smi are grouped by kind, with their memory and the limit that is set', () => {
  assert.deepEqual(fromNvidia(NVIDIA), [
    { name: 'NVIDIA GeForce RTX 4090', count: 2, memoryGib: 24, powerLimitWatts: 450 },
    { name: 'NVIDIA GeForce GTX 1080 Ti', count: 1, memoryGib: 11 },
  ]);
});

test('what nvidia-smi says instead of devices is none', () => {
  assert.deepEqual(fromNvidia("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"), []);
  assert.deepEqual(fromNvidia('No devices were found\n'), []);
  assert.deepEqual(fromNvidia(''), []);
  assert.deepEqual(fromNvidia('name, memory.total [MiB], power.limit [W]\n'), []);
});

test("rocm-smi's JSON is read whatever its release calls the keys, behind warnings too", () => {
  const older = `WARNING: AMD GPU device(s) is/are in a low-power state.
{"card0": {"Card series": "AMD Instinct MI250X", "Card model": "0x0b0c", "VRAM Total Memory (B)": "68702699520", "Max Graphics Package Power (W)": "500.0"},
"card1": {"Card series": "AMD Instinct MI250X", "Card model": "0x0b0c", "VRAM Total Memory (B)": "68702699520", "Max Graphics Package Power (W)": "500.0"}, "system": {"Driver version": "6.2"}}`;
  assert.deepEqual(fromRocm(older), [{ name: 'AMD Instinct MI250X', count: 2, memoryGib: 64, powerLimitWatts: 500 }]);
  const newer = '{"card0": {"Card Series": "N/A", "Card Model": "AMD Instinct MI300X OAM"}}';
  assert.deepEqual(fromRocm(newer), [{ name: 'AMD Instinct MI300X OAM', count: 1 }]);
  assert.deepEqual(fromRocm('ERROR: no amdgpu driver'), []);
});

test("Apple's chips train, Intel's in a Mac do not", () => {
  assert.deepEqual(fromApple('Apple M3 Max\n68719476736\n'), [{ name: 'Apple M3 Max', count: 1, memoryGib: 64 }]);
  assert.deepEqual(fromApple('Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz\n17179869184\n'), []);
});

test('the names that the tools print are names of the tables', () => {
  const { accelerator } = createKnowledge();
  const printed = [
    'NVIDIA GeForce RTX 4090',
    'NVIDIA A100-SXM4-80GB',
    'NVIDIA H100 80GB HBM3',
    'Tesla T4',
    'Quadro RTX 6000',
    'NVIDIA RTX 6000 Ada Generation',
  ];
  const others = ['AMD Instinct MI300X OAM', 'AMD Instinct MI250X', 'Apple M3 Max', 'Apple M1'];
  for (const name of [...printed, ...others]) assert.ok(accelerator(name), name);
});
