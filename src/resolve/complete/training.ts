// How the training step runs: method, arithmetic, optimizer and the switches that trade memory for time.
import type { Assumption } from '../../model/estimate';
import type { ModelSizes } from '../../model/architecture';
import type { Method, Precision } from '../../model/run';
import type { Input, Workload } from '../../model/workload';
import { backingOf, type Stated } from '../stated';

export type Training = Pick<
  Workload,
  | 'method'
  | 'loraRank'
  | 'precision'
  | 'productsInTf32'
  | 'weightsPrecision'
  | 'openWeights'
  | 'optimizer'
  | 'gradientCheckpointing'
  | 'flashAttention'
  | 'compile'
>;

/** Rank where an adapter is trained and no rank is stated: the example value of PEFT's documentation. */
const usualLoraRank = 16;

/** Denoisers from Stable Diffusion XL on (2.6 billion; 1 and 2 have 0.87, 1.23 with a control network) came with PyTorch 2, whose fused attention diffusers uses by default (AttnProcessor2_0). */
const loadedSinceFused = 1.5e9;

/** Language models from this size on are fine-tuned with and without fp32 master weights: LitGPT, torchtune, ms-swift without; DeepSpeed, Megatron, plain autocast with. */
const loadedInHalf = 1e9;

const tf32ByRelease = 'the pinned release of PyTorch runs float32 products in TF32 on cards that have it';

export function completeTraining(stated: Stated, model: ModelSizes, assume: (assumption: Assumption) => void): Training {
  const { spec } = stated;
  const chosen = <T extends string | boolean>(key: string, value: T | null | undefined, fallback: T, why: string, mention: boolean): Input<T> => {
    if (value !== null && value !== undefined) return { value, provenance: backingOf(stated, key), assumed: false, editable: key };
    if (mention) assume({ name: key, value: fallback, why, source: 'docs/method.md, Workload' });
    return { value: fallback, provenance: [{ kind: 'assumption', why }], assumed: true, editable: key };
  };
  const method = chosen<Method>(
    'method',
    spec.method,
    spec.loraRank ? 'lora' : spec.model.id ? 'full' : 'pretrain',
    'not stated: every weight is trained',
    true,
  );
  const precision = chosen<Precision>('precision', spec.precision, 'fp32', 'not stated: frameworks compute in fp32 unless told otherwise', true);
  const productsInTf32 = precision.value === 'fp32' && stated.productsInTf32 === true;
  const half = precision.value === 'fp16' ? 'fp16' : 'bf16';
  const adapters = method.value === 'lora' || method.value === 'qlora';
  // Runs in fp16 need masters; small models and those from scratch have them.
  const openWeights =
    !spec.weightsPrecision &&
    precision.value === 'bf16' &&
    method.value === 'full' &&
    (model.family === 'decoder' || model.family === 'multimodal') &&
    model.parameters >= loadedInHalf;
  const keptAs = precision.value === 'fp32' || precision.value === 'tf32' || !adapters ? 'fp32' : half;
  const checkpointing = spec.gradientCheckpointing ?? spec.activationCheckpointing;
  // Encoders got fused attention only with transformers 4.48 (2025); what is published of them mostly ran without.
  const fusing = ['decoder', 'multimodal', 'vit'].includes(model.family) || (model.family === 'diffusion' && model.parameters >= loadedSinceFused);
  const fuses = precision.value === 'fp8' || (fusing && precision.value !== 'fp32' && precision.value !== 'tf32');
  return {
    method,
    loraRank: adapters ? (spec.loraRank ?? usualLoraRank) : 0,
    precision: productsInTf32 ? { ...precision, provenance: [...precision.provenance, { kind: 'assumption', why: tf32ByRelease }] } : precision,
    productsInTf32,
    weightsPrecision: chosen<'fp32' | 'bf16' | 'fp16'>(
      'weightsPrecision',
      spec.weightsPrecision,
      keptAs,
      adapters
        ? 'frozen weights are loaded in the arithmetic of the run'
        : openWeights
          ? 'mixed precision keeps fp32 master weights; the interval holds pure bf16 too'
          : 'mixed precision keeps fp32 master weights',
      false,
    ),
    openWeights,
    optimizer: chosen<string>('optimizer', spec.optimizer?.toLowerCase(), 'adamw', 'not stated: AdamW', false),
    gradientCheckpointing: chosen<boolean>('gradientCheckpointing', checkpointing, false, 'not stated: off', false),
    flashAttention: chosen<boolean>(
      'flashAttention',
      spec.flashAttention,
      fuses,
      'not stated: fused for decoders in half precision, as PyTorch 2 does by default',
      false,
    ),
    compile: spec.compile === true,
  };
}
