// What the sections of a report are made from.
import type { Estimate } from '../../model/estimate';
import type { Alternative } from '../../model/alternative';
import type { FileAnalysis, Run } from '../../model/run';
import type { Settings } from '../../model/settings';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Translate } from '../translate';

export interface ReportInput {
  readonly file: FileAnalysis;
  readonly runIndex: number;
  readonly run: Run;
  readonly settings: Settings;
  readonly estimate: Estimate;
  readonly alternatives: readonly Alternative[];
  /** the same run with other settings, for comparisons and consequences */
  readonly estimateWith: (settings: Settings) => Estimate;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
}
