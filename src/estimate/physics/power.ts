// Watts of a device under this load, and of the machine around it.
import type { Constants } from './constants';
import type { Point } from './point';
import type { StepTime } from './time';

/** Idle draw where the table has none: 8 to 15 % of the limit (nvidia-smi on idle cards, V100 to H100). */
const idleShare = 0.12;

export interface Power {
  readonly deviceWatts: number;
  /** processors, memory, network, fans and conversion, a device's share */
  readonly hostWatts: number;
}

/** Idle and, above it, what products and memory traffic draw while they run. */
export function powerOf(point: Point, step: StepTime, constants: Constants): Power {
  const busy = (step.compute + step.traffic) * point.gradientAccumulation + step.update;
  const activeShare = Math.min(1, busy / Math.max(1e-12, step.total / point.timeFactor));
  return powerUnder(point, step.compute / Math.max(1e-12, step.compute + step.traffic), constants, activeShare);
}

/**
 * @param computeShare share of the busy time that products take; memory traffic takes the rest
 * @param activeShare share of the time in which the device computes at all
 */
export function powerUnder(point: Point, computeShare: number, constants: Constants, activeShare = 1): Power {
  const limit = Math.max(1, point.accelerator.boardPowerWatts);
  const idle = Math.min(point.accelerator.idlePowerWatts ?? idleShare * limit, 0.4 * limit);
  const intensity = Math.min(1, constants.powerBase + (constants.powerCompute * computeShare + constants.powerMemory * (1 - computeShare)) * 0.5);
  const deviceWatts = (idle + (limit - idle) * Math.min(1, activeShare * intensity)) * point.powerFactor;
  return { deviceWatts, hostWatts: constants.hostShare * limit * point.hostFactor };
}
