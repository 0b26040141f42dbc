import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../../src/engine';
import type { Run } from '../../../src/model/run';

const engine = createEngine();
const reader = { root: '/p', read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

async function runOf(text: string): Promise<Run> {
  const { runs } = await engine.analyze({ path: '/p/job.slurm', text }, reader);
  return runs[0]!;
}
const command = 'python train.py --model_name bert-base-uncased --epochs 1 --batch_size 8 --learning_rate 1e-4\n';
const gpuOf = async (text: string, partitions: Readonly<Record<string, string>>): Promise<string | undefined> =>
  engine.report({ path: '/p/job.slurm', language: 'shell', diagnostics: [], runs: [await runOf(text)] }, 0, {
    partitions,
    datasetSamples: 1000,
    meanTokensPerSample: 100,
  }).lens;

test("a setting says which GPU a job's partition has", async () => {
  assert.match((await gpuOf(`#SBATCH --partition=gpu-long\n${command}`, { 'gpu-long': 'H100' }))!, /H100/);
});

test('a GPU that the job names wins over the setting', async () => {
  assert.match((await gpuOf(`#SBATCH -p gpu-long --gres=gpu:v100:1\n${command}`, { 'gpu-long': 'H100' }))!, /V100/);
});

test("another partition's setting says nothing", async () => {
  assert.doesNotMatch((await gpuOf(`#SBATCH --partition=short\n${command}`, { 'gpu-long': 'H100' }))!, /H100/);
});
