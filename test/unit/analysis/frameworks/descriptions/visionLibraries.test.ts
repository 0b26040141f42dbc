// Libraries around vision and plain PyTorch: Ultralytics, Ignite, Composer, Detectron2, Stable-Baselines3.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun, readRuns } from './readRuns';

describe('Ultralytics', () => {
  it('reads train with the library’s settings, and leaves the automatic optimizer open', () => {
    const { framework, facts } = readRun(`
from ultralytics import YOLO
model = YOLO("yolov8n.pt")
model.train(data="coco128.yaml", imgsz=512, device=[0, 1])
`);
    assert.equal(framework, 'ultralytics');
    assert.deepEqual(facts, {
      model: 'yolov8n.pt',
      method: 'full',
      epochs: 100,
      perDeviceBatchSize: 8,
      globalBatchSize: 16,
      imageSize: 512,
      dataset: 'coco128',
      precision: 'fp16',
      gpuCount: 2,
    });
  });

  it('names a data set of one’s own not at all, and an architecture file pre-training', () => {
    const { facts } = readRun(
      'from ultralytics import YOLO\nYOLO("yolov8s.yaml").train(data="my_dataset.yaml", epochs=3, optimizer="AdamW", lr0=1e-3, amp=False)\n',
    );
    assert.deepEqual([facts.dataset, facts.method, facts.optimizer, facts.learningRate, facts.precision], [undefined, 'pretrain', 'adamw', 1e-3, 'fp32']);
  });
});

const torch = `
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
model = nn.Linear(10, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
loader = DataLoader(CIFAR10("data"), batch_size=512)
`;

describe('Ignite', () => {
  it('trains with an engine whose step moves an optimizer, not with an evaluator', () => {
    const runs = readRuns(`${torch}
from ignite.engine import Engine
def train_step(engine, batch):
    with torch.autocast("cuda"):
        loss = model(batch[0]).sum()
    loss.backward()
    optimizer.step()
def eval_step(engine, batch):
    return model(batch[0])
Engine(eval_step).run(loader)
Engine(train_step).run(loader, max_epochs=24)
`);
    assert.deepEqual(
      runs.map(({ framework, line, facts }) => [
        framework,
        line,
        facts.epochs,
        facts.perDeviceBatchSize,
        facts.optimizer,
        facts.learningRate,
        facts.precision,
        facts.dataset,
      ]),
      [['ignite', 19, 24, 512, 'sgd', 0.01, 'fp16', 'cifar10']],
    );
  });
});

describe('Composer', () => {
  it('reads durations in epochs and in batches', () => {
    const trained = (duration: string): Readonly<Record<string, unknown>> =>
      readRun(
        `${torch}from composer import Trainer\nTrainer(model=model, train_dataloader=loader, max_duration=${duration}, optimizers=optimizer, precision="amp_bf16").fit()\n`,
      ).facts;
    assert.deepEqual([trained('"90ep"').epochs, trained('"90ep"').precision, trained('"90ep"').perDeviceBatchSize], [90, 'bf16', 512]);
    assert.deepEqual([trained('"1000ba"').maxSteps, trained('"1000ba"').epochs], [1000, undefined]);
    assert.deepEqual([trained('"10tok"').maxSteps, trained('"10tok"').epochs], [undefined, undefined]);
  });
});

describe('Detectron2', () => {
  it('reads what the program sets on the configuration', () => {
    const { framework, facts } = readRun(`
from detectron2 import model_zoo
from detectron2.config import get_cfg
from detectron2.engine import DefaultTrainer
cfg = get_cfg()
cfg.merge_from_file(model_zoo.get_config_file("COCO-Detection/faster_rcnn_R_50_FPN_3x.yaml"))
cfg.MODEL.WEIGHTS = model_zoo.get_checkpoint_url("COCO-Detection/faster_rcnn_R_50_FPN_3x.yaml")
cfg.DATASETS.TRAIN = ("balloon_train",)
cfg.SOLVER.IMS_PER_BATCH = 2
cfg.SOLVER.BASE_LR = 0.00025
cfg.SOLVER.MAX_ITER = 300
trainer = DefaultTrainer(cfg)
trainer.train()
`);
    assert.equal(framework, 'detectron2');
    assert.deepEqual(facts, {
      model: 'COCO-Detection/faster_rcnn_R_50_FPN_3x.yaml',
      maxSteps: 300,
      globalBatchSize: 2,
      learningRate: 0.00025,
      optimizer: 'sgd',
      precision: 'fp32',
      method: 'full',
    });
  });
});

describe('Stable-Baselines3', () => {
  it('reads an algorithm’s own defaults', () => {
    const { facts } = readRun(
      'from stable_baselines3 import PPO\nmodel = PPO("MlpPolicy", "CartPole-v1", batch_size=128)\nmodel.learn(total_timesteps=10_000)\n',
    );
    assert.deepEqual([facts.perDeviceBatchSize, facts.learningRate, facts.optimizer], [128, 3e-4, 'adam']);
  });
});
