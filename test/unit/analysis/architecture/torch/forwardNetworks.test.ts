// Forward FLOPs of families of networks, against counts by hand: sequences, attention, diffusion, auto-encoders, recommenders; and what must stay open.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyzePython } from '../../../../../src/analysis/project/pythonProgram';

const noSources = { read: () => undefined, exists: () => false, list: () => undefined } as never;
const factsOf = (text: string) => analyzePython({ path: 'train.py', segments: [{ text }] }, noSources).runs[0]?.facts ?? {};
const flopsOf = (text: string): number | undefined => factsOf(text).flopsPerSample?.value as number | undefined;
const fixture = (name: string): string => readFileSync(`test/corpus/architectures/${name}.py`, 'utf8');
const conv = (from: number, to: number, kernel: number, side: number): number => from * to * kernel ** 2 * side ** 2;

test('a teaching GPT reads its length off the crops that it stacks, and costs 24 d^2 + 4 L d a token and layer beside the head', () => {
  const facts = factsOf(fixture('gpt_teaching'));
  const [length, width, layers, vocabulary] = [256, 384, 6, 65];
  assert.equal(facts.sequenceLength?.value, length);
  assert.equal(facts.flopsPerSample?.value, length * (layers * (24 * width ** 2 + 4 * length * width) + 2 * width * vocabulary));
});

test('heads written one by one, on crops of a data set whose last token is only predicted', () => {
  const facts = factsOf(heads);
  const [length, width] = [32, 64];
  assert.equal(facts.sequenceLength?.value, length);
  // four heads of 16 each: queries, keys, values and the output projection are 4 d^2 multiply-adds, the two products with the scores 2 L d
  assert.equal(facts.flopsPerSample?.value, 2 * length * (4 * width ** 2 + 2 * length * width + width * 100));
});

test('a vision transformer with its class token', () => {
  const [tokens, width, inner] = [65, 512, 512];
  const layer = tokens * (4 * width ** 2 + 2 * width * inner) + 2 * tokens ** 2 * width;
  assert.equal(flopsOf(fixture('vit_small')), 2 * (64 * 48 * width + 6 * layer + width * 10));
});

test('a transformer encoder whose table of positions is a buffer', () => {
  const [length, width, inner] = [128, 256, 1024];
  const layer = length * (4 * width ** 2 + 2 * width * inner) + 2 * length ** 2 * width;
  assert.equal(flopsOf(encoder), 2 * (4 * layer + width * 2));
});

test('the last states of a bidirectional LSTM are one row, not one a step', () => {
  const step = 2 * 4 * 256 * (100 + 256) + 2 * 4 * 256 * (512 + 256);
  assert.equal(flopsOf(classifier), 2 * (200 * step + 512));
});

test('a word language model that takes its batch second', () => {
  assert.equal(flopsOf(wordModel), 35 * 2 * (2 * 4 * 200 * 400 + 200 * 1000));
});

test('a diffusion U-Net with its time embedding and skips taken from a stack', () => {
  const [time, sides] = [256, [32, 16, 8, 4]] as const;
  const block = (from: number, to: number, side: number): number =>
    conv(from, to, 3, side) + conv(to, to, 3, side) + (from === to ? 0 : conv(from, to, 1, side)) + time * to;
  let total = conv(3, 64, 3, 32) + 64 * time + time ** 2;
  let channels = 64;
  for (const [level, factor] of [1, 2, 2, 4].entries()) {
    const side = sides[level]!;
    total += block(channels, channels * factor, side) + block(channels * factor, channels * factor, side);
    channels *= factor;
    if (level < 3) total += conv(channels, channels, 3, side / 2);
  }
  total += block(channels, channels, 4);
  for (const [level, factor] of [...[1, 2, 2, 4].entries()].reverse()) {
    const side = sides[level]!;
    total += 2 * block(2 * channels, channels, side) + block(channels + channels / factor, channels / factor, side);
    channels /= factor;
    if (level > 0) total += conv(channels, channels, 4, side);
  }
  assert.equal(flopsOf(fixture('ddpm_unet')), 2 * (total + conv(64, 3, 3, 32)));
});

test('a variational auto-encoder runs its encoder, both heads and its decoder', () => {
  assert.equal(flopsOf(fixture('vae')), 2 * (784 * 400 + 2 * 400 * 20 + 20 * 400 + 400 * 784));
});

test('an auto-encoder on images that the loop flattens', () => {
  assert.equal(flopsOf(fixture('autoencoder')), 2 * 2 * (784 * 128 + 128 * 64 + 64 * 12 + 12 * 3));
});

test('branches of a dictionary of modules, weighed channel by channel', () => {
  const [side, channels] = [32, 64] as const;
  const branches = conv(channels, 16, 1, side) + conv(channels, 24, 1, side) + conv(24, 32, 3, side) + conv(channels, 16, 1, side);
  const weighing = 2 * channels * (channels / 16);
  assert.equal(flopsOf(fixture('senet_inception')), 2 * (conv(3, channels, 3, side) + 3 * (branches + weighing) + channels * 10));
});

test('a recommender looks up rows for nothing and pays for its layers', () => {
  assert.equal(flopsOf(recommender), 2 * (64 * 64 + 64 * 1));
});

test('a Lightning module is followed like any other', () => {
  assert.equal(flopsOf(lightning), 2 * (784 * 32 + 32 * 10));
});

test('a cell that goes step by step over a text of known length does its work in each', () => {
  assert.equal(flopsOf(stepwise), 50 * 2 * 3 * 64 * (64 + 64) + 2 * 64 * 2);
});

test('steps of a loop whose rounds are not known leave the work open', () => {
  assert.equal(flopsOf(stepwise.replace('range(x.size(1))', 'range(self.steps)')), undefined);
});

