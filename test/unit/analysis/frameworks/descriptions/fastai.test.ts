import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun, readRuns } from './readRuns';

describe('fastai', () => {
  it('counts the frozen epoch of fine_tune and reads the library’s defaults', () => {
    const { framework, facts, run } = readRun(
      'from fastai.vision.all import *',
      'path = untar_data(URLs.PETS)',
      'dls = ImageDataLoaders.from_name_re(path, get_image_files(path/"images"), pat=r"(.+)_.jpg$", item_tfms=Resize(460), batch_tfms=aug_transforms(size=224))',
      'learn = vision_learner(dls, resnet34, metrics=error_rate).to_fp16()\nlearn.fine_tune(4)',
    );
    assert.equal(framework, 'fastai');
    assert.deepEqual(facts, {
      model: 'resnet34',
      method: 'full',
      optimizer: 'adam',
      learningRate: 2e-3,
      precision: 'fp16',
      perDeviceBatchSize: 64,
      imageSize: 224,
      dataset: 'pets',
      epochs: 5,
    });
    assert.deepEqual([run.anchor.cell, run.anchor.line], [3, 2]);
  });

  it('is frozen until it is unfrozen', () => {
    const runs = readRuns(`
from fastai.vision.all import *
dls = DataBlock(blocks=(ImageBlock, CategoryBlock), item_tfms=RandomResizedCrop(128)).dataloaders("photos", bs=32)
learn = cnn_learner(dls, "resnet50")
learn.fit_one_cycle(3, 1e-2)
learn.unfreeze()
learn.fit_one_cycle(6, lr_max=slice(1e-6, 1e-4))
`);
    assert.deepEqual(
      runs.map(({ facts }) => [facts.method, facts.epochs, facts.learningRate, facts.perDeviceBatchSize, facts.imageSize]),
      [
        ['frozen', 3, 1e-2, 32, 128],
        ['full', 6, 1e-4, 32, 128],
      ],
    );
  });

  it('counts a model of one’s own', () => {
    const { facts } = readRun(`
from fastai.vision.all import *
from torch import nn
learn = Learner(DataBlock().dataloaders("x"), nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)), opt_func=SGD)
learn.fit(10, 0.1)
`);
    assert.deepEqual([facts.parameters, facts.method, facts.optimizer, facts.learningRate, facts.epochs], [23_581, 'pretrain', 'sgd', 0.1, 10]);
  });
});
