// Forward FLOPs of networks written out, against counts by hand (2 per multiply-add of convolutions and linear layers).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyzePython } from '../../../../../src/analysis/project/pythonProgram';

const noSources = { read: () => undefined, exists: () => false, list: () => undefined } as never;
const flopsOf = (text: string): number | undefined =>
  analyzePython({ path: 'train.py', segments: [{ text }] }, noSources).runs[0]?.facts.flopsPerSample?.value as number | undefined;
const fixture = (name: string): string => readFileSync(`test/corpus/architectures/${name}.py`, 'utf8');

const convolution = (from: number, to: number, kernel: number, side: number): number => from * to * kernel ** 2 * side ** 2;

test('LeNet on the 28 pixels of MNIST', () => {
  const macs = 28 * 28 * 25 * 6 + 10 * 10 * 25 * 6 * 16 + 400 * 120 + 120 * 84 + 84 * 10;
  assert.equal(flopsOf(leNet), 2 * macs);
});

test('ResNet-20 on CIFAR, whose blocks a while loop makes', () => {
  const stage = (from: number, to: number, side: number): number =>
    (from === to ? 0 : from * to * side ** 2) + convolution(from, to, 3, side) + 5 * convolution(to, to, 3, side);
  const macs = convolution(3, 16, 3, 32) + stage(16, 16, 32) + stage(16, 32, 16) + stage(32, 64, 8) + 640;
  assert.equal(flopsOf(fixture('cifar_resnet20')), 2 * macs);
});

test('blocks that derive from Sequential run the layers that they were made with', () => {
  const separable = (from: number, to: number, side: number): number => (9 * from + from * to) * side ** 2;
  const widths = [
    [32, 64, 32],
    [64, 128, 16],
    [128, 128, 16],
    [128, 256, 8],
    [256, 256, 8],
    [256, 512, 4],
  ] as const;
  const macs =
    convolution(3, 32, 3, 32) +
    widths.reduce((total, [from, to, side]) => total + separable(from, to, side), 0) +
    5 * separable(512, 512, 4) +
    separable(512, 1024, 2) +
    separable(1024, 1024, 2) +
    1024 * 100;
  assert.equal(flopsOf(fixture('mobilenet_v1')), 2 * macs);
});

test('a U-Net walks its lists of modules and joins what it skipped', () => {
  const double = (from: number, to: number, side: number): number => convolution(from, to, 3, side) + convolution(to, to, 3, side);
  const down = double(3, 8, 32) + double(8, 16, 16);
  const up = 32 * 16 * 4 * 8 ** 2 + double(32, 16, 16) + 16 * 8 * 4 * 16 ** 2 + double(16, 8, 32);
  assert.equal(flopsOf(uNet), 2 * (down + double(16, 32, 8) + up + 8 * 32 ** 2));
});

test('a module that holds smaller ones of its kind without a known end has no count', () => {
  const [run] = analyzePython({ path: 'train.py', segments: [{ text: endless }] }, noSources).runs;
  assert.ok(run);
  assert.equal(run.facts.parameters, undefined);
});

const loop = `
loader = torch.utils.data.DataLoader(data, batch_size=64)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    for x, y in loader:
        loss = loss_fn(net(x), y)
        loss.backward()
        opt.step()
`;
const imports = `
import torch, torch.nn as nn, torch.nn.functional as F
from torchvision import datasets, transforms
`;
const leNet = `${imports}
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), (2, 2))
        x = torch.flatten(x, 1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
net = LeNet()
data = datasets.MNIST('.', train=True, transform=transforms.ToTensor())
${loop}`;
const uNet = `${imports}
def double(a, b):
    return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.ReLU())
class UNet(nn.Module):
    def __init__(self, channels=3, features=[8, 16]):
        super().__init__()
        self.ups, self.downs, self.pool = nn.ModuleList(), nn.ModuleList(), nn.MaxPool2d(2, 2)
        for feature in features:
            self.downs.append(double(channels, feature))
            channels = feature
        for feature in reversed(features):
            self.ups.append(nn.ConvTranspose2d(feature * 2, feature, kernel_size=2, stride=2))
            self.ups.append(double(feature * 2, feature))
        self.middle = double(features[-1], features[-1] * 2)
        self.last = nn.Conv2d(features[0], 1, kernel_size=1)
    def forward(self, x):
        skips = []
        for down in self.downs:
            x = down(x)
            skips.append(x)
            x = self.pool(x)
        x = self.middle(x)
        skips = skips[::-1]
        for i in range(0, len(self.ups), 2):
            x = self.ups[i](x)
            skip = skips[i // 2]
            if x.shape != skip.shape:
                x = F.interpolate(x, size=skip.shape[2:])
            x = self.ups[i + 1](torch.cat((skip, x), dim=1))
        return self.last(x)
net = UNet()
data = datasets.CIFAR10('.', train=True, transform=transforms.ToTensor())
${loop}`;
const endless = `${imports}
class Tree(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.fc = nn.Linear(8, 8)
        self.inner = Tree(depth + 1)
net = Tree(0)
${loop.replace('data,', 'None,')}`;
