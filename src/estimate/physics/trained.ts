// How many weights a run trains.
import type { Point } from './point';

/** Share of a model that a task head or the last block is, where the backbone is frozen. */
const headShare = 0.01;

/** Weights with a gradient and an optimizer state. Adapters: two thin matrices beside each of a block's products (Hu et al. 2021). */
export function trainedParameters(point: Point): number {
  const { shape, method, loraRank } = point;
  if (method === 'frozen') return Math.max(1, headShare * shape.parameters);
  if (method !== 'lora' && method !== 'qlora') return shape.parameters;
  const { hiddenSize: d, attentionSize: a, keyValueShare: kv, intermediateSize: f } = shape;
  const attention = d + a + 2 * (d + kv * a) + a + d;
  const feedForward = (shape.gated ? 3 : 2) * (d + f);
  return Math.min(shape.parameters, loraRank * (attention + feedForward) * (shape.layers + shape.decoderLayers));
}
