// A config in a workspace of thousands of others: only what it names is read.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createEngine } from '../../../src/engine';
import type { FileReader } from '../../../src/model/host';

const CONFIG = `base_model: NousResearch/Llama-3.2-1B
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
sequence_len: 2048
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: 2
optimizer: adamw_torch
learning_rate: 0.0002
`;

/** A folder of 5,000 YAML files that notes which of them anyone reads. */
function crowdedFolder(): { readonly files: FileReader; readonly read: readonly string[] } {
  const names = Array.from({ length: 5000 }, (_, index) => `/repo/deploy/service-${index}.yaml`);
  const read: string[] = [];
  const text = (path: string): string | undefined => (names.includes(path) ? 'services:\n  web:\n    image: nginx\n' : undefined);
  return {
    read,
    files: {
      root: '/repo',
      read: (path) => {
        const found = text(path);
        if (found !== undefined) read.push(path);
        return Promise.resolve(found);
      },
      list: (folder) => Promise.resolve(folder === '/repo/deploy' ? names : []),
    },
  };
}

it('a training config among 5,000 other YAML files is read without reading one of them', async () => {
  const { files, read } = crowdedFolder();
  const { runs } = await createEngine().analyze({ path: '/repo/deploy/finetune.yaml', text: CONFIG }, files);
  assert.equal(runs[0]?.facts.model?.value, 'NousResearch/Llama-3.2-1B');
  assert.deepEqual(read, []);
});

it('a training script among 5,000 YAML files reads none that it does not name', async () => {
  const { files, read } = crowdedFolder();
  const script =
    'import torch\nfrom torch import nn\nmodel = nn.Linear(4, 2)\nopt = torch.optim.SGD(model.parameters(), lr=0.1)\nfor epoch in range(3):\n    loss = model(x).sum()\n    loss.backward()\n    opt.step()\n';
  const { runs } = await createEngine().analyze({ path: '/repo/deploy/train.py', text: script }, files);
  assert.equal(runs[0]?.facts.epochs?.value, 3);
  assert.deepEqual(read, []);
});
