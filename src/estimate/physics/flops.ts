// Floating-point operations of one sample, forward and training, 2 a multiply-add.
import type { Point } from './point';

/** Forward FLOPs a parameter of an image network at 224 px: 250 to 450 for ResNet, EfficientNet, ViT, ConvNeXt (timm benchmark table). */
const imageFlopsPerParameter = 350;
const imageReferencePixels = 224 * 224;
/** Forward FLOPs a parameter of a diffusion U-Net at 64 x 64 latents: 0.68e12 / 0.86e9 for Stable Diffusion 1 (diffusers). */
const unetFlopsPerParameter = 790;
const unetReferencePositions = 64 * 64;
/** Pixels a latent's side stands for in latent diffusion (Rombach et al. 2022, f = 8); smaller images are denoised as they are. */
const latentFactor = 8;
const smallestLatentImage = 200;
/** A decoder block holds a cross-attention besides: 16 d^2 to an encoder block's 12 (Vaswani et al. 2017). */
const decoderBlockShare = 4 / 3;
/** Length of the target in units of the source where only one is known: summaries and translations; transcripts of audio. */
const targetLengthText = 0.3;
const targetLengthSpeech = 0.05;

export interface SampleFlops {
  /** one forward pass */
  readonly forward: number;
  /** forward, backward and what the adapters add; without recomputation: the numerator of model FLOP utilisation */
  readonly train: number;
  /** operations really run, recomputation included */
  readonly executed: number;
  /** of these, attention scores and their product with the values, which run slower than the large products */
  readonly attention: number;
}

/** Whether each position is projected to the vocabulary. Encoders that are fine-tuned have a small head instead. */
export const projectsToVocabulary = ({ shape, method }: Point): boolean =>
  shape.vocabularySize > 0 &&
  (shape.family === 'encoder' ? method === 'pretrain' : shape.family === 'decoder' || shape.family === 'encoder-decoder' || shape.family === 'multimodal');

/** Attention's scores and weighted sums a token: 4 T d a layer, halved where a fused kernel skips the causal mask (Kaplan et al. 2020; Dao 2023). */
export function attentionFlopsPerToken({ shape, tokensPerSample, flash }: Point): number {
  const causal = shape.family === 'decoder' || shape.family === 'multimodal';
  return 4 * tokensPerSample * shape.attentionSize * shape.layers * (causal && flash ? 0.5 : 1);
}

/** Products with the weights a token: 2 operations for each weight that it meets (Kaplan et al. 2020). Embeddings are looked up, not multiplied. */
export function weightFlopsPerToken(point: Point): number {
  const { shape } = point;
  const matrix = shape.vocabularySize * shape.hiddenSize;
  const lookedUp = shape.tied && projectsToVocabulary(point) ? 0 : matrix;
  const met = Math.max(0.1 * shape.activeParameters, shape.activeParameters - lookedUp);
  if (shape.decoderLayers === 0) return 2 * met;
  const encoderShare = shape.layers / (shape.layers + decoderBlockShare * shape.decoderLayers);
  const target = shape.family === 'speech' ? targetLengthSpeech : targetLengthText;
  return 2 * met * (encoderShare + (1 - encoderShare) * target);
}

/** Operations of one forward pass of a sample that is no sequence of tokens: the table's, scaled with the pixels. */
function forwardFlopsOfImage({ model, imageSize, shape }: Point): number {
  if (model.forwardFlopsPerSample) {
    const scale = imageSize > 0 && model.imageSize ? (imageSize / model.imageSize) ** 2 : 1;
    return model.forwardFlopsPerSample * scale;
  }
  if (shape.family === 'diffusion') {
    const side = imageSize > smallestLatentImage ? imageSize / latentFactor : Math.max(imageSize, 1);
    return (unetFlopsPerParameter * shape.activeParameters * side * side) / unetReferencePositions;
  }
  if (imageSize > 0) return (imageFlopsPerParameter * shape.activeParameters * imageSize * imageSize) / imageReferencePixels;
  return 2 * shape.activeParameters;
}

/**
 * Backward takes twice the forward: gradients of activations and of weights (Kaplan et al. 2020). Frozen weights need no gradient of their own; a frozen backbone needs none at all.
 * @param recomputedShare share of a forward pass that checkpointing runs again: 1 for whole blocks, less where trainers keep what is dear to recompute (Korthikanti et al. 2022)
 */
export function sampleFlops(point: Point, recomputedShare = 1): SampleFlops {
  const attention = point.countsTokens ? point.modelFlopsFactor * attentionFlopsPerToken(point) * point.tokensPerSample : 0;
  const products = point.modelFlopsFactor * (point.countsTokens ? weightFlopsPerToken(point) * point.tokensPerSample : forwardFlopsOfImage(point));
  const passes = { pretrain: 3, full: 3, lora: 2, qlora: 2, frozen: point.shape.family === 'diffusion' ? 2 : 1 }[point.method];
  // Attention has no weights: its backward takes both products again, whatever is frozen.
  const attentionPasses = point.method === 'frozen' ? 1 : 3;
  const recomputed = point.checkpointing && point.method !== 'frozen' ? recomputedShare : 0;
  // An adapter's own products: its share of the weights, in all three passes (Hu et al. 2021).
  const adapters = point.loraRank > 0 ? 3 * products * Math.min(0.5, adapterShare(point)) : 0;
  return {
    forward: products + attention,
    train: passes * products + attentionPasses * attention + adapters,
    executed: (passes + recomputed) * products + (attentionPasses + recomputed) * attention + adapters,
    attention: (attentionPasses + recomputed) * attention,
  };
}

/** Adapter weights over the weights they adapt: 2 r d for each d^2. */
export const adapterShare = ({ loraRank, shape }: Point): number => (2 * loraRank) / Math.max(1, shape.hiddenSize);
