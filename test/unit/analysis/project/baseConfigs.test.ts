import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze';
import { memorySources } from '../memorySources';

const child = `_BASE_: "../Base.yaml"
MODEL:
  WEIGHTS: "detectron2://ImageNetPretrained/MSRA/R-50.pkl"
SOLVER:
  STEPS: (210000, 250000)
  MAX_ITER: 270000
`;
const base = `MODEL:
  META_ARCHITECTURE: "GeneralizedRCNN"
DATASETS:
  TRAIN: ("coco_2017_train",)
SOLVER:
  IMS_PER_BATCH: 16
  BASE_LR: 0.02
  MAX_ITER: 90000
`;

const runsOf = (text: string, files: Readonly<Record<string, string>>, path = 'configs/COCO/faster.yaml') =>
  analyzeDocument({ path: `/repo/${path}`, text }, memorySources(files)).runs;

describe('configurations that start from another', () => {
  it('take what they leave out from it, and say that it stands there', () => {
    const [run] = runsOf(child, { 'configs/Base.yaml': base });
    assert.equal(run?.framework, 'detectron2');
    assert.deepEqual(
      [run.facts.maxSteps?.value, run.facts.globalBatchSize?.value, run.facts.learningRate?.value, run.facts.dataset?.value],
      [270000, 16, 0.02, 'coco_2017_train'],
    );
    assert.equal(run.facts.maxSteps?.origin, 'literal');
    assert.equal(run.facts.globalBatchSize?.origin, 'config');
    assert.equal(run.facts.globalBatchSize?.span?.path, '/repo/configs/Base.yaml');
  });

  it('make no run where the file is not there, and none in circles', () => {
    assert.deepEqual(runsOf(child, {}), []);
    assert.deepEqual(runsOf(`_BASE_: faster.yaml\nSOLVER:\n  MAX_ITER: 10\n`, { 'configs/COCO/faster.yaml': '_BASE_: faster.yaml\n' }), []);
  });
});

describe("a project's own configuration", () => {
  const config = `{"arch": {"type": "Net"}, "data_loader": {"args": {"batch_size": 128}}, "optimizer": {"type": "Adam", "args": {"lr": 0.001}},
 "metrics": ["accuracy"], "trainer": {"epochs": 100}}`;
  const script = `import argparse
import torch
from parse_config import ConfigParser
parser = argparse.ArgumentParser()
parser.add_argument('-c', '--config', default=None)
trainer = Trainer(ConfigParser.from_args(parser))
trainer.train()
`;

  it('is no report of a finished run for naming the metrics to be watched', () => {
    const [run] = runsOf(config, { 'train.py': script }, 'config.json');
    assert.deepEqual(
      [run?.facts.perDeviceBatchSize?.value, run?.facts.epochs?.value, run?.facts.learningRate?.value, run?.facts.optimizer?.value],
      [128, 100, 0.001, 'adam'],
    );
  });

  it('is one where the metrics have values', () => {
    assert.deepEqual(runsOf(config.replace('["accuracy"]', '{"accuracy": 0.98}'), { 'train.py': script }, 'config.json'), []);
  });
});
