// Which option gives each input that a report asks for.
import type { InputQuestion } from '../report/reportModel';

const FLAGS: Readonly<Record<InputQuestion['input'], string | undefined>> = {
  datasetSamples: '--dataset-samples',
  epochs: '--epochs',
  gpu: '--gpu',
  gpuCount: '--gpus',
  region: '--region',
  perDeviceBatchSize: '--batch-size',
  pue: '--pue',
  meanTokensPerSample: '--mean-tokens',
  model: undefined,
};
export const flagFor = (input: InputQuestion['input']): string | undefined => FLAGS[input];
