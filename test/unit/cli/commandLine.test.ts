import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const example = path.join(root, 'examples/bert_sentiment.py');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function cli(argv: readonly string[], input = '', environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(folder, 'cli.js'), ...argv], {
      cwd: root,
      env: { ...process.env, ...environment },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-cli-'));
  // The command line as one file, so that each call starts as fast as the product does.
  await build({
    entryPoints: [path.join(root, 'src/cli/main.ts')],
    outfile: path.join(folder, 'cli.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['ts-morph'],
    logLevel: 'error',
  });
});
after(() => rm(folder, { recursive: true, force: true }));

const spec = { model: { id: 'bert-base-uncased' }, samples: 25_000, sequenceLength: 512, epochs: 3, gpu: 'A100-SXM-80GB', gpuCount: 1 };

test('the example names its model, size, batch and padding, says what is unknown and how to give it', async () => {
  const { code, out } = await cli(['estimate', 'examples/bert_sentiment.py']);
  assert.equal(code, 0);
  assert.match(out, /Model +bert-base-uncased/);
  assert.match(out, /Parameters +109 M/);
  assert.match(out, /Batch size +16/);
  assert.match(out, /Sequence length +512 tokens/);
  assert.match(out, /Dataset size +unknown +--dataset-samples 25000/);
  assert.doesNotMatch(out, /\u001b/);
});

test('with a data-set size the example has GPU-hours, energy and CO2e with their ranges', async () => {
  const { code, out } = await cli(['estimate', 'examples/bert_sentiment.py', '--dataset-samples', '25000']);
  assert.equal(code, 0);
  assert.match(out, /\n {2}[\d.]+ k?g CO₂e {3}[\d.]+ – [\d.]+ in 90 % of such runs\n/);
  assert.match(out, /GPU-hours +[\d.]+ GPU-\w+ +[\d.]+ – [\d.]+/);
  assert.match(out, /Energy +[\d.]+ k?Wh +[\d.]+ – [\d.]+/);
});

test('a budget that is exceeded exits with 1 after the whole result', async () => {
  const { code, out, err } = await cli(['estimate', example, '--dataset-samples', '25000', '--format', 'json', '--max-co2e', '0.000001']);
  assert.equal(code, 1);
  assert.match(err, /over --max-co2e/);
  const json = JSON.parse(out) as {
    schema: number;
    files: [{ path: string; runs: [{ estimate: { co2eKg: { low: number; mid: number; high: number } }; alternatives: { id: string }[] }] }];
  };
  assert.equal(json.schema, 1);
  assert.equal(json.files[0].path, example);
  const { low, mid, high } = json.files[0].runs[0].estimate.co2eKg;
  assert.ok(low > 0 && low <= mid && mid <= high);
  const ids = json.files[0].runs[0].alternatives.map(({ id }) => id);
  for (const id of ['mixed-precision', 'dynamic-padding', 'smaller-model', 'greener-region']) assert.ok(ids.includes(id), id);
});

test('a file from standard input is read under its name', async () => {
  const { code, out } = await cli(['analyze', '--stdin-filename', 'examples/typed.py', '-'], await readFile(example, 'utf8'));
  assert.equal(code, 0);
  const json = JSON.parse(out) as { files: [{ path: string; runs: [{ facts: { model: { value: string } } }] }] };
  assert.equal(json.files[0].path, 'examples/typed.py');
  assert.equal(json.files[0].runs[0].facts.model.value, 'bert-base-uncased');
});

test('a missing file exits with 2, a message on standard error and nothing on standard output', async () => {
  const { code, out, err } = await cli(['analyze', example, 'nope.py']);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /^training-footprint: nope\.py: no such file or folder\n$/);
});

test('a binary file alone is unusable input', async () => {
  const file = path.join(folder, 'binary.py');
  await writeFile(file, Uint8Array.from([1, 0, 2]));
  const { code, out, err } = await cli(['estimate', file]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /binary, not read/);
});

test('a spec gives an estimate; a refused key is named and nothing is written', async () => {
  const file = path.join(folder, 'spec.json');
  await writeFile(file, JSON.stringify(spec));
  const good = await cli(['estimate', '--spec', file, '--format', 'json']);
  assert.equal(good.code, 0);
  assert.ok((JSON.parse(good.out) as { estimate: { gpuHours: { mid: number } } }).estimate.gpuHours.mid > 0);
  const bad = await cli(['estimate', '--spec', '-'], JSON.stringify({ ...spec, batchsize: 3 }));
  assert.equal(bad.code, 2);
  assert.equal(bad.out, '');
  assert.match(bad.err, /batchsize: unknown key/);
});

test('a stream of specs answers line by line, refused ones included, and exits with 2 at the end', async () => {
  const input = [JSON.stringify(spec), '{"model":{"id":"bert-base-uncased"},"pue":0.5}', 'no json', '', JSON.stringify(spec)].join('\n');
  const { code, out } = await cli(['estimate', '--spec', '-', '--format', 'jsonl'], input);
  assert.equal(code, 2);
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { schema: number; error?: string; estimate?: object });
  assert.deepEqual(
    answers.map(({ error, estimate }) => (estimate ? 'estimate' : error?.split(':')[0])),
    ['estimate', 'pue', 'not JSON', 'estimate'],
  );
  assert.deepEqual(answers[0], answers[3]);
});

