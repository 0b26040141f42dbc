// The folder that the editor opens in a test: a copy of the examples, files that try its patience, and what the command line says about them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** Lies in the opened folder, so that a suite in a web worker can read it as well. */
export const EXPECTATIONS = 'expected.json';

/** The examples whose figures the editor must show as the terminal does, with what only the user knows. */
export const COMPARED: Readonly<Record<string, readonly string[]>> = {
  'bert_sentiment.py': ['--dataset-samples', '25000'],
  'trainer_imdb.py': [],
  'lora_mistral_7b.py': [],
  'resnet50_imagenet.py': [],
  'keras_cifar10.py': [],
  'axolotl_llama3_qlora.yml': [],
};

/** What the command line prints about each compared file, as text. */
export type Expectations = Readonly<Record<string, string>>;

function estimateInTerminal(cli: string, folder: string, file: string, options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'estimate', file, '--format', 'text', ...options], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`training-footprint estimate ${file} ended with ${status}: ${stderr}`);
  return stdout;
}

/**
 * Fills a new folder and returns its path.
 * @param extension the extension's folder, whose command line says what to expect
 * @throws Error when the command line fails on an example
 */
export function prepareWorkspace(folder: string, extension: string): string {
  const cli = path.join(extension, 'dist', 'cli.js');
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'examples'), folder, { recursive: true });
  // Marks the root, so that nothing above is looked at.
  mkdirSync(path.join(folder, '.git'));
  // A launcher of one of the examples: its run is shown in both files.
  mkdirSync(path.join(folder, 'scripts'));
  writeFileSync(path.join(folder, 'scripts', 'train.sh'), '#!/bin/bash\ntorchrun --nproc_per_node 4 trainer_imdb.py\n');
  writeFileSync(path.join(folder, 'binary.py'), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 73) % 256)));
  writeFileSync(path.join(folder, 'empty.py'), '');
  writeFileSync(
    path.join(folder, 'hostile.yml'),
    `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`).join('\n')}\n`,
  );
  const expectations = Object.fromEntries(Object.entries(COMPARED).map(([file, options]) => [file, estimateInTerminal(cli, folder, file, options)]));
  writeFileSync(path.join(folder, EXPECTATIONS), JSON.stringify(expectations, null, 2));
  return folder;
}

/** What the packed extension consists of, copied to a new folder: later builds do not change what a running editor has loaded. */
export function copyExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const shipped = readdirSync(root).filter((name) => /^(dist|media|l10n|package(\.nls.*)?\.json)$/.test(name));
  for (const name of shipped) cpSync(path.join(root, name), path.join(folder, name), { recursive: true, filter: (source) => !source.endsWith('.vsix') });
  return folder;
}
