// How the device's work on a sample divides into its passes.
import type { Passes } from '../model/estimate';
import type { SampleFlops } from './physics/flops';

/** Fractions of the operations run for a training sample; add up to 1. Adapters and frozen weights make the backward pass cheaper, checkpointing adds another forward. */
export function passesOf({ forward, train, executed }: SampleFlops): Passes | undefined {
  if (!(executed > 0)) return undefined;
  return {
    forward: Math.min(forward, executed) / executed,
    backward: Math.max(0, train - forward) / executed,
    recomputation: Math.max(0, executed - Math.max(train, forward)) / executed,
  };
}
