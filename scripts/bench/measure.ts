// Medians of repeated measurements, and how they are printed.
import { spawnSync } from 'node:child_process';

/** The middle value; of an even number the mean of the two in the middle. @throws RangeError on none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds of each candidate, medians of `rounds` rounds in this process after `warmUp` unmeasured ones; the candidates take turns, so that noise meets all alike. */
export async function medians(candidates: readonly (() => unknown)[], rounds: number, warmUp: number): Promise<readonly number[]> {
  const times = candidates.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [index, candidate] of candidates.entries()) {
      const started = performance.now();
      await candidate();
      const elapsed = performance.now() - started;
      if (round >= 0) times[index]!.push(elapsed);
    }
  }
  return times.map(median);
}

/** Runs a program anew each time and returns the median of what it prints (a number of milliseconds), or of its whole duration when it prints none. */
export function medianOfProcesses(programArguments: readonly string[], rounds: number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { stdout, status, stderr } = spawnSync(process.execPath, programArguments, { encoding: 'utf8' });
    const elapsed = performance.now() - started;
    if (status !== 0) throw new Error(`node ${programArguments.join(' ')} ended with ${status}: ${stderr}`);
    const printed = /^MS (\S+)$/m.exec(stdout)?.[1];
    times.push(printed === undefined ? elapsed : Number(printed));
  }
  return median(times);
}

const NAME_WIDTH = 46;
const VALUE_WIDTH = 12;

export function row(name: string, value: string, remark = ''): void {
  console.log(`  ${name.padEnd(NAME_WIDTH)}${value.padStart(VALUE_WIDTH)}${remark === '' ? '' : `   ${remark}`}`);
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
