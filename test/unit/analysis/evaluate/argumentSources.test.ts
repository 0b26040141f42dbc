// Where a program's settings come from: decorators, executed files, strings that hold cells, dataclasses filled from YAML, star imports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzePython } from '../../../../src/analysis/project/pythonProgram';
import type { Run } from '../../../../src/model/run';

const analyze = (text: string, files: Readonly<Record<string, string>> = {}): readonly Run[] =>
  analyzePython({ path: 'train.py', segments: [{ text }] }, { root: '', read: (path) => files[path], list: () => undefined }).runs;
const fact = (run: Run | undefined, name: keyof Run['facts']): readonly [unknown, unknown, unknown] => [
  run?.facts[name]?.value,
  run?.facts[name]?.origin,
  run?.facts[name]?.span?.line,
];

const loop = (epochs: string, rate: string): string => `
import torch
model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=${rate})
for epoch in range(${epochs}):
    model(x).sum().backward()
    optimizer.step()
`;

test("fastargs' decorators fill the parameters with the declared defaults", () => {
  const [run] = analyze(`from fastargs import Section, Param
from fastargs.decorators import param
import torch
Section('lr', 'rates').params(lr=Param(float, 'rate', default=0.5), warm=Param(int, 'warmup', required=True))
Section('training', 'training').params(epochs=Param(int, 'epochs', default=30))
@param('training.epochs')
@param('lr.lr')
def train(model, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for epoch in range(epochs):
        model(x).sum().backward()
        optimizer.step()
train(torch.nn.Linear(2, 2))
`);
  assert.deepEqual(fact(run, 'epochs'), [30, 'argument-default', 5]);
  assert.deepEqual(fact(run, 'learningRate'), [0.5, 'argument-default', 4]);
});

test('a file that is executed by its literal path overrides what stands before it', () => {
  const script = `epochs = 3\nexec(open('overrides.py').read())\n${loop('epochs', '0.1')}`;
  assert.equal(analyze(script, { 'overrides.py': 'epochs = 7\n' })[0]?.facts.epochs?.value, 7);
  assert.equal(analyze(script)[0]?.facts.epochs?.value, 3);
});

test('a timed cell of a converted notebook runs; its run is placed on the line of the call and offers no edit inside the string', () => {
  const [run] = analyze(`from tensorflow import keras
model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(2)])
model.compile("adam", "mse")
get_ipython().run_cell_magic('time', '', 'epochs = 5\\nmodel.fit(x, y, epochs=epochs, batch_size=16)\\n')
`);
  assert.equal(run?.anchor.line, 4);
  assert.deepEqual([run?.facts.epochs?.value, run?.facts.perDeviceBatchSize?.value], [5, 16]);
  assert.ok(run?.sites.every(({ span }) => span.line !== 4));
});

test('a cell in another language does not run', () => {
  assert.deepEqual(analyze(`import torch\nget_ipython().run_cell_magic('bash', '', ${JSON.stringify(loop('2', '0.1'))})\n`), []);
});

test('a dataclass is filled from the YAML that tyro reads, nested ones too', () => {
  const [run] = analyze(
    `import tyro
from dataclasses import dataclass, field
@dataclass
class Rate:
    peak: float = 0.1
@dataclass
class Config:
    epochs: int = 1
    rate: Rate = field(default_factory=Rate)
config = tyro.cli(Config, default=tyro.from_yaml(Config, open('config.yaml')))
${loop('config.epochs', 'config.rate.peak')}`,
    { 'config.yaml': '!dataclass:Config\nepochs: 9\nrate: !dataclass:Rate\n  peak: 0.25\n' },
  );
  assert.deepEqual([run?.facts.epochs?.value, run?.facts.learningRate?.value], [9, 0.25]);
});

test('names imported by star belong to the library that has them', () => {
  const [run] = analyze(`from torch.nn import *
from torch.optim import *
from numpy import *
class Net(Module):
    def __init__(self):
        super().__init__()
        self.out = Linear(2, 2)
model = Net()
optimizer = Adam(model.parameters(), lr=0.01)
for epoch in range(4):
    model(x).sum().backward()
    optimizer.step()
`);
  assert.deepEqual([run?.facts.optimizer?.value, run?.facts.parameters?.value, run?.facts.method?.value], ['adam', 6, 'pretrain']);
});

test("a class's network chosen by name from its module is that class", () => {
  const [run] = analyze(
    `import nets, torch
model = nets.__dict__["small"]()
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(2):
    model(x).sum().backward()
    optimizer.step()
`,
    {
      'nets.py':
        'import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n        self.a = nn.Linear(n, n)\ndef small():\n    return Net(3)\n',
    },
  );
  assert.equal(run?.facts.parameters?.value, 12);
});
