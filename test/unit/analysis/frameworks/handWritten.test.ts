import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun } from './descriptions/readRuns';

const head = `
import random
import torch
from torch import nn, optim
from torch.utils.data import DataLoader
import torchvision.models as models
model = nn.Linear(4, 2)
optimizer = optim.Adam(model.parameters(), lr=1e-3)
`;
const step = `loss = model(x).sum(); loss.backward(); optimizer.step()`;

describe('hand-written loops', () => {
  it('take a stride that is called a batch for the batch', () => {
    const { facts } = readRun(`${head}batch_size = 32
for epoch in range(5):
    for start in range(0, len(data), batch_size):
        x = data[start:start + batch_size]
        ${step}
`);
    assert.equal(facts.perDeviceBatchSize, 32);
    assert.equal(facts.epochs, 5);
  });

  it('take no other stride for a batch', () => {
    const { facts } = readRun(
      `${head}for epoch in range(5):
    for i in range(0, len(data), bptt):
        ${step}
`.replace('bptt)', '35)'),
    );
    assert.equal(facts.perDeviceBatchSize, undefined);
  });

  it('take what is sampled from a memory for the batch', () => {
    const { facts } = readRun(`${head}batch_size = 64
for step in range(1000):
    x = random.sample(memory, batch_size)
    ${step}
`);
    assert.equal(facts.perDeviceBatchSize, 64);
  });

  it('start at the first epoch where only a checkpoint says otherwise', () => {
    const { facts } = readRun(`${head}import os
if os.path.exists("last.pt"):
    start_epoch = torch.load("last.pt")["epoch"]
else:
    start_epoch = 0
for epoch in range(start_epoch, 40):
    ${step}
`);
    assert.equal(facts.epochs, 40);
  });

  it('read the length that a data set of windows was given', () => {
    const { facts } = readRun(`${head}
class Windows(torch.utils.data.Dataset):
    def __init__(self, text, tokenizer, max_length, stride):
        self.ids = [text[i:i + max_length] for i in range(0, len(text), stride)]
for epoch in range(2):
    for x in DataLoader(Windows(text, tokenizer, 256, stride=128), batch_size=2):
        ${step}
`);
    assert.equal(facts.sequenceLength, 256);
  });

  it("leave the rate open where the program writes it into the optimizer's groups and none was given", () => {
    const { facts } = readRun(`
import torch
model = torch.nn.Linear(4, 2)
optimizer = torch.optim.Adam(model.parameters(), betas=(0.9, 0.98))
for epoch in range(3):
    for group in optimizer.param_groups:
        group['lr'] = schedule(epoch)
    model(x).sum().backward()
    optimizer.step()
`);
    assert.equal(facts.learningRate, undefined);
    assert.equal(facts.optimizer, 'adam');
  });

  it('train from scratch although the best weights are loaded for the test afterwards', () => {
    const { facts } = readRun(`${head}for epoch in range(3):
    ${step}
    torch.save(model.state_dict(), "best.pt")
model.load_state_dict(torch.load("best.pt"))
`);
    assert.equal(facts.method, 'pretrain');
  });

  it('leave the method open where another model that the optimizer trains holds pre-trained weights', () => {
    const { facts } = readRun(`${head}
class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        backbone = models.resnet18(pretrained=True)
        self.backbone = nn.Sequential(*list(backbone.children())[:-1])
        self.head = nn.Linear(backbone.fc.in_features, 4)
encoder = Encoder()
optimizer = optim.Adam(list(model.parameters()) + list(encoder.head.parameters()), lr=1e-3)
for epoch in range(3):
    x = encoder(images)
    ${step}
`);
    assert.equal(facts.method, undefined);
  });
});
