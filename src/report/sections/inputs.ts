// What each input of the estimate stands at: the user's word before the code's, the code's before what was assumed.
import type { Estimate } from '../../model/estimate';
import type { Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Inputs } from '../reportModel';

export function inputsOf(run: Run, estimate: Estimate, settings: Settings): Inputs {
  const { facts } = run;
  const rows = estimate.chain;
  const factor = (id: string): string | number | undefined => {
    const value = rows.find((row) => row.id === id || row.editable === id)?.value;
    return typeof value === 'object' ? value.mid : value;
  };
  const gpu = rows.find(({ id }) => id === 'gpu');
  const grid = rows.find(({ id }) => id === 'grid');
  return {
    // The chain's name is the table's own spelling.
    gpu: text(gpu?.value ?? settings.gpu ?? facts.gpu?.value),
    gpuCount: number(settings.gpuCount ?? facts.gpuCount?.value ?? gpu?.details?.count),
    region: text(settings.region ?? facts.region?.value ?? grid?.details?.code ?? grid?.details?.name ?? grid?.value),
    pue: number(settings.pue ?? factor('pue')),
    precision: text(settings.precision ?? facts.precision?.value ?? factor('precision')),
    method: text(settings.method ?? facts.method?.value ?? factor('method')),
    epochs: number(settings.epochs ?? facts.epochs?.value ?? factor('epochs')),
    perDeviceBatchSize: number(settings.perDeviceBatchSize ?? facts.perDeviceBatchSize?.value ?? factor('perDeviceBatchSize')),
    datasetSamples: number(settings.datasetSamples ?? facts.datasetSamples?.value ?? factor('datasetSamples')),
    meanTokensPerSample: number(settings.meanTokensPerSample ?? facts.meanTokensPerSample?.value),
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
