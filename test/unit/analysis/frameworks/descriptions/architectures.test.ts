import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun } from './readRuns';

describe('architectures made from a configuration', () => {
  it('are trained from scratch', () => {
    const { facts } = readRun(`
from transformers import GPT2Config, GPT2LMHeadModel, Trainer, TrainingArguments
model = GPT2LMHeadModel(GPT2Config(n_layer=6))
Trainer(model, TrainingArguments("out"), train_dataset=data).train()
`);
    assert.equal(facts.method, 'pretrain');
    assert.equal(facts.model, undefined);
  });

  it('are not what a loaded model is', () => {
    const { facts } = readRun(`
from transformers import GPT2LMHeadModel, Trainer, TrainingArguments
Trainer(GPT2LMHeadModel.from_pretrained("gpt2"), TrainingArguments("out"), train_dataset=data).train()
`);
    assert.equal(facts.method, 'full');
    assert.equal(facts.model, 'gpt2');
  });
});

describe('LightningCLI', () => {
  const objects = `
import torch
from lightning.pytorch import LightningDataModule, LightningModule
from lightning.pytorch.cli import LightningCLI
class Net(LightningModule):
    def __init__(self, lr: float = 0.01):
        super().__init__()
        self.save_hyperparameters()
        self.layer = torch.nn.Linear(4, 2)
    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
class Data(LightningDataModule):
    def __init__(self, batch_size: int = 32):
        super().__init__()
        self.batch_size = batch_size
    def train_dataloader(self):
        return torch.utils.data.DataLoader(self.samples, batch_size=self.batch_size)
`;

  it('that only makes the objects tells their defaults', () => {
    const { line, facts } = readRun(`${objects}cli = LightningCLI(Net, Data, run=False)
cli.trainer.fit(cli.model, datamodule=cli.datamodule)
`);
    assert.equal(line, 19);
    assert.equal(facts.learningRate, 0.01);
    assert.equal(facts.optimizer, 'adam');
    assert.equal(facts.perDeviceBatchSize, 32);
    assert.equal(facts.epochs, 1000);
  });

  it('leaves everything to the configuration that names the model, where the program names none', () => {
    const { facts } = readRun(`${objects}cli = LightningCLI(run=False)
cli.trainer.fit(cli.model, datamodule=cli.datamodule)
`);
    assert.equal(facts.epochs, undefined);
  });

  it("says how long where the trainer's defaults are given", () => {
    const { facts } = readRun(`${objects}cli = LightningCLI(Net, Data, run=False, trainer_defaults={"max_epochs": 10})
cli.trainer.fit(cli.model, datamodule=cli.datamodule)
`);
    assert.equal(facts.epochs, 10);
  });

  it('is a run also through a class of the project', () => {
    const { framework, line } = readRun(`${objects}class Main(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.link_arguments("data.batch_size", "model.batch_size")
Main(Net, Data)
`);
    assert.equal(framework, 'lightning');
    assert.equal(line, 21);
  });
});
