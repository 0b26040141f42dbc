// A greener way to do the same run: an edit or a setting, what it would save, what it may cost, and the evidence.
import type { Estimate } from './estimate';
import type { Interval } from './interval';
import type { FactName } from './run';
import type { Span } from './source';

/** Replaces `span` with `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

export interface Evidence {
  readonly claim: string;
  readonly url: string;
}

export interface Alternative {
  /** the rule's id; with `variant` unique within a run */
  readonly id: string;
  readonly variant?: string;
  readonly title: string;
  /** the difference of two estimates in percent of the first; negative would mean a loss and is not offered */
  readonly saves: { readonly co2ePercent: Interval; readonly gpuHoursPercent: Interval };
  readonly qualityCost: string;
  readonly evidence: readonly Evidence[];
  /** empty for a change of settings */
  readonly edits: readonly TextEdit[];
  /** settings to change instead of text (`region`, `gpu`) */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** what the edits make of the run's facts, for re-estimates of several alternatives together; null: no longer stated */
  readonly facts?: Readonly<Partial<Record<FactName, string | number | boolean | null>>>;
  /** the run's estimate with this alternative alone */
  readonly after: Estimate;
}
