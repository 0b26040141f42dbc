// Memory of a device against values worked out by hand.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitsIn } from '../../../src/estimate/fitsMemory';
import { sampleFlops } from '../../../src/estimate/physics/flops';
import { peakMemory } from '../../../src/estimate/physics/memory';
import { placementOf } from '../../../src/estimate/physics/placement';
import { trainedParameters } from '../../../src/estimate/physics/trained';
import { bert, constants, estimateOf, llama, pointFor } from './specs';

const gib = 2 ** 30;

describe('state on the devices', () => {
  it('fp32 with AdamW takes 16 bytes a parameter: weights 4, gradients 4, moments 8', () => {
    const { weightBytes, gradientBytes, optimizerBytes } = placementOf(pointFor(bert));
    const n = pointFor(bert).shape.parameters;
    assert.deepEqual([weightBytes / n, gradientBytes / n, optimizerBytes / n], [4, 4, 8]);
  });

  it('mixed precision adds the 16-bit copies; pure 16 bits halves it all', () => {
    const mixed = placementOf(pointFor({ ...bert, precision: 'bf16' }));
    const pure = placementOf(pointFor({ ...bert, precision: 'bf16', weightsPrecision: 'bf16' }));
    const n = pointFor(bert).shape.parameters;
    assert.equal((mixed.weightBytes + mixed.gradientBytes + mixed.optimizerBytes) / n, 18);
    assert.equal((pure.weightBytes + pure.gradientBytes + pure.optimizerBytes) / n, 8);
  });

  it('8-bit AdamW keeps 2 bytes of state a parameter, Adafactor next to none', () => {
    const n = pointFor(bert).shape.parameters;
    assert.equal(placementOf(pointFor({ ...bert, optimizer: 'adamw-8bit' })).optimizerBytes / n, 2);
    assert.ok(placementOf(pointFor({ ...bert, optimizer: 'adafactor' })).optimizerBytes / n < 0.2);
  });

  it('ZeRO spreads optimizer, gradients and weights stage by stage (Rajbhandari et al. 2020)', () => {
    const stage = (sharding: 'none' | 'zero1' | 'zero2' | 'zero3') => {
      const { weightShards, gradientShards, optimizerShards } = placementOf(pointFor({ ...bert, gpuCount: 4, sharding }));
      return [weightShards, gradientShards, optimizerShards];
    };
    assert.deepEqual(
      [stage('none'), stage('zero1'), stage('zero2'), stage('zero3')],
      [
        [1, 1, 1],
        [1, 1, 4],
        [1, 4, 4],
        [4, 4, 4],
      ],
    );
  });

  it('full sharding keeps embedding, head and two blocks whole besides', () => {
    const sharded = { ...llama, gpuCount: 8, globalBatchSize: 8, sharding: 'zero3' } as const;
    const whole = placementOf(pointFor(sharded)).gatheredBytes / gib;
    // Llama 2 7B: 2 x 32,000 x 4096 weights of embedding and head and 2 x 0.2 billion of blocks, 2 bytes each.
    assert.ok(whole > 1.1 && whole < 1.4, String(whole));
    assert.equal(placementOf(pointFor({ ...sharded, sharding: 'zero2' })).gatheredBytes, 0);
  });

  it('an adapter of rank 8 on every product of Llama 2 7B has 20 million weights', () => {
    // A layer: q, k, v, o 4 x (4096 + 4096), gate and up 2 x (4096 + 11008), down 11008 + 4096, times rank 8; 32 layers.
    assert.equal(trainedParameters(pointFor({ ...llama, method: 'lora', loraRank: 8 })), 8 * 32 * (4 * 8192 + 3 * 15_104));
  });

  it('4-bit base weights take about half a byte each (Dettmers et al. 2023)', () => {
    const quantised = placementOf(pointFor({ ...llama, method: 'qlora', loraRank: 8, gpuCount: 1 }));
    assert.ok(quantised.weightBytes / gib > 3.4 && quantised.weightBytes / gib < 4.6, String(quantised.weightBytes / gib));
  });
});

describe('whether a peak fits', () => {
  // Three quarters of 20 (10 to 40) lie below 20 x 2^0.41 = 26.6, and as many above 20 / 2^0.41 = 15.1.
  const peak = { low: 10, mid: 20, high: 40 };

  it('is said only where three quarters of the distribution lie within the memory', () => {
    assert.equal(fitsIn(peak, 27), true);
    assert.equal(fitsIn(peak, 26), null);
  });

  it('is denied only where three quarters lie above it', () => {
    assert.equal(fitsIn(peak, 16), null);
    assert.equal(fitsIn(peak, 15), false);
  });
});

