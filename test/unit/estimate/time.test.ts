// The roofline of a step: each of its terms decides where it should.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectiveBytesPerSecond, fastDomain, peakRate } from '../../../src/estimate/physics/device';
import { outcomeOf } from '../../../src/estimate/physics/outcome';
import { withNeededRecomputation } from '../../../src/estimate/physics/feasible';
import { stepTime } from '../../../src/estimate/physics/time';
import { bert, constants, knowledge, llama, pointFor, resnet } from './specs';

const accelerator = (name: string) => {
  const found = knowledge.accelerator(name);
  assert.ok(found, name);
  return found;
};

describe('what a device attains', () => {
  it('runs each arithmetic on the fastest unit that has it', () => {
    const a100 = accelerator('A100-SXM4-80GB');
    assert.deepEqual(peakRate(a100, 'fp32'), { flopsPerSecond: 19.5e12, unit: 'vector' });
    assert.deepEqual(peakRate(a100, 'tf32'), { flopsPerSecond: 156e12, unit: 'tensor32' });
    assert.deepEqual(peakRate(a100, 'bf16'), { flopsPerSecond: 312e12, unit: 'tensor16' });
  });

  it('falls back to the next wider format where one is missing', () => {
    assert.equal(peakRate(accelerator('A100-SXM4-80GB'), 'fp8').flopsPerSecond, 312e12);
    assert.equal(peakRate(accelerator('V100-SXM2-16GB'), 'tf32').unit, 'vector');
    assert.equal(peakRate(accelerator('GTX 1080 Ti'), 'fp16').unit, 'vector');
  });

  it('uses the fast link inside a node and the network between nodes', () => {
    const h100 = accelerator('H100-SXM-80GB');
    const v100 = accelerator('V100-SXM2-16GB');
    assert.ok(collectiveBytesPerSecond(h100, 8) > collectiveBytesPerSecond(h100, 16));
    assert.ok(collectiveBytesPerSecond(v100, 8) > 2 * collectiveBytesPerSecond(v100, 16));
    assert.equal(fastDomain(h100), 8);
    assert.equal(fastDomain(accelerator('GB200 (per GPU)')), 72);
  });
});

describe('the time of a step', () => {
  it('large products decide at large batches of a large model', () => {
    const { compute, traffic, launch } = stepTime(pointFor({ ...llama, gpuCount: 8, globalBatchSize: 64 }), constants);
    assert.ok(compute > traffic && traffic > launch);
  });

  it('launches decide for a tiny network, whatever the card', () => {
    const tiny = {
      model: { parameters: 60_000, flopsPerSample: 800_000 },
      imageSize: 28,
      samples: 60_000,
      epochs: 5,
      perDeviceBatchSize: 64,
      precision: 'fp32',
      gpuCount: 1,
    } as const;
    const { compute, traffic, launch } = stepTime(pointFor({ ...tiny, gpu: 'H100-SXM-80GB' }), constants);
    assert.ok(launch > 5 * (compute + traffic));
    const slow = stepTime(pointFor({ ...tiny, gpu: 'V100-SXM2-16GB' }), constants).total;
    assert.ok(slow / stepTime(pointFor({ ...tiny, gpu: 'H100-SXM-80GB' }), constants).total < 1.3);
  });

  it('memory traffic decides for a network of light layers', () => {
    const { compute, traffic } = stepTime(pointFor({ ...resnet, model: { id: 'timm/efficientnet_b0' } }), constants);
    assert.ok(traffic > compute);
  });

  it('gradients cross the network once a step: small steps on many nodes pay for it', () => {
    const small = { ...bert, precision: 'fp16', sequenceLength: 128, perDeviceBatchSize: 1, gpu: 'V100-SXM2-16GB' } as const;
    const one = stepTime(pointFor(small), constants);
    const many = stepTime(pointFor({ ...small, gpuCount: 32 }), constants);
    assert.equal(one.communication, 0);
    assert.ok(many.total > 1.15 * one.total, String(many.total / one.total));
  });

  it('a BERT-large fine-tune step of 16 x 384 tokens on one V100 lies within a factor of 1.6 of NVIDIA’s own measurement', () => {
    // BERT large, SQuAD, fp16, batch 16 on a V100 32 GB: 52 sequences a second (NVIDIA DeepLearningExamples, PyTorch BERT README, 1 GPU).
    const large = pointFor({
      ...bert,
      model: { id: 'bert-large-uncased' },
      precision: 'fp16',
      sequenceLength: 384,
      perDeviceBatchSize: 16,
      gpu: 'V100-SXM2-32GB',
    });
    const perSecond = 16 / stepTime(large, constants).total;
    assert.ok(perSecond > 52 / 1.6 && perSecond < 52 * 1.6, String(perSecond));
  });

  it('a denoiser starts several times the kernels of a classifier', () => {
    const unet = stepTime(
      pointFor({ ...resnet, model: { id: 'CompVis/stable-diffusion-v1-4' }, method: 'full', imageSize: 512, perDeviceBatchSize: 1 }),
      constants,
    );
    assert.ok(unet.launch > 3 * stepTime(pointFor({ ...resnet, perDeviceBatchSize: 1 }), constants).launch);
  });

  it('offloading the optimizer to the host slows each step by its update there, offloading the weights by their way over the bus', () => {
    const card = { ...llama, method: 'full', gpu: 'RTX 3090', gpuCount: 1, globalBatchSize: null, perDeviceBatchSize: 1, sequenceLength: 512 } as const;
    const seconds = (offload: 'none' | 'optimizer' | 'parameters'): number => stepTime(pointFor({ ...card, offload }), constants).total;
    // 6.74 billion weights x 28 bytes at 110 GB/s are 1.7 s, and 4 bytes each over the bus at 22 GB/s 1.2 s.
    assert.ok(seconds('optimizer') - seconds('none') > 2.5);
    assert.ok(seconds('parameters') > seconds('optimizer'));
  });

  it('a step is not shorter than the host needs to prepare its images', () => {
    const point = pointFor({ ...resnet, perDeviceBatchSize: 256 });
    const fed = stepTime({ ...point, loaderSeconds: 0.01 }, constants);
    assert.ok(fed.total >= 2.56 && stepTime(point, constants).total < 2.56);
  });

  it('recomputation is assumed where nobody states it and the activations could not fit', () => {
    const crowded = pointFor({ ...llama, gpuCount: 8, globalBatchSize: 256, perDeviceBatchSize: 32 });
    assert.equal(withNeededRecomputation(crowded, true, constants).checkpointing, true);
    assert.equal(withNeededRecomputation(crowded, false, constants).checkpointing, false);
    assert.equal(withNeededRecomputation(pointFor(bert), true, constants).checkpointing, false);
  });
});

