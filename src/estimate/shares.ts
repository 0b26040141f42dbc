// Which part of the CO2e goes where; fractions that add up to 1.
import type { Share } from '../model/estimate';
import type { Workload } from '../model/workload';
import type { Outcome } from './physics/outcome';

/** Parts below this are left to `training`. */
const smallest = 1e-6;

export function sharesOf(workload: Workload, outcome: Outcome): Share[] {
  if (!(outcome.co2eKg > 0)) return [];
  const operational = outcome.operationalKg / outcome.co2eKg;
  const pue = workload.pue.value.mid;
  const { deviceWatts, hostWatts } = outcome.power;
  const overhead = operational * (1 - 1 / pue);
  const host = (operational / pue) * (hostWatts / (deviceWatts + hostWatts));
  const device = operational / pue - host;
  const evaluation = (device * outcome.evaluationHours) / outcome.gpuHours;
  const generation = (device * outcome.generationHours) / outcome.gpuHours;
  const padding = (device - evaluation - generation) * paddedShare(workload);
  const parts: Share[] = [
    { id: 'padding', fraction: padding },
    { id: 'evaluation', fraction: evaluation },
    { id: 'generation', fraction: generation },
    { id: 'host', fraction: host },
    { id: 'overhead', fraction: overhead },
    { id: 'embodied', fraction: outcome.embodiedKg / outcome.co2eKg },
  ];
  const shown = parts.filter(({ fraction }) => fraction > smallest);
  const rest = 1 - shown.reduce((sum, { fraction }) => sum + fraction, 0);
  return [{ id: 'training', fraction: Math.max(0, rest) }, ...shown];
}

/** Share of the computed positions that hold nothing, where both lengths are known. */
export function paddedShare({ padding, tokensPerSample, realTokensPerSample }: Workload): number {
  if (padding !== 'max_length' || !tokensPerSample || !realTokensPerSample) return 0;
  return Math.max(0, 1 - realTokensPerSample.value.mid / tokensPerSample.value.mid);
}
