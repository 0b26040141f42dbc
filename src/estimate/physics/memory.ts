// Peak memory of one device by part, GiB.
import type { MemoryParts } from '../../model/estimate';
import type { Constants } from './constants';
import { projectsToVocabulary, sampleFlops } from './flops';
import { isPatchDenoiser, keptElements } from './imageActivations';
import { placementOf } from './placement';
import type { Point } from './point';

const gib = 2 ** 30;

/**
 * Detectors train with frozen normalisations, which keep no input of their own (half of what a layer keeps), and without gradients in the stem and the first stage
 * (detectron2's defaults), which write 0.47 of ResNet-50's activations.
 */
const detectorShare = 0.5 * 0.53;
/** A fused or chunked loss keeps about half of the copies. */
const fusedLossShare = 0.6;
/** Fused kernels and selective recomputation keep this much of a block (torchtitan's default keeps every second product; Korthikanti et al. 2022, section 5). */
const tunedKeptShare = 0.65;

/**
 * Generators of images as tokens run an encoder on the pixels first, whose widest layers (128 channels at full resolution) decide where the trunk keeps little:
 * 128 channels x 4 bytes x about 14 tensors (Esser et al. 2021; aMUSEd's training script grows by 0.5 GiB a sample at 256 px).
 */
const encoderBytesPerPixel = 7000;

export interface Peak {
  readonly parts: MemoryParts;
  readonly totalGib: number;
}

/** Weights, gradients, optimizer states, activations, logits and context of the fullest device. */
export function peakMemory(point: Point, constants: Constants): Peak {
  const place = placementOf(point);
  const { activations, logits } = activationBytes(point, constants);
  const scale = point.memoryFactor / gib;
  const transient = place.transientBytes / place.gradientShards;
  const parts: MemoryParts = {
    weights: (point.offload === 'parameters' ? 0.2 : 1) * ((place.weightBytes + frozenWeightBytes(point)) / place.weightShards + place.gatheredBytes) * scale,
    gradients: (place.gradientBytes / place.gradientShards) * scale,
    optimizer: point.offload === 'none' ? (place.optimizerBytes / place.optimizerShards) * scale : 0,
    activations: Math.max(activations * constants.memoryFragmentation, transient - logits) * scale,
    logits: logits * scale,
    context: constants.memoryContext * point.memoryFactor,
  };
  const totalGib = parts.weights + parts.gradients + parts.optimizer + parts.activations + parts.logits + parts.context;
  return { parts, totalGib };
}

/** Encoders beside a denoiser in 16 bits; a reference is a copy of the model as it is kept, a teacher and a reward model are loaded alike. */
const frozenWeightBytes = ({ model, shape, frozenCopies, weightsPrecision }: Point): number =>
  2 * (model.frozenParameters ?? 0) + frozenCopies * shape.parameters * (weightsPrecision === 'fp32' ? 4 : 2);

/** Korthikanti et al. 2022: s b h (34 + 5 a s / h) bytes a layer in 16 bits; fused attention keeps no scores; checkpointing keeps each block's input and one block. */
function activationBytes(point: Point, constants: Constants): { readonly activations: number; readonly logits: number } {
  const { shape, precision } = point;
  const bytes = precision === 'fp32' || precision === 'tf32' ? 4 : 2;
  const batch = point.perDeviceBatchSize / point.modelParallel;
  if (!point.countsTokens) {
    const elements = keptElements(point, sampleFlops(point).forward);
    // A frozen denoiser still hands gradients through to what is trained: an embedding, a control branch.
    const kept = point.method === 'frozen' && shape.family !== 'diffusion' ? 0.1 : point.checkpointing ? 0.25 : 1;
    const normKept = shape.family === 'detection' ? detectorShare : 1;
    // Of a transformer every kept element is counted; of other networks only what the layers write.
    const uncounted = isPatchDenoiser(point) ? 1 : constants.memoryImage;
    return { activations: uncounted * normKept * elements * bytes * batch * kept, logits: 0 };
  }
  const tokens = batch * point.longestSample;
  const layers = shape.layers + shape.decoderLayers * 0.3;
  const block =
    tokens *
    shape.hiddenSize *
    (34 / 2 + (shape.gated ? 6 : 0) + (point.flash ? 0 : (2.5 * shape.heads * point.longestSample) / shape.hiddenSize)) *
    bytes *
    constants.memoryActivation *
    (point.tuned && !point.checkpointing ? tunedKeptShare : 1);
  const frozen = point.method === 'lora' || point.method === 'qlora' ? 0.85 : 1;
  const inputs = tokens * shape.hiddenSize * bytes * layers;
  const encoder = point.imageSize > 0 && shape.family !== 'multimodal' && shape.family !== 'vit' ? encoderBytesPerPixel * point.imageSize ** 2 * batch : 0;
  const trunk = point.method === 'frozen' ? block : point.checkpointing ? inputs + block : block * layers * frozen;
  const activations = Math.max(trunk, encoder);
  const logits =
    projectsToVocabulary(point) && shape.family !== 'encoder' ? tokens * shape.vocabularySize * constants.logitBytes * (point.tuned ? fusedLossShare : 1) : 0;
  return { activations, logits };
}
