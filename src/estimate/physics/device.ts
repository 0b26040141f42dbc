// What a device attains: peak rate and bandwidth for an arithmetic, links between devices, and how much of the peak large products reach.
import type { Accelerator } from '../../model/hardware';
import type { Precision } from '../../model/run';
import type { Constants } from './constants';
import type { Point } from './point';

export type Unit = 'vector' | 'tensor32' | 'tensor16' | 'tensor8';

export interface Rate {
  readonly flopsPerSecond: number;
  readonly unit: Unit;
}

/** The fastest unit that runs this arithmetic; an absent one falls back to the next wider, as the frameworks do. */
export function peakRate({ peakTflops: p, vendor }: Accelerator, precision: Precision): Rate {
  const half = p.bf16 ?? p.fp16;
  // TPUs have matrix units only: fp32 products run there as passes in bfloat16.
  if (vendor === 'Google' && half) return { flopsPerSecond: half * 1e12, unit: 'tensor16' };
  const vector: Rate = { flopsPerSecond: (p.fp32 || half || 1) * 1e12, unit: 'vector' };
  const sixteen: Rate = half && half > 1.2 * (p.fp32 || 0) ? { flopsPerSecond: half * 1e12, unit: 'tensor16' } : vector;
  if (precision === 'fp32') return vector;
  if (precision === 'tf32') return p.tf32 && p.tf32 > p.fp32 ? { flopsPerSecond: p.tf32 * 1e12, unit: 'tensor32' } : vector;
  if (precision === 'fp8' && p.fp8) return { flopsPerSecond: p.fp8 * 1e12, unit: 'tensor8' };
  if (precision === 'fp16' && p.fp16) return p.fp16 > 1.2 * (p.fp32 || 0) ? { flopsPerSecond: p.fp16 * 1e12, unit: 'tensor16' } : vector;
  return sixteen;
}

/**
 * The arithmetic that the unit really runs: cuDNN's convolutions use TF32 on cards that have it even where the code says fp32
 * (`torch.backends.cudnn.allow_tf32` is True by default; TensorFlow and JAX allow it for products too). Before PyTorch 1.12 products ran so as well.
 */
export function runningPrecision({ precision, productsInTf32, shape, countsTokens, imageSize, accelerator }: Point): Precision {
  if (precision !== 'fp32' || (!productsInTf32 && (countsTokens || imageSize <= 0 || shape.family === 'vit'))) return precision;
  return accelerator.peakTflops.tf32 ? 'tf32' : precision;
}

/** FLOPs a byte at which the A100's half-precision tensor cores and its memory are in balance: 312e12 / 2.04e12. */
const referenceBalance = 153;

/**
 * Share of the peak that large matrix products reach on this unit. Devices whose peak has grown faster than their memory reach less of it:
 * the share falls with a power of the balance of peak rate and bandwidth.
 */
export function attainableShare(accelerator: Accelerator, rate: Rate, constants: Constants): number {
  const { unit } = rate;
  const share = {
    vector: constants.efficiencyVector,
    tensor32: constants.efficiencyTensor32,
    tensor16: constants.efficiencyTensor16,
    tensor8: constants.efficiencyTensor8,
  }[unit];
  if (unit === 'vector') return share;
  const balance = rate.flopsPerSecond / (Math.max(1, accelerator.memoryBandwidthGBs) * 1e9) / (unit === 'tensor8' ? 2 : unit === 'tensor32' ? 0.5 : 1);
  const reached = (exponent: number): number => Math.min(0.95, share * (referenceBalance / balance) ** exponent);
  if (accelerator.vendor === 'NVIDIA') return reached(constants.balanceExponent);
  if (accelerator.vendor === 'Google') return reached(constants.balanceExponent) * constants.efficiencyTpu;
  return reached(constants.balanceExponentOther) * constants.efficiencyOther;
}

/** Bytes a second that large streams reach, of the datasheet's figure: STREAM-like kernels reach 0.8 to 0.9 (NVIDIA nvbandwidth, BabelStream). */
const streamShare = 0.85;
export const streamBytesPerSecond = (accelerator: Accelerator): number => Math.max(1, accelerator.memoryBandwidthGBs) * 1e9 * streamShare;

/** Network bytes a second and device between nodes: one 100 Gb/s link a device until 2021, 200 to 800 Gb/s since (DGX-1, A100, H100 and GB200 reference designs). */
const networkBytesPerSecond = (year: number): number => (year < 2020 ? 6e9 : year < 2022 ? 20e9 : year < 2024 ? 45e9 : 80e9);
/** Devices that share a fast link: a board of eight, a rack of 72 (GB200 NVL72), a TPU pod (256 for the small chips, 4,096 for others). */
export const devicesPerNode = 8;
const fastDomains: readonly (readonly [RegExp, number])[] = [
  [/^GB[23]00/, 72],
  [/^TPU v(2|5e|6e)/, 256],
  [/^TPU/, 4096],
  [/^Trainium/, 64],
];
export const fastDomain = ({ name }: Accelerator): number => fastDomains.find(([pattern]) => pattern.test(name))?.[1] ?? devicesPerNode;
/** A ring reaches about this share of a link's one-way rate (NCCL tests). */
const ringShare = 0.7;
/** PCI Express 4 x16, one way, where no link is stated. */
const busBytesPerSecond = 25e9;

/** Bytes a second that a collective over `gpuCount` devices moves for each of them. */
export function collectiveBytesPerSecond(accelerator: Accelerator, gpuCount: number): number {
  const link = accelerator.interconnectGBs ? (accelerator.interconnectGBs * 1e9) / 2 : busBytesPerSecond;
  // Each device of a node carries its share over its own network link; the fast link inside does the rest (NCCL's rings over several rails).
  const rails = Math.min(gpuCount, devicesPerNode) * networkBytesPerSecond(accelerator.year);
  return ringShare * (gpuCount > fastDomain(accelerator) ? Math.min(link, rails) : link);
}
