// A real client talks to `training-footprint mcp` over standard input and output.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { toolDefinitions } from '../../../src/assistant/toolDefinitions';
import { trainer } from '../workspace/project';

const main = path.resolve(__dirname, '../../../src/cli/main.ts');
const tsx = path.resolve(__dirname, '../../../node_modules/tsx/dist/loader.mjs');
let folder = '';
let client: Client;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footprint-mcp-'));
  const root = path.join(folder, 'project');
  await mkdir(root);
  await writeFile(path.join(folder, 'secret.py'), trainer('99'));
  await writeFile(path.join(folder, 'secret.yaml'), 'epochs: 99\n');
  await writeFile(path.join(root, 'train.py'), trainer('2'));
  await writeFile(path.join(root, 'notes.py'), 'print(1)\n');
  await writeFile(path.join(root, 'image.py'), Buffer.from([0, 1, 2]));
  await symlink(path.join(folder, 'secret.py'), path.join(root, 'link.py'));
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['--import', tsx, main, 'mcp', '--root', root] }));
});
after(async () => {
  await client.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [part] = content as { type: string; text: string }[];
  return { text: part!.text, isError: isError === true };
}

test('a client finds the tools with what they take, marked as reading only', async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name, inputSchema, annotations }) => [name, inputSchema, annotations?.readOnlyHint, annotations?.openWorldHint]),
    toolDefinitions.map(({ name, inputSchema }) => [name, inputSchema, true, false]),
  );
});

test('estimate_footprint answers for a file of the root, with what the caller knows over it', async () => {
  const { text, isError } = await call('estimate_footprint', { path: 'train.py', gpu: 'H100', region: 'FR' });
  assert.equal(isError, false);
  assert.match(text, /### Training footprint: `train\.py` \(transformers · fine-tuning · line 9\)/);
  assert.match(text, /CO₂e\*\* \(.+ – .+ in 90 % of such runs\)/);
  assert.match(text, /H100/);
  assert.match(text, /France/);
});

test('estimate_footprint answers for a text that is in no file', async () => {
  const { text } = await call('estimate_footprint', { code: trainer('7'), fileName: 'draft.py' });
  assert.match(text, /`draft\.py`/);
  assert.match(text, /25,000 × 7/);
});

test('list_alternatives gives each with its saving, evidence and exact edit', async () => {
  const { text } = await call('list_alternatives', { path: 'train.py' });
  assert.match(text, /\*\*−\d+(\.\d+)? % CO2e \(\S+–\S+ %\)\*\*: /);
  assert.match(text, /- Evidence: .+ \(https:\/\//);
  assert.match(text, /- Edit train\.py from \d+:\d+ to \d+:\d+, new text: ".+"/);
});

test('compare sets the same file on two accelerators beside each other', async () => {
  const { text } = await call('compare', {
    runs: [
      { path: 'train.py', gpu: 'T4' },
      { path: 'train.py', gpu: 'H100' },
    ],
  });
  assert.match(text, /^# Training runs compared/);
  assert.match(text, /\| GPU \| T4 \| H100/);
});

test('a file that trains nothing is an answer, not an error', async () => {
  const { text, isError } = await call('estimate_footprint', { path: 'notes.py' });
  assert.equal(isError, false);
  assert.match(text, /No training run was found in notes\.py/);
});

for (const [what, input] of [
  ['a path above the root', { path: '../secret.py' }],
  ['an absolute path elsewhere', { path: '/etc/passwd' }],
  ['a link that leads out of the root', { path: 'link.py' }],
  ['a file that is not there', { path: 'nope.py' }],
] as const) {
  test(`${what} is refused in the same words`, async () => {
    const { text, isError } = await call('estimate_footprint', input);
    assert.equal(isError, true);
    assert.equal(text, `path: there is no file ${input.path} in the workspace`);
  });
}

test('code cannot read what lies outside of the root', async () => {
  const code = trainer('settings["epochs"]', `import yaml\nsettings = yaml.safe_load(open(${JSON.stringify(path.join(folder, 'secret.yaml'))}))`);
  const { text } = await call('estimate_footprint', { code });
  assert.ok(!text.includes('99'), text);
});

for (const [what, tool, input, words] of [
  ['neither path nor code', 'estimate_footprint', {}, /give either path or code/],
  ['a number as a word', 'estimate_footprint', { path: 'train.py', gpuCount: 'many' }, /gpuCount: a whole number/],
  ['an invented key', 'estimate_footprint', { path: 'train.py', __proto__x: 1 }, /__proto__x: unknown; there are path, code/],
  ['a run that is not there', 'list_alternatives', { path: 'train.py', run: 3 }, /run: train\.py has one run/],
  ['a binary file', 'estimate_footprint', { path: 'image.py' }, /binary, not read/],
  ['one run to compare', 'compare', { runs: [{ path: 'train.py' }] }, /runs: a list of 2 to 8 runs/],
  ['a wrong run among two', 'compare', { runs: [{ path: 'train.py' }, { epochs: -1 }] }, /runs\[1\]: epochs: more than 0/],
] as const) {
  test(`${what} is said to the model as an error that it can mend`, async () => {
    const { text, isError } = await call(tool, input);
    assert.equal(isError, true);
    assert.match(text, words);
  });
}

test('a tool that does not exist is an error of the protocol', async () => {
  await assert.rejects(client.callTool({ name: 'delete_everything', arguments: {} }), /there is no tool delete_everything/);
});
