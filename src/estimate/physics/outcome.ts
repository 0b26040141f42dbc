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
  readonly trainFlops: number;
  readonly gpuHours: number;
  /** of these, spent on evaluation and on generating */
  readonly evaluationHours: number;
  readonly generationHours: number;
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

/** Generating runs one token at a time and streams the weights for each: about this many times slower than training forward on the same tokens in a batched server (vLLM against training throughput). */
const generationSlowdown = 4;

export function outcomeOf(point: Point, constants: Constants): Outcome {
  const step = stepTime(point, constants);
  const replicas = Math.max(1, point.gpuCount / point.modelParallel);
  const perStep = point.perDeviceBatchSize * point.gradientAccumulation * replicas;
  const steps = point.samples / perStep;
  const trainingHours = (steps * step.total * point.gpuCount) / 3600;
  const secondsPerFlop = (step.total * point.gpuCount) / (perStep * Math.max(1, step.flops.executed));
  const evaluationHours = (point.evaluationSamples * step.flops.forward * secondsPerFlop) / 3600;
  const generationHours =
    point.tokensPerSample > 0
      ? (point.samples * point.generatedTokensPerSample * (step.flops.forward / point.tokensPerSample) * generationSlowdown * secondsPerFlop) / 3600
      : 0;
  const gpuHours = trainingHours + evaluationHours + generationHours;
  const peakFlops = peakRate(point.accelerator, point.precision).flopsPerSecond;
  const utilization = (perStep * step.flops.train) / (step.total * point.gpuCount * peakFlops);
  const power = powerOf(point, step, utilization, constants);
  const energyKwh = (gpuHours * (power.deviceWatts + power.hostWatts) * point.pue) / 1000;
  const operationalKg = energyKwh * point.gridKgPerKwh;
  const embodiedKg = (gpuHours * point.embodiedKgPerDevice) / (point.lifetimeYears * hoursPerYear);
  return {
    step,
    steps,
    trainFlops: point.samples * step.flops.train,
    gpuHours,
    evaluationHours,
    generationHours,
    utilization,
    power,
    energyKwh,
    operationalKg,
    embodiedKg,
    co2eKg: operationalKg + embodiedKg,
    waterLitres: point.waterLitresPerKwh === null ? 0 : (energyKwh / point.pue) * point.waterLitresPerKwh,
    costUsd: point.usdPerGpuHour === null ? 0 : gpuHours * point.usdPerGpuHour,
    peak: peakMemory(point, constants),
  };
}
