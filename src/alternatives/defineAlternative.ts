// The shape of a rule: when it applies, what it changes, which edits make it so, what it may cost and who says so. Its saving is never in it.
import type { Evidence, TextEdit } from '../model/alternative';
import type { Estimate } from '../model/estimate';
import type { FactName, Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { Workload } from '../model/workload';
import type { Knowledge } from '../knowledge/knowledge';
import type { Translate } from '../report/translate';

/** What a rule may look at. */
export interface RuleContext {
  readonly run: Run;
  readonly settings: Settings;
  /** the run made complete: what is assumed is in here too */
  readonly workload: Workload;
  readonly before: Estimate;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
}

/** What the run would be afterwards: facts that the edits change (null: no longer stated), or settings that the user changes. */
export interface Change {
  readonly facts?: Readonly<Partial<Record<FactName, string | number | boolean | null>>>;
  readonly settings?: Settings;
}

/** One way of following a rule in this run; several differ by `variant`. */
export interface Proposal {
  readonly variant?: string;
  readonly title: string;
  readonly change: Change;
  /** empty only for a change of settings */
  readonly edits: readonly TextEdit[];
  readonly qualityCost: string;
  readonly evidence: readonly Evidence[];
  /** whether the estimate that the change leads to still makes sense (it fits the memory); always, where absent */
  readonly accepts?: (after: Estimate) => boolean;
}

export interface AlternativeRule {
  /** the name of the rule's page in docs/rules */
  readonly id: string;
  /** @returns the proposals for this run, none where the rule does not apply. */
  readonly propose: (context: RuleContext) => readonly Proposal[];
}

/** A rule in its parts: `applies` decides, `proposals` says how; both only read. */
export function defineAlternative(parts: {
  readonly id: string;
  readonly applies: (context: RuleContext) => boolean;
  readonly proposals: (context: RuleContext) => readonly (Proposal | undefined)[];
}): AlternativeRule {
  return {
    id: parts.id,
    propose: (context) => (parts.applies(context) ? parts.proposals(context).filter((proposal) => proposal !== undefined) : []),
  };
}
