// What the page shows of a run: the report under what is being tried, beside the one of the files as they are.
import type { Report } from '../../src/report/reportModel';
import type { ReportState } from '../protocol/messages';

/** The chosen alternatives estimated together. */
export interface Combined {
  /** "0.34 → 0.09 kg CO₂e" */
  readonly change: string;
  /** "−74 %" and "64–80" */
  readonly saving: string;
  readonly savingRange: string;
  /** edits that would be made; 0 when only settings change */
  readonly edits: number;
  /** two of them change the same lines */
  readonly clash: boolean;
}

export interface Shown extends ReportState {
  /** what the files and settings say, while other inputs are being tried */
  readonly baseline: Report | null;
  readonly combined: Combined | null;
  /** `waiting` until the estimator has been loaded, `failed` when it could not be */
  readonly estimator: 'ready' | 'waiting' | 'failed';
}
