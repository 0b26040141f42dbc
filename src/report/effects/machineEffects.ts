// What the machine and how it is used do: precision, kernels, the GPU and how many there are.
import type { Accelerator } from '../../model/hardware';
import type { Precision } from '../../model/run';
import { percent, rounded } from '../figures/number';
import { hours, powerKw, write } from '../figures/quantity';
import { differenceOf, insteadOf } from './comparison';
import type { Effect } from './effectOf';

const KW_PER_W = 1e-3;

/** What a precision is best compared with: 16 bits where it is fp32, fp32 where it is 16 bits already. */
function otherPrecision(precision: Precision, device: Accelerator | undefined): Precision | undefined {
  if (precision === 'bf16' || precision === 'fp16') return 'fp32';
  if (precision === 'fp8') return 'bf16';
  if (precision !== 'fp32' && precision !== 'tf32') return undefined;
  return device?.peakTflops.bf16 ? 'bf16' : device?.peakTflops.fp16 ? 'fp16' : undefined;
}

/** "bf16 instead: −54 % GPU-hours, 5.1 GiB less memory on each GPU." */
export const precisionEffect: Effect = ({ run, estimate, device, estimateWith, translate }) => {
  const other = otherPrecision(run.facts.precision!.value, device);
  return other && insteadOf(translate('{0} instead', other), estimate, estimateWith({ precision: other }), translate);
};

export const compileEffect: Effect = ({ run, estimate, estimateWith, translate }) =>
  run.facts.compile?.value === true ? insteadOf(translate('Without compiling'), estimate, estimateWith({ compile: false }), translate) : undefined;

export const flashAttentionEffect: Effect = ({ run, estimate, estimateWith, translate }) =>
  run.facts.flashAttention?.value === true
    ? insteadOf(translate('Without flash attention'), estimate, estimateWith({ flashAttention: false }), translate)
    : undefined;

/** "Runs at about 42 % of its peak and draws 0.31 kW, its share of the host included." */
export const gpuEffect: Effect = ({ estimate, translate }) => {
  const power = estimate.chain.find(({ id }) => id === 'power')?.value;
  if (!estimate.utilization || typeof power !== 'object') return undefined;
  const watts = { low: power.low * KW_PER_W, mid: power.mid * KW_PER_W, high: power.high * KW_PER_W };
  return translate(
    'Runs at about {0} of its peak and draws {1}, its share of the host included.',
    percent(estimate.utilization.mid),
    write(watts, powerKw).value,
  );
};

/** Against one GPU where there are several, against two where there is one. */
export const gpuCountEffect: Effect = ({ run, estimate, estimateWith, translate }) => {
  const count = run.facts.gpuCount!.value;
  const others = count > 1 ? 1 : 2;
  const other = estimateWith({ gpuCount: others, globalBatchSize: null });
  if (!estimate.wallClockHours || !other.wallClockHours) return undefined;
  const [here, there] = [write(estimate.wallClockHours, hours).value, write(other.wallClockHours, hours).value];
  const carbon = differenceOf(estimate.co2eKg, other.co2eKg);
  return carbon
    ? translate('On {0}: {1} instead of {2}, {3} CO₂e.', rounded(others, 1), there, here, carbon)
    : translate('On {0}: {1} instead of {2}, the same CO₂e.', rounded(others, 1), there, here);
};
