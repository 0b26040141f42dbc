// A module of settings that a script executes over its own.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import { memorySources } from '../memorySources';

const settings = `batch_size = 16
learning_rate = 2e-4
max_iters = 900
block_size = 192
`;
const script = `import torch
batch_size = 4
learning_rate = 1e-3
max_iters = 100
exec(open('configurator.py').read())
net = torch.nn.Linear(8, 8)
optimizer = torch.optim.AdamW(net.parameters(), lr=learning_rate)
for step in range(max_iters):
    loss = net(torch.randn(batch_size, 8)).mean()
    loss.backward()
    optimizer.step()
`;
const configurator = `import sys
for arg in sys.argv[1:]:
    exec(open(arg).read())
`;

it('a settings module gives a run of plain data, its own length included', () => {
  const files = { 'train.py': script, 'configurator.py': configurator, 'config/small.py': settings };
  const { runs } = analyzeDocument({ path: '/repo/config/small.py', text: settings }, memorySources(files), {});
  const [run] = runs;
  assert.deepEqual([run?.facts.maxSteps?.value, run?.facts.learningRate?.value, run?.facts.sequenceLength?.value], [900, 2e-4, 192]);
  // getters of a class would be lost where a run is copied to be printed
  assert.deepEqual({ ...run?.anchor }, { path: '/repo/config/small.py', line: 1, column: 0, endLine: 1, endColumn: 15 });
});