test('layers that the forward pass never reaches leave the work open', () => {
  assert.equal(flopsOf(lightning.replace('return self.b(', 'return self.small(')), undefined);
});

test('texts of no known length are not taken for single numbers', () => {
  assert.equal(
    flopsOf(recommender.replace('torch.cat([self.u(user), self.i(item)], -1)', 'torch.cat([self.u(user).mean(1), self.i(item).mean(1)], -1)')),
    undefined,
  );
});

const imports = `
import math, torch, torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets, transforms
`;
const loop = (given: string): string => `
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(3):
    for ${given}, y in loader:
        loss = F.cross_entropy(model(${given}), y)
        loss.backward()
        opt.step()
`;
const texts = (length: number): string => `
class Texts(Dataset):
    def __init__(self, rows, max_len):
        self.rows, self.max_len = rows, max_len
    def __getitem__(self, i):
        return self.rows[i][:self.max_len], 1
loader = DataLoader(Texts(rows, ${length}), batch_size=32)
`;
const heads = `${imports}
class Head(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.key, self.query, self.value = nn.Linear(64, size, bias=False), nn.Linear(64, size, bias=False), nn.Linear(64, size, bias=False)
        self.register_buffer('tril', torch.tril(torch.ones(32, 32)))
    def forward(self, x):
        B, T, C = x.shape
        k, q = self.key(x), self.query(x)
        scores = q @ k.transpose(-2, -1) * k.shape[-1] ** -0.5
        scores = F.softmax(scores.masked_fill(self.tril[:T, :T] == 0, float('-inf')), dim=-1)
        return scores @ self.value(x)
class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.pos = nn.Embedding(100, 64), nn.Embedding(32, 64)
        self.heads = nn.ModuleList([Head(16) for _ in range(4)])
        self.proj, self.out = nn.Linear(64, 64), nn.Linear(64, 100)
    def forward(self, idx, targets=None):
        x = self.emb(idx) + self.pos(torch.arange(idx.shape[1]))
        logits = self.out(self.proj(torch.cat([h(x) for h in self.heads], dim=-1)))
        return logits.view(-1, 100)
class Pieces(Dataset):
    def __init__(self, data, window):
        self.data, self.window = data, window
    def __getitem__(self, i):
        piece = self.data[i:i + self.window + 1]
        return torch.tensor(piece[:-1]), torch.tensor(piece[1:])
loader = DataLoader(Pieces(torch.load('tokens.pt'), 32), batch_size=16)
model = GPT()
${loop('x')}`;
const encoder = `${imports}
class Positions(nn.Module):
    def __init__(self, d, most=512):
        super().__init__()
        pe = torch.zeros(most, d)
        pe[:, 0::2] = torch.sin(torch.arange(0, most).unsqueeze(1) / d)
        self.register_buffer('pe', pe.unsqueeze(0))
    def forward(self, x):
        return x + self.pe[:, :x.size(1)]
class Net(nn.Module):
    def __init__(self, d=256):
        super().__init__()
        self.emb, self.pos = nn.Embedding(30000, d), Positions(d)
        layer = nn.TransformerEncoderLayer(d_model=d, nhead=8, dim_feedforward=4 * d, batch_first=True)
        self.encoder, self.fc = nn.TransformerEncoder(layer, num_layers=4), nn.Linear(d, 2)
    def forward(self, ids):
        return self.fc(self.encoder(self.pos(self.emb(ids) * math.sqrt(256))).mean(dim=1))
${texts(128)}
model = Net()
${loop('x')}`;
const classifier = `${imports}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(25000, 100)
        self.lstm = nn.LSTM(100, 256, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(512, 1)
    def forward(self, text):
        output, (hidden, cell) = self.lstm(self.emb(text))
        return self.fc(torch.cat((hidden[-2, :, :], hidden[-1, :, :]), dim=1))
${texts(200)}
model = Net()
${loop('x')}`;
const wordModel = `${imports}
class RNNModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.rnn, self.decoder = nn.Embedding(1000, 200), nn.LSTM(200, 200, 2), nn.Linear(200, 1000)
    def forward(self, input):
        output, hidden = self.rnn(self.encoder(input))
        return self.decoder(output).view(-1, 1000)
${texts(35)}
model = RNNModel()
${loop('x')}`;
const recommender = `${imports}
class NCF(nn.Module):
    def __init__(self):
        super().__init__()
        self.u, self.i = nn.Embedding(6040, 32), nn.Embedding(3706, 32)
        self.mlp = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
    def forward(self, user, item):
        return self.mlp(torch.cat([self.u(user), self.i(item)], -1)).squeeze()
loader = DataLoader(torch.load('ratings.pt'), batch_size=256)
model = NCF()
${loop('user, item')}`;
const lightning = `${imports}
import pytorch_lightning as pl
class Lit(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.small = nn.Linear(784, 32), nn.Linear(32, 10), nn.Linear(784, 1)
    def forward(self, x):
        return self.b(F.relu(self.a(x.flatten(1))))
    def training_step(self, batch, i):
        x, y = batch
        return F.cross_entropy(self(x), y)
    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)
loader = DataLoader(datasets.MNIST('.', train=True, transform=transforms.ToTensor()), batch_size=64)
pl.Trainer(max_epochs=5).fit(Lit(), loader)
`;
const stepwise = `${imports}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.cell, self.fc = nn.Embedding(1000, 64), nn.GRUCell(64, 64), nn.Linear(64, 2)
    def forward(self, ids):
        x = self.emb(ids)
        h = torch.zeros(x.size(0), 64)
        for t in range(x.size(1)):
            h = self.cell(x[:, t], h)
        return self.fc(h)
${texts(50)}
model = Net()
${loop('x')}`;
