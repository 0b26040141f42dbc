// What keeping optimizer or weights in the host's memory costs: transfers over the bus, and an update that runs on the processors.
import { devicesPerNode } from './device';
import type { Placement } from './placement';
import type { Point } from './point';

/** Bytes a second of pinned transfers over 16 lanes of PCI Express 3 and, from Ampere on, 4 (nvbandwidth: 12 and 22 to 25). */
const busBytesPerSecond = (year: number): number => (year < 2020 ? 12e9 : 22e9);
/** Bytes that Adam reads and writes for a weight on the host: fp32 master, gradient, two moments, and their new values. */
const hostUpdateBytes = 28;
/** Bytes a second of the host's memory that a vectorised Adam reaches (DeepSpeed's CPU Adam: a billion weights in a quarter of a second on 64 cores; Ren et al. 2021, arXiv 2101.06840). */
const hostBytesPerSecond = 110e9;
/** Gradients leave and new weights return in 16 bits. */
const transferBytes = 2 + 2;
/** Weights in the host's memory come in 16 bits, once for the forward and once for the backward pass. */
const fetchBytes = 2 * 2;

export interface Offloaded {
  /** seconds of an optimizer step in which the host updates and the bus carries gradients and weights */
  readonly update: number;
  /** seconds in which the weights of one micro-batch come over the bus; they are fetched ahead while the device computes */
  readonly fetch: number;
}

/** @returns zeros where nothing is offloaded */
export function offloadSeconds(point: Point, place: Placement): Offloaded {
  if (point.offload === 'none') return { update: 0, fetch: 0 };
  const bus = busBytesPerSecond(point.accelerator.year);
  // The devices of a node share its processors.
  const perDevice = place.trained / place.optimizerShards;
  const update = (perDevice * hostUpdateBytes * Math.min(devicesPerNode, point.gpuCount)) / hostBytesPerSecond + (perDevice * transferBytes) / bus;
  return { update, fetch: point.offload === 'parameters' ? (point.shape.parameters * fetchBytes) / place.weightShards / bus : 0 };
}
