// Watts of a device under this load, and of the machine around it.
import type { Constants } from './constants';
import { peakRate, runningPrecision } from './device';
import type { Point } from './point';
import type { StepTime } from './time';

/** Idle draw where the table has none: 8 to 15 % of the limit (nvidia-smi on idle cards, V100 to H100). */
const idleShare = 0.12;

export interface Power {
  readonly deviceWatts: number;
  /** processors, memory, network, fans and conversion, a device's share */
  readonly hostWatts: number;
}

/** What a device does while it is busy, and how much of the time it is. */
export interface Load {
  /** share of the busy time that products take; memory traffic takes the rest */
  readonly computeShare: number;
  /** share of its peak rate that the device reaches while products run */
  readonly attained: number;
  /** share of the time in which the device is busy at all */
  readonly activeShare: number;
}

/** Idle and, above it, what products and memory traffic draw while they run. */
export function powerOf(point: Point, step: StepTime, constants: Constants): Power {
  // What the host updates leaves the device idle.
  const busy = (step.compute + step.traffic) * point.gradientAccumulation + (point.offload === 'none' ? step.update : 0);
  const batch = point.perDeviceBatchSize / point.modelParallel;
  const peak = peakRate(point.accelerator, runningPrecision(point)).flopsPerSecond;
  return powerUnder(
    point,
    {
      computeShare: step.compute / Math.max(1e-12, step.compute + step.traffic),
      attained: Math.min(1, (step.flops.executed * batch) / Math.max(Number.MIN_VALUE, step.compute * peak)),
      activeShare: Math.min(1, busy / Math.max(1e-12, step.total / point.timeFactor)),
    },
    constants,
  );
}

/** Products draw the more the fuller the units are; streaming from memory draws its own share. */
export function powerUnder(point: Point, { computeShare, attained, activeShare }: Load, constants: Constants): Power {
  const limit = Math.max(1, point.accelerator.boardPowerWatts);
  const idle = Math.min(point.accelerator.idlePowerWatts ?? idleShare * limit, 0.4 * limit);
  const intensity = constants.powerBase + constants.powerCompute * computeShare * attained + constants.powerMemory * (1 - computeShare);
  const deviceWatts = (idle + (limit - idle) * Math.min(1, activeShare * intensity)) * point.powerFactor;
  return { deviceWatts, hostWatts: constants.hostShare * limit * point.hostFactor };
}
