// Operations of a sample against values worked out by hand from the cited formulas.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleFlops } from '../../../src/estimate/physics/flops';
import { bert, llama, pointFor, resnet } from './specs';

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual / expected - 1) < tolerance, `${actual} is not within ${tolerance} of ${expected}`);

describe('FLOPs of a sample', () => {
  it('a decoder: 2 a weight beside the looked-up embedding, and half of 4 T d a layer (Kaplan et al. 2020)', () => {
    // Llama 2 7B: 6,738,415,616 weights, of which 32,000 x 4,096 are looked up; 32 layers of width 4,096; 4,096 tokens; causal.
    const perToken = 2 * (6_738_415_616 - 32_000 * 4096) + (4 * 4096 * 4096 * 32) / 2;
    near(sampleFlops(pointFor(llama)).forward, perToken * 4096, 1e-6);
  });

  it('training takes three forward passes, four with recomputation', () => {
    const plain = sampleFlops(pointFor(llama));
    const checkpointed = sampleFlops(pointFor({ ...llama, gradientCheckpointing: true }));
    near(plain.train, 3 * plain.forward, 1e-9);
    near(checkpointed.executed, 4 * plain.forward, 1e-9);
    near(checkpointed.train, plain.train, 1e-9);
  });

  it('a fine-tuned encoder has no vocabulary to project to, and its attention sees both ways', () => {
    // BERT base: 12 layers of width 768; its 23.4 million embeddings are looked up.
    const perToken = 2 * (109_482_240 - 30_522 * 768) + 4 * 512 * 768 * 12;
    near(sampleFlops(pointFor(bert)).forward, perToken * 512, 1e-3);
  });

  it('an adapter saves the gradients of the frozen weights: two passes of three over the products (Hu et al. 2021)', () => {
    const full = sampleFlops(pointFor({ ...llama, method: 'full' })).train;
    const adapter = sampleFlops(pointFor({ ...llama, method: 'lora', loraRank: 8 })).train;
    assert.ok(adapter > 0.65 * full && adapter < 0.75 * full, `${adapter / full}`);
    near(sampleFlops(pointFor({ ...llama, method: 'frozen' })).train, sampleFlops(pointFor({ ...llama, method: 'full' })).forward, 1e-9);
  });

  it('a mixture of experts meets only its active weights', () => {
    const sizes = { parameters: 46.7e9, activeParameters: 12.9e9, layers: 32, hiddenSize: 4096, attentionHeads: 32, vocabularySize: 32_000 };
    const forward = sampleFlops(pointFor({ ...llama, model: sizes })).forward / 4096;
    near(forward, 2 * (12.9e9 - 32_000 * 4096) + (4 * 4096 * 4096 * 32) / 2, 1e-6);
  });

  it('an image network costs what its table says, scaled with the pixels', () => {
    // ResNet-50: 4.1 billion multiply-adds at 224 px (timm).
    near(sampleFlops(pointFor(resnet)).forward, 2 * 4.11e9, 0.02);
    near(sampleFlops(pointFor({ ...resnet, imageSize: 448 })).forward, 4 * sampleFlops(pointFor(resnet)).forward, 1e-9);
  });

  it('stated FLOPs of a sample are taken as they are', () => {
    near(sampleFlops(pointFor({ model: { flopsPerSample: 5e9, parameters: 2e7 }, imageSize: 160, samples: 1e6, precision: 'fp16' })).forward, 5e9, 1e-9);
  });
});
