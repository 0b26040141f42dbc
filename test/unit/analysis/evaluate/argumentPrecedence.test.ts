// Which of several sources of a setting wins, and that the ones it won over are kept for the reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandLine } from '../../../../src/analysis/project/commandLine';
import { analyzePython } from '../../../../src/analysis/project/pythonProgram';
import { memorySources } from '../memorySources';

const loop = (epochs: string): string => `
import torch
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(${epochs}):
    model(x).sum().backward()
    optimizer.step()
`;
const epochsOf = (text: string, files: Readonly<Record<string, string>>, commandLine?: CommandLine) =>
  analyzePython({ path: '/repo/train.py', segments: [{ text }] }, memorySources(files), commandLine ? { arguments: commandLine } : {}).runs[0]?.facts.epochs;

const parser = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=3)
args = parser.parse_args()
${loop('args.epochs')}`;

test("a launcher's argument beats the default, which is kept as overridden", () => {
  const epochs = epochsOf(parser, {}, { options: [{ name: 'epochs', values: ['7'] }], words: [] });
  assert.deepEqual([epochs?.value, epochs?.origin, epochs?.overridden?.[0]?.value, epochs?.overridden?.[0]?.origin], [7, 'launcher', 3, 'argument-default']);
});

test('a word of the command line beats the Hydra group that it sets, which beats the file with the defaults list', () => {
  const script = `import hydra
@hydra.main(config_path='conf', config_name='config')
def main(cfg):
${loop('cfg.train.epochs').replaceAll('\n', '\n    ')}
main()
`;
  const files = { 'conf/config.yaml': 'defaults:\n  - _self_\n  - train: short\ntrain:\n  epochs: 1\n', 'conf/train/short.yaml': 'epochs: 2\n' };
  assert.deepEqual([epochsOf(script, files)?.value, epochsOf(script, files)?.origin], [2, 'config']);
  assert.equal(epochsOf(script, files, { options: [], words: [{ text: 'train.epochs=9' }] })?.value, 9);
});

test('interpolations in a circle end and stay unknown', () => {
  const script = `from omegaconf import OmegaConf\ncfg = OmegaConf.load('a.yaml')\n${loop('cfg.a')}`;
  assert.equal(epochsOf(script, { 'a.yaml': 'a: ${b}\nb: ${a}\n' }), undefined);
});
