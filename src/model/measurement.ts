// What a run was measured to cost, and what such measurements say about later estimates on the same hardware.

/** One finished run as a tracker or a trainer wrote it down. Quantities in the unit of their name; absent where the file does not state one. */
export interface Measurement {
  readonly kind: 'codecarbon' | 'trainer' | 'wandb';
  /** the file that says so, with the line (1-based) */
  readonly path: string;
  readonly line: number;
  /** the tracker's name for it */
  readonly name?: string;
  /** ISO 8601 */
  readonly measuredAt?: string;
  readonly wallClockHours?: number;
  /** of the machine, without the data centre's overhead */
  readonly energyKwh?: number;
  /** by the tracker's own grid intensity, operational only */
  readonly co2eKg?: number;
  readonly trainFlops?: number;
  readonly gpu?: string;
  readonly gpuCount?: number;
  /** ISO 3166 alpha-3 country as the tracker saw it */
  readonly country?: string;
  /** the part of the planned steps that was done; less than 1 says nothing about a whole run */
  readonly completed?: number;
}

/** A measurement and the run that it is of. */
export interface MeasuredRun {
  readonly runId: string;
  readonly measurement: Measurement;
}

/** How far off earlier estimates were on one device: measured over estimated, as natural logarithms, one a run. */
export interface Calibration {
  /** the accelerator's name in the tables */
  readonly gpu: string;
  /** of GPU-hours */
  readonly time: readonly number[];
  /** of the power of GPU and host */
  readonly power: readonly number[];
  /** where the measurements stand */
  readonly from: readonly { readonly path: string; readonly line: number }[];
}

/** All that is known from measurements in a workspace. */
export interface Measured {
  readonly calibrations: readonly Calibration[];
  readonly runs: readonly MeasuredRun[];
}
