// What the machine beneath adds: rows of own data files, a model in a local folder, and this machine's accelerators among the choices.
import * as vscode from 'vscode';
import { inWorkspace, lensOf, open } from './editor';
import { check, eventually, test } from './harness';

/** Node's own modules, where the extension host is Node: in the browser there is no machine beneath. */
type Node = {
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: 'node:fs'): typeof import('node:fs');
  getBuiltinModule(name: 'node:os'): typeof import('node:os');
};
const node = (globalThis as { process?: Node }).process;
const isOnMachine = vscode.env.uiKind === vscode.UIKind.Desktop || typeof node?.getBuiltinModule === 'function';

const SCRIPT = `from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
rows = load_dataset("json", data_files="own_rows.jsonl", split="train")
model = AutoModelForSequenceClassification.from_pretrained("./own_model")
Trainer(model=model, args=TrainingArguments("out", num_train_epochs=2), train_dataset=rows).train()
`;
const CONFIG = {
  model_type: 'gpt2',
  architectures: ['GPT2ForSequenceClassification'],
  n_layer: 6,
  n_embd: 384,
  n_head: 6,
  vocab_size: 50257,
  n_positions: 1024,
};

/** Writes files into the opened folder for the time of the body. */
async function withFiles(files: Readonly<Record<string, string>>, body: () => Promise<void>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(text));
  try {
    await body();
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    for (const name of Object.keys(files)) await vscode.workspace.fs.delete(inWorkspace(name));
  }
}

const ownProject = {
  'own_data.py': SCRIPT,
  'own_rows.jsonl': Array.from({ length: 300 }, (_, index) => JSON.stringify({ text: `row ${index} `.repeat(30) })).join('\n'),
  'own_model/config.json': JSON.stringify(CONFIG),
};

if (isOnMachine) {
  test('rows of an own file and a model in an own folder are enough for a figure', () =>
    withFiles(ownProject, async () => {
      const { document } = await open('own_data.py');
      await lensOf(document, /^≈ .+ CO₂e \(.+–.+\)/);
    }));

  test('this machine is offered when hardware is chosen, and taken with its number', async () => {
    const [fs, os] = [node!.getBuiltinModule('node:fs'), node!.getBuiltinModule('node:os')];
    const folder = fs.mkdtempSync(`${os.tmpdir()}/tools-`);
    const { PATH } = node!.env;
    // prints what NVIDIA's tool does on a machine with two cards, and leaves a mark that it ran
    fs.writeFileSync(
      `${folder}/nvidia-smi`,
      `#!/bin/sh\nprintf 'name, memory.total [MiB], power.limit [W]\\n'\nfor card in 1 2; do printf 'NVIDIA GeForce RTX 4090, 24564 MiB, 450.00 W\\n'; done\ntouch "${folder}/ran"\n`,
      { mode: 0o755 },
    );
    const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('trainingFootprint');
    try {
      const { document } = await open('trainer_imdb.py');
      await lensOf(document, /^≈ .+ CO₂e/);
      node!.env['PATH'] = `${folder}:${PATH}`;
      check.ok(!fs.existsSync(`${folder}/ran`), 'the tool ran before anybody asked');
      const asked = vscode.commands.executeCommand('trainingFootprint.setHardware');
      await eventually('the tool runs', () => fs.existsSync(`${folder}/ran`) || undefined);
      // the offer stands first as soon as it is there; until then a choice would be another
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await asked;
      check.equal(settings().get('gpu'), 'RTX 4090', 'the GPU');
      check.equal(settings().get('gpuCount'), 2, 'their number');
      await lensOf(document, /2× RTX 4090/);
    } finally {
      node!.env['PATH'] = PATH;
      fs.rmSync(folder, { recursive: true });
      for (const name of ['gpu', 'gpuCount']) await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
} else {
  test('in the browser a local model stays unknown, and nothing breaks', () =>
    withFiles(ownProject, async () => {
      const { document } = await open('own_data.py');
      await lensOf(document, /size|unknown|model/i);
    }));
}