test('a result goes to a file whole, and a folder that is not there leaves nothing behind', async () => {
  const file = path.join(folder, 'result.json');
  const good = await cli(['analyze', example, '--output', file]);
  assert.deepEqual([good.code, good.out], [0, '']);
  assert.equal((JSON.parse(await readFile(file, 'utf8')) as { files: object[] }).files.length, 1);
  const bad = await cli(['analyze', example, '--output', path.join(folder, 'no/such/folder.json')]);
  assert.equal(bad.code, 2);
  assert.equal(existsSync(path.join(folder, 'no')), false);
});

test('colours appear only when forced here, and never against NO_COLOR', async () => {
  assert.match((await cli(['estimate', example], '', { FORCE_COLOR: '1', NO_COLOR: '' })).out, /\u001b\[1m/);
  assert.doesNotMatch((await cli(['estimate', example], '', { FORCE_COLOR: '1', NO_COLOR: '1' })).out, /\u001b/);
});

test('a folder is scanned, and files that train nothing are left out', async () => {
  const { code, out } = await cli(['analyze', 'examples']);
  assert.equal(code, 0);
  const paths = (JSON.parse(out) as { files: { path: string }[] }).files.map(({ path: shown }) => shown);
  assert.ok(paths.includes('examples/bert_sentiment.py'));
  assert.ok(!paths.includes('examples/prepare_data.py'));
  assert.ok(!paths.includes('examples/README.md'));
});

test('--gpu local takes the accelerators that this machine names, and says which', async () => {
  const tools = await mkdtemp(path.join(os.tmpdir(), 'footprint-tools-'));
  const cards = 'NVIDIA GeForce RTX 4090, 24564 MiB, 450.00 W\\n'.repeat(2);
  await writeFile(path.join(tools, 'nvidia-smi'), `#!/bin/sh\nprintf 'name, memory.total [MiB], power.limit [W]\\n${cards}'\n`, { mode: 0o755 });
  const argv = ['estimate', 'examples/bert_sentiment.py', '--dataset-samples', '25000', '--gpu', 'local'];
  const found = await cli(argv, '', { PATH: tools });
  assert.equal(found.code, 0, found.err);
  assert.match(found.err, /this machine: 2× RTX 4090/);
  assert.match(found.out, /2× RTX 4090/);
  await rm(path.join(tools, 'nvidia-smi'));
  const none = await cli(argv, '', { PATH: tools });
  await rm(tools, { recursive: true });
  assert.equal(none.code, 2);
  assert.match(none.err, /--gpu local: no accelerator found/);
});

test('a model folder and a data file beside the script are counted', async () => {
  const project = await mkdtemp(path.join(os.tmpdir(), 'footprint-own-'));
  await mkdir(path.join(project, 'mini'));
  await writeFile(
    path.join(project, 'mini', 'config.json'),
    JSON.stringify({ model_type: 'gpt2', n_layer: 2, n_embd: 64, n_head: 4, vocab_size: 100, n_positions: 32 }),
  );
  await writeFile(path.join(project, 'rows.csv'), `text,label\n${'"a row,\nin two lines",1\n'.repeat(50)}`);
  const script = `from datasets import load_dataset
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
rows = load_dataset("csv", data_files="rows.csv", split="train")
Trainer(AutoModelForCausalLM.from_pretrained("./mini"), TrainingArguments("out"), train_dataset=rows).train()
`;
  await writeFile(path.join(project, 'train.py'), script);
  const { code, out } = await cli(['estimate', path.join(project, 'train.py')]);
  await rm(project, { recursive: true });
  assert.equal(code, 0);
  assert.match(out, /Parameters +108,544/);
  assert.match(out, /Dataset size +50 /);
  assert.match(out, /CO₂e/);
});

test('the hub is asked with --online only, and --offline wins', async () => {
  const asked: string[] = [];
  const hub = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.end(url.startsWith('/api/') ? JSON.stringify({ safetensors: { parameters: { BF16: 123_000_000 } } }) : '{}');
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const project = await mkdtemp(path.join(os.tmpdir(), 'footprint-hub-'));
  await writeFile(
    path.join(project, 'train.py'),
    'from transformers import AutoModel, Trainer, TrainingArguments\nTrainer(AutoModel.from_pretrained("acme/writer"), TrainingArguments("out")).train()\n',
  );
  const environment = { HF_ENDPOINT: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`, XDG_CACHE_HOME: project, HF_HUB_OFFLINE: '' };
  const look = (...flags: string[]) => cli(['analyze', path.join(project, 'train.py'), '--format', 'text', ...flags], '', environment);
  for (const flags of [[], ['--offline'], ['--online', '--offline']]) await look(...flags);
  assert.deepEqual(asked, []);
  assert.match((await look('--online')).out, /123 M/);
  assert.equal(asked.length, 3);
  assert.match((await look('--online')).out, /123 M/);
  assert.equal(asked.length, 3, 'the second answer comes from the cache');
  hub.close();
  await rm(project, { recursive: true });
});
