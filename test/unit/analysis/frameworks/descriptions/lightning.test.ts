import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun } from './readRuns';

const parts = `
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
import pytorch_lightning as pl

class Classifier(pl.LightningModule):
    def __init__(self, hidden=64, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    def training_step(self, batch, index):
        x, y = batch
        return nn.functional.cross_entropy(self.net(x), y)
    def configure_optimizers(self):
        optimizer = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        return {"optimizer": optimizer, "lr_scheduler": torch.optim.lr_scheduler.StepLR(optimizer, 1)}

class Digits(pl.LightningDataModule):
    def __init__(self, batch_size=128):
        super().__init__()
        self.batch_size = batch_size
    def setup(self, stage):
        self.train_set = MNIST("data", train=True)
    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=self.batch_size)
`;

describe('Lightning', () => {
  it('asks module and data module for optimizer and loader', () => {
    const { framework, line, facts } = readRun(`${parts}
trainer = pl.Trainer(max_epochs=5, precision="bf16-mixed", devices=[0, 1], accumulate_grad_batches=2, strategy="deepspeed_stage_2")
trainer.fit(Classifier(lr=3e-4), datamodule=Digits())
`);
    assert.equal(framework, 'lightning');
    assert.equal(line, 30);
    assert.deepEqual(facts, {
      epochs: 5,
      gradientAccumulation: 2,
      precision: 'bf16',
      gpuCount: 2,
      sharding: 'zero2',
      optimizer: 'adamw',
      learningRate: 3e-4,
      parameters: 785 * 64 + 65 * 10,
      method: 'pretrain',
      perDeviceBatchSize: 128,
      dataset: 'mnist',
      imageSize: 28,
    });
  });

  it('trains 1000 epochs in float32 when the trainer says nothing, and calls that a default', () => {
    const { facts, run } = readRun(`${parts}\npl.Trainer().fit(Classifier(), Digits(64))\n`);
    assert.equal(facts.epochs, 1000);
    assert.equal(run.facts.epochs?.origin, 'library-default');
    assert.equal(facts.precision, 'fp32');
    assert.equal(facts.gpuCount, undefined);
  });

  it('is bound by steps when max_steps is given', () => {
    const { facts } = readRun(`${parts}\npl.Trainer(max_steps=10_000, devices=4, num_nodes=2).fit(Classifier(), Digits())\n`);
    assert.deepEqual([facts.maxSteps, facts.epochs, facts.gpuCount], [10_000, undefined, 8]);
  });

  it("reads the classes' and the trainer's defaults for LightningCLI, as it runs without arguments", () => {
    const { framework, facts } = readRun(`${parts}\nfrom pytorch_lightning.cli import LightningCLI\ncli = LightningCLI(Classifier, Digits)\n`);
    assert.equal(framework, 'lightning');
    assert.deepEqual([facts.epochs, facts.optimizer, facts.learningRate, facts.perDeviceBatchSize, facts.dataset], [1000, 'adamw', 0.001, 128, 'mnist']);
  });

  it('reads a loop run by Fabric', () => {
    const { framework, facts } = readRun(`${parts}
from lightning.fabric import Fabric
fabric = Fabric(devices=4, precision="16-mixed")
model = Classifier()
model, optimizer = fabric.setup(model, torch.optim.SGD(model.parameters(), lr=0.1))
loader = fabric.setup_dataloaders(DataLoader(MNIST("data"), batch_size=32))
for epoch in range(3):
    for batch in loader:
        loss = model.training_step(batch, 0)
        optimizer.zero_grad()
        fabric.backward(loss)
        optimizer.step()
`);
    assert.equal(framework, 'lightning');
    assert.deepEqual(
      [facts.epochs, facts.precision, facts.gpuCount, facts.perDeviceBatchSize, facts.optimizer, facts.dataset],
      [3, 'fp16', 4, 32, 'sgd', 'mnist'],
    );
  });
});
