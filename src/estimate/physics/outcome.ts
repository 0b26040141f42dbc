// A point's whole result in plain numbers: the chain FLOPs, time, memory, energy, carbon.
import { peakRate } from './device';
import type { Constants } from './constants';
import { peakMemory, type Peak } from './memory';
import { powerOf, type Power } from './power';
import type { Point } from './point';
import { stepTime, type StepTime } from './time';

const hoursPerYear = 8766;

export interface Outcome {
  readonly step: StepTime;
  readonly steps: number;
  /** sequences that were trained on, each counted once */
  readonly samples: number;
  readonly trainFlops: number;
  readonly gpuHours: number;
  /** of these, spent on evaluation and on generating */
  readonly evaluationHours: number;
  readonly generationHours: number;
  /** on forward passes of models that are not trained: reference, reward, teacher */
  readonly frozenHours: number;
  readonly utilization: number;
  readonly power: Power;
  readonly energyKwh: number;
  readonly operationalKg: number;
  readonly embodiedKg: number;
  readonly co2eKg: number;
  readonly waterLitres: number;
  readonly costUsd: number;
  readonly peak: Peak;
}

/** What of another case's outcome holds for this one too, because their inputs differ in nothing that matters to it. */
export interface Shared {
  readonly step?: StepTime;
  readonly peak?: Peak;
}

export function outcomeOf(point: Point, constants: Constants, shared: Shared = {}): Outcome {
  const step = shared.step ?? stepTime(point, constants);
  const replicas = Math.max(1, point.gpuCount / point.modelParallel);
  const perStep = point.perDeviceBatchSize * point.gradientAccumulation * replicas;
  const steps = point.samples / perStep;
  const trainingHours = (steps * point.updates * step.total * point.gpuCount) / 3600;
  const secondsPerFlop = (step.total * point.gpuCount) / (perStep * Math.max(1, step.flops.executed));
  const evaluationHours = (point.evaluationSamples * step.flops.forward * secondsPerFlop) / 3600;
  const generationHours =
    point.tokensPerSample > 0
      ? (point.samples * point.generatedTokensPerSample * (step.flops.forward / point.tokensPerSample) * point.generationSlowdown * secondsPerFlop) / 3600
      : 0;
  const frozenHours = (point.samples * point.frozenPasses * step.flops.forward * secondsPerFlop) / 3600;
  const startupHours = point.samples > 0 ? (point.startupSeconds * point.gpuCount) / 3600 : 0;
  const gpuHours = trainingHours + evaluationHours + generationHours + frozenHours + startupHours;
  const peakFlops = peakRate(point.accelerator, point.precision).flopsPerSecond;
  const utilization = (perStep * step.flops.train) / (step.total * point.gpuCount * peakFlops);
  const power = powerOf(point, step, constants);
  const energyKwh = (gpuHours * (power.deviceWatts + power.hostWatts) * point.pue) / 1000;
  const operationalKg = energyKwh * point.gridKgPerKwh;
  const embodiedKg = (gpuHours * point.embodiedKgPerDevice) / (point.lifetimeYears * hoursPerYear);
  return {
    step,
    steps,
    samples: point.samples,
    trainFlops: point.samples * (point.updates * step.flops.train + point.frozenPasses * step.flops.forward),
    gpuHours,
    evaluationHours,
    generationHours,
    frozenHours,
    utilization,
    power,
    energyKwh,
    operationalKg,
    embodiedKg,
    co2eKg: operationalKg + embodiedKg,
    waterLitres: point.waterLitresPerKwh === null ? 0 : (energyKwh / point.pue) * point.waterLitresPerKwh,
    costUsd: point.usdPerGpuHour === null ? 0 : gpuHours * point.usdPerGpuHour,
    peak: shared.peak ?? peakMemory(point, constants),
  };
}