describe('the chain to CO2e', () => {
  it('multiplies as documented: hours, watts, PUE, grid, and a share of the manufacture', () => {
    const point = pointFor(bert);
    const o = outcomeOf(point, constants);
    const close = (a: number, b: number): void => assert.ok(Math.abs(a / b - 1) < 1e-9, `${a} is not ${b}`);
    close(o.steps, 75_000 / 16);
    close(o.gpuHours, (o.steps * o.step.total) / 3600);
    close(o.energyKwh, (o.gpuHours * (o.power.deviceWatts + o.power.hostWatts) * 1.1) / 1000);
    close(o.operationalKg, o.energyKwh * 0.4);
    close(o.embodiedKg, (o.gpuHours * point.embodiedKgPerDevice) / (point.lifetimeYears * 8766));
    close(o.utilization, (16 * o.step.flops.train) / (o.step.total * 19.5e12));
    assert.ok(o.power.deviceWatts > 60 && o.power.deviceWatts <= 400);
  });

  it('a device that waits for the host draws little more than idle', () => {
    const waiting = outcomeOf(pointFor({ ...resnet, perDeviceBatchSize: 1, gpuCount: 1 }), constants).power.deviceWatts;
    const busy = outcomeOf(pointFor({ ...resnet, perDeviceBatchSize: 256, gpuCount: 1 }), constants).power.deviceWatts;
    assert.ok(waiting < 0.6 * busy, `${waiting} of ${busy}`);
  });

  it('a TPU v3 with its share of the host stays within what Patterson et al. (2021) measured, within a fifth', () => {
    const spec = { ...llama, gpu: 'TPU v3 (chip)', gpuCount: 512, pue: 1 };
    const { deviceWatts, hostWatts } = outcomeOf(pointFor(spec), constants).power;
    assert.ok(deviceWatts + hostWatts > 245 / 1.2 && deviceWatts + hostWatts < 310 * 1.2, String(deviceWatts + hostWatts));
  });

  it('an evaluation sample costs one forward pass of three', () => {
    const plain = outcomeOf(pointFor(bert), constants);
    const evaluated = outcomeOf(pointFor({ ...bert, evaluation: { samples: 25_000, passes: 3 } }), constants);
    const share = evaluated.evaluationHours / plain.gpuHours;
    assert.ok(Math.abs(share - 1 / 3) < 0.01, String(share));
  });
});
