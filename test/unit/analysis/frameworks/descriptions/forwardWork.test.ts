import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun } from './readRuns';

const training = (forward: string): string => `
import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)
    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
${forward}
        return self.fc2(F.relu(self.fc1(x)))

model = Net()
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(3):
    for x, y in DataLoader(MNIST("data"), batch_size=64):
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
`;

describe('the forward work of a convolutional network of one’s own', () => {
  it('is added up along forward', () => {
    const { facts } = readRun(training('        x = torch.flatten(F.max_pool2d(x, 2), 1)'));
    assert.equal(facts.flopsPerSample, 2 * 9 * 32 * 26 * 26 + 2 * 9 * 32 * 64 * 24 * 24 + 2 * 9216 * 128 + 2 * 128 * 10);
    assert.equal(facts.parameters, 1_199_882);
  });

  it('is left open where a step is not understood or a width does not fit', () => {
    assert.equal(readRun(training('        x = mystery(x)')).facts.flopsPerSample, undefined);
    assert.equal(readRun(training('        x = torch.flatten(x, 1)')).facts.flopsPerSample, undefined);
  });
});