describe('peak memory', () => {
  const peak = (spec: Parameters<typeof pointFor>[0]): number => peakMemory(pointFor(spec), constants).totalGib;

  it('unfused attention keeps scores that grow with the square of the length (Korthikanti et al. 2022)', () => {
    const at = (sequenceLength: number, flashAttention: boolean): number =>
      peakMemory(pointFor({ ...bert, sequenceLength, flashAttention }), constants).parts.activations;
    assert.ok(at(512, true) / at(256, true) < 2.01);
    assert.ok(at(512, false) / at(256, false) > 2.3);
    assert.ok(at(512, false) > at(512, true));
  });

  it('checkpointing, adapters and quantisation each need less', () => {
    const one = { ...llama, globalBatchSize: null, perDeviceBatchSize: 2, gpuCount: 1 } as const;
    assert.ok(peak({ ...one, gradientCheckpointing: true }) < peak(one));
    assert.ok(peak({ ...one, method: 'lora', loraRank: 8 }) < peak({ ...one, method: 'full' }));
    assert.ok(peak({ ...one, method: 'qlora', loraRank: 8 }) < peak({ ...one, method: 'lora', loraRank: 8 }));
  });

  it('the parts add up to the peak, and the largest batch that fits does fit', () => {
    const { memory, peakMemoryGiB, largestBatchThatFits, fitsMemory } = estimateOf(bert);
    assert.ok(memory && peakMemoryGiB && largestBatchThatFits);
    assert.ok(Math.abs(Object.values(memory).reduce((a, b) => a + b, 0) - peakMemoryGiB.mid) < 1e-9);
    assert.equal(fitsMemory, true);
    assert.ok(largestBatchThatFits > 16);
    assert.equal(estimateOf({ ...bert, perDeviceBatchSize: largestBatchThatFits }).fitsMemory, true);
    assert.notEqual(estimateOf({ ...bert, perDeviceBatchSize: largestBatchThatFits * 1.2 }).fitsMemory, true);
    assert.equal(estimateOf({ ...bert, gradientCheckpointing: false, perDeviceBatchSize: largestBatchThatFits * 4 }).fitsMemory, false);
  });

  it('the largest batch is found where a small one is hidden behind the copies of the optimizer', () => {
    const small = { ...bert, sequenceLength: 64, perDeviceBatchSize: 1 };
    const { largestBatchThatFits } = estimateOf(small);
    assert.ok(largestBatchThatFits && largestBatchThatFits > 256, String(largestBatchThatFits));
    assert.equal(estimateOf({ ...small, perDeviceBatchSize: largestBatchThatFits }).fitsMemory, true);
  });

  it('a language model of which nobody states the batch is run in one that fits', () => {
    const { perDeviceBatchSize, globalBatchSize, ...unstated } = { ...llama, gpuCount: 64 };
    assert.ok(globalBatchSize && !perDeviceBatchSize);
    const peakGiB = estimateOf({ ...unstated, sequenceLength: 32_768, gradientCheckpointing: true, gpu: 'A100-SXM-40GB' }).peakMemoryGiB;
    assert.ok(peakGiB && peakGiB.mid <= 40, String(peakGiB?.mid));
  });

  it('a U-Net with fused attention and a transformer of patches keep less a FLOP than an unfused U-Net', () => {
    const denoiser = { method: 'lora', loraRank: 4, precision: 'bf16', maxSteps: 100, perDeviceBatchSize: 1, gpu: 'A100-SXM-80GB', gpuCount: 1 } as const;
    const keptPerFlop = (id: string, imageSize: number): number => {
      const point = pointFor({ ...denoiser, model: { id }, imageSize });
      return (peakMemory(point, constants).parts.activations * gib) / sampleFlops(point).forward;
    };
    const unfused = keptPerFlop('CompVis/stable-diffusion-v1-4', 512);
    assert.ok(keptPerFlop('stabilityai/stable-diffusion-xl-base-1.0', 1024) < 0.4 * unfused);
    assert.ok(keptPerFlop('black-forest-labs/FLUX.1-dev', 1024) < 0.1 * unfused);
  });

  it('full fine-tuning of 7B does not fit one 24 GB card, 4-bit adapters do', () => {
    const card = { ...llama, method: 'full', gpu: 'RTX 4090', gpuCount: 1, globalBatchSize: null, perDeviceBatchSize: 1, sequenceLength: 512 } as const;
    assert.equal(estimateOf(card).fitsMemory, false);
    assert.equal(estimateOf({ ...card, method: 'qlora', loraRank: 16, gradientCheckpointing: true }).fitsMemory, true);
  });
});
