// Two estimates of one run beside each other, in the words of the hovers: "−54 %", "2.2×", "11 GiB less".
import type { Estimate } from '../../model/estimate';
import type { Interval } from '../../model/interval';
import { rounded } from '../figures/number';
import { co2eKg, memoryGiB, withRange, write } from '../figures/quantity';
import type { Translate } from '../translate';

/** A smaller difference is within the noise of everything else. */
const SMALLEST_DIFFERENCE = 0.01;
/** From here on a factor reads better than a percentage. */
const FACTOR_FROM = 2;

/** "0.11 kg CO₂e (0.05–0.31)", or undefined where there is no figure. */
export function costOf({ co2eKg: kilograms }: Estimate): string | undefined {
  return kilograms ? withRange(write(kilograms, co2eKg)) : undefined;
}

/** How the second quantity compares with the first: "−54 %", "+30 %", "2.2×"; undefined where they are as good as equal or one is unknown. */
export function differenceOf(before: Interval | null, after: Interval | null): string | undefined {
  if (!before || !after || !(before.mid > 0) || !(after.mid > 0)) return undefined;
  const factor = after.mid / before.mid;
  if (Math.abs(factor - 1) < SMALLEST_DIFFERENCE) return undefined;
  if (factor >= FACTOR_FROM) return `${rounded(factor)}×`;
  return factor > 1 ? `+${rounded((factor - 1) * 100)} %` : `−${rounded((1 - factor) * 100)} %`;
}

/** "11 GiB more on each GPU", or less; undefined where they are as good as equal or one is unknown. */
export function memoryDifference(before: Estimate, after: Estimate, translate: Translate): string | undefined {
  if (!differenceOf(before.peakMemoryGiB, after.peakMemoryGiB)) return undefined;
  const gib = after.peakMemoryGiB!.mid - before.peakMemoryGiB!.mid;
  const amount = write({ low: Math.abs(gib), mid: Math.abs(gib), high: Math.abs(gib) }, memoryGiB).value;
  return gib > 0 ? translate('{0} more memory on each GPU', amount) : translate('{0} less memory on each GPU', amount);
}

/** What another choice would change: "bf16 instead: −54 % GPU-hours, 11 GiB less memory on each GPU."; undefined where it changes nothing. */
export function insteadOf(choice: string, before: Estimate, after: Estimate, translate: Translate): string | undefined {
  const hours = differenceOf(before.gpuHours, after.gpuHours);
  const changes = [hours && translate('{0} GPU-hours', hours), memoryDifference(before, after, translate)].filter((change) => change !== undefined);
  return changes.length > 0 ? translate('{0}: {1}.', choice, changes.join(', ')) : undefined;
}

/** The share of the computing, without the hardware's making and the building's overhead, that goes into one kind of work; undefined where there is none. */
export function shareOfCompute({ shares }: Estimate, id: 'padding' | 'evaluation' | 'generation'): number | undefined {
  const fractionOf = (wanted: string): number => shares.find((share) => share.id === wanted)?.fraction ?? 0;
  const compute = ['training', 'padding', 'evaluation', 'generation'].reduce((sum, one) => sum + fractionOf(one), 0);
  return compute > 0 && fractionOf(id) > 0 ? fractionOf(id) / compute : undefined;
}
