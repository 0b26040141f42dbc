// What the user decided for the workspace, the command line or a what-if; each wins over an assumption and loses to nothing.
import type { Measured } from './measurement';

/** All optional; a missing one is assumed and called assumed. */
export interface Settings {
  /** an accelerator's name or alias */
  readonly gpu?: string;
  readonly gpuCount?: number;
  /** ISO 3166 country code, cloud region or grid zone */
  readonly region?: string;
  readonly gridIntensityKgPerKwh?: number;
  readonly pue?: number;
  readonly datasetSamples?: number;
  readonly epochs?: number;
  readonly precision?: string;
  readonly perDeviceBatchSize?: number;
  readonly method?: string;
  readonly meanTokensPerSample?: number;
  /** accelerators of a cluster's partitions or queues, by the name that job scripts ask for: `{ "gpu-long": "A100-80GB" }` */
  readonly partitions?: Readonly<Record<string, string>>;
  /** what earlier runs were measured to cost, beside the estimates that they correct */
  readonly measured?: Measured;
}

/** The settings with some of them tried otherwise. A stated intensity belongs to the place that was stated with it. */
export function withTried(settings: Settings, tried: Settings): Settings {
  const { gridIntensityKgPerKwh, ...rest } = settings;
  const stays = tried.region === undefined && gridIntensityKgPerKwh !== undefined;
  return { ...rest, ...(stays ? { gridIntensityKgPerKwh } : {}), ...tried };
}
