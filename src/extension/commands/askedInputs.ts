// The inputs that are asked for, and numbers as people type them.
import type { InputQuestion } from '../../report/reportModel';

export type AskedInput = Exclude<InputQuestion['input'], 'model'>;

export const askedInputs: readonly AskedInput[] = ['datasetSamples', 'epochs', 'gpu', 'gpuCount', 'region', 'perDeviceBatchSize', 'pue', 'meanTokensPerSample'];

/** "120 000", "120k", "1.2M", "1_000": as people write counts; undefined when it is none that this input takes. */
export function readNumber(typed: string, input: AskedInput): number | undefined {
  const match = /^([\d.]+)\s*([kKmM]?)$/.exec(typed.replace(/[\s,_]/g, ''));
  if (!match) return undefined;
  const value = Number(match[1]) * (match[2] === '' ? 1 : /k/i.test(match[2] ?? '') ? 1e3 : 1e6);
  if (!Number.isFinite(value) || value <= 0) return undefined;
  if (input === 'pue') return value >= 1 ? value : undefined;
  if (input === 'epochs' || input === 'meanTokensPerSample') return value;
  return Number.isInteger(value) ? value : undefined;
}
