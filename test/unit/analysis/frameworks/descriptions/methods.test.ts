// What of a model trains: all of it, from scratch or from weights, a head alone, adapters; and nothing where the program doesn't tell.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRun } from './readRuns';

const head = `
import torch, torch.nn as nn
from torch.utils.data import DataLoader
`;
const loop = (parameters = 'model.parameters()'): string => `
optimizer = torch.optim.AdamW(${parameters}, lr=1e-3)
for epoch in range(3):
    for x, y in DataLoader(data, batch_size=8):
        model(x).sum().backward()
        optimizer.step()
`;

test('a pre-trained part that runs under no_grad is frozen, whether by a block or a decorator', () => {
  for (const forward of [
    `    def forward(self, x):
        with torch.no_grad():
            x = self.bert(x)
        return self.head(x)`,
    `    @torch.no_grad()
    def embed(self, x):
        return self.bert(x)
    def forward(self, x):
        return self.head(self.embed(x))`,
  ]) {
    const { facts } = readRun(`${head}
from transformers import BertModel
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained("bert-base-uncased")
        self.head = nn.Linear(768, 2)
${forward}
model = Net()
${loop()}`);
    assert.equal(facts['method'], 'frozen');
  }
});

test('the same part with gradients trains as a whole', () => {
  const { facts } = readRun(`${head}
from transformers import BertModel
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained("bert-base-uncased")
        self.head = nn.Linear(768, 2)
    def forward(self, x):
        return self.head(self.bert(x))
model = Net()
${loop()}`);
  assert.equal(facts['method'], 'full');
});

const own = `${head}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(8, 8)
        self.out_head = nn.Linear(8, 2)
    def forward(self, x):
        return self.out_head(self.body(x))
model = Net()
`;

test('a network of its own without weights from elsewhere is trained from scratch', () => {
  assert.equal(readRun(`${own}${loop()}`).facts['method'], 'pretrain');
});

test('a frozen network, or one whose weights something filled, is not said to be trained from scratch', () => {
  const frozen = 'for p in model.parameters():\n    p.requires_grad = False\nmodel.out_head = nn.Linear(8, 2)\n';
  const copied = 'model.body.weight = nn.Parameter(torch.tensor(numbers))\n';
  const loaded = 'from hub import load_pretrained\nload_pretrained(model, "weights.npz")\n';
  for (const change of [frozen, copied, loaded]) assert.equal(readRun(`${own}${change}${loop()}`).facts['method'], undefined, change);
});

test("freezing torchvision's feature layers leaves the head to train", () => {
  const { facts } = readRun(`${head}
import torchvision
model = torchvision.models.efficientnet_b0(weights=torchvision.models.EfficientNet_B0_Weights.DEFAULT)
for p in model.features.parameters():
    p.requires_grad = False
model.classifier = nn.Linear(1280, 3)
${loop()}`);
  assert.deepEqual([facts['model'], facts['method']], ['efficientnet_b0', 'frozen']);
});

test('descent written by hand is a run of SGD with its rate', () => {
  const { facts, line } = readRun(`${own}
lr = 20.0
for epoch in range(40):
    for x in chunks:
        model(x).sum().backward()
        for p in model.parameters():
            p.data.add_(p.grad, alpha=-lr)
`);
  assert.equal(line, 15);
  assert.deepEqual([facts['optimizer'], facts['learningRate'], facts['epochs'], facts['method']], ['sgd', 20, 40, 'pretrain']);
});

test('a cast after training says nothing of the precision that training ran in', () => {
  assert.equal(readRun(`${own}${loop()}\nmodel = model.half()\n`).facts['precision'], 'fp32');
  assert.equal(readRun(`${own}model = model.half()\n${loop()}`).facts['precision'], 'fp16');
});

const trl = `
from trl import ModelConfig, ScriptArguments, SFTConfig, SFTTrainer, TrlParser, get_peft_config
script_args, training_args, model_args = TrlParser((ScriptArguments, SFTConfig, ModelConfig)).parse_args_and_config()
`;
test('get_peft_config gives no adapter unless use_peft is on', () => {
  const train = 'trainer = SFTTrainer(model=model_args.model_name_or_path, args=training_args, peft_config=get_peft_config(model_args))\ntrainer.train()\n';
  const { facts, run } = readRun(`${trl}${train}`);
  assert.equal(facts['method'], 'full');
  assert.equal(facts['loraRank'], undefined);
  assert.deepEqual(run.unknowns.filter(({ fact }) => fact === 'model').map(({ reason, detail }) => [reason, detail])[0], [
    'required-argument',
    '--model_name_or_path',
  ]);
  const adapted = readRun(`${trl}model_args.use_peft = True\n${train}`).facts;
  assert.deepEqual([adapted['method'], adapted['loraRank']], ['lora', 16]);
});
