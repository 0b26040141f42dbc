// Puts every rule to a run, estimates each proposal anew, and keeps those that save something, the biggest saving first.
import type { Alternative } from '../model/alternative';
import type { Estimate } from '../model/estimate';
import type { Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { Resolved } from '../model/workload';
import type { Knowledge } from '../knowledge/knowledge';
import type { Translate } from '../report/translate';
import { applyChanges } from './applyChange';
import type { AlternativeRule, Proposal, RuleContext } from './defineAlternative';
import { ALL_RULES } from './rules/allRules';
import { savingOf } from './saving';

/** What the engine lends: resolving and estimating, the same as for the run itself. */
export interface Estimator {
  readonly resolve: (run: Run, settings: Settings) => Resolved;
  readonly estimate: (run: Run, settings: Settings) => Estimate;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
}

/** A smaller saving is within the noise of everything else. */
const SMALLEST_SAVING_PERCENT = 1;
/** Rules whose variants exclude each other show only their best one. */
const ONLY_THE_BEST: ReadonlySet<string> = new Set(['newer-gpu', 'greener-region']);
/** Where the data-set size is not known, savings are worked out for this many samples: relative figures hardly depend on it. */
const REFERENCE_SAMPLES = 10_000;
const REFERENCE_EPOCHS = 1;

/** A search that can be left between two rules and gone on with: each rule costs some estimates, and an editor has other things to do. */
export class AlternativesSearch {
  private readonly found: Alternative[] = [];
  private readonly rules = ALL_RULES[Symbol.iterator]();
  private context: RuleContext | undefined;
  private result: readonly Alternative[] | undefined;

  constructor(
    private readonly run: Run,
    private readonly settings: Settings,
    private readonly estimator: Estimator,
  ) {}

  /** Puts one more rule to the run. @returns false once all have been. */
  step(): boolean {
    if (this.result) return false;
    this.context ??= contextOf(this.run, this.settings, this.estimator);
    const next = this.context ? this.rules.next() : undefined;
    if (!next || next.done) this.result = this.found.sort(bySaving);
    else this.found.push(...this.proposed(next.value, this.context!));
    return !this.result;
  }

  /** Greener ways to do the same run, the biggest saving first; goes through the rules that are left. */
  all(): readonly Alternative[] {
    while (this.step());
    return this.result ?? [];
  }

  private proposed({ id, propose }: AlternativeRule, context: RuleContext): readonly Alternative[] {
    const alternatives = propose(context).flatMap((proposal) => judged(id, proposal, context, this.settings, this.estimator) ?? []);
    return ONLY_THE_BEST.has(id) ? alternatives.sort(bySaving).slice(0, 1) : alternatives;
  }
}

function contextOf(run: Run, settings: Settings, estimator: Estimator): RuleContext | undefined {
  const measured = comparable(run, settings, estimator);
  const workload = measured && estimator.resolve(run, measured).workload;
  if (!workload) return undefined;
  const { knowledge, translate } = estimator;
  return { run, settings: measured, workload, before: estimator.estimate(run, measured), knowledge, translate };
}

const bySaving = (a: Alternative, b: Alternative): number => b.saves.co2ePercent.mid - a.saves.co2ePercent.mid;

/** The settings under which the run has a figure, with a reference size where only the size is missing; undefined where more is. */
export function comparable(run: Run, settings: Settings, { estimate }: Pick<Estimator, 'estimate'>): Settings | undefined {
  const withReference: Settings = { ...settings, datasetSamples: settings.datasetSamples ?? REFERENCE_SAMPLES };
  const candidates: readonly Settings[] = [settings, withReference, { ...withReference, epochs: settings.epochs ?? REFERENCE_EPOCHS }];
  return candidates.find((candidate) => estimate(run, candidate).co2eKg !== null);
}

/** @param stated the user's own settings, for the figure after the change; the saving is worked out under the context's. */
function judged(
  id: string,
  { variant, title, change, edits, qualityCost, evidence, accepts }: Proposal,
  context: RuleContext,
  stated: Settings,
  { estimate }: Estimator,
): Alternative | undefined {
  const changed = applyChanges(context.run, context.settings, [change]);
  const after = estimate(changed.run, changed.settings);
  const saves = savingOf(context.before, after);
  if (!saves || saves.co2ePercent.mid < SMALLEST_SAVING_PERCENT) return undefined;
  if (accepts && !accepts(after)) return undefined;
  const own = context.settings === stated ? after : estimate(changed.run, applyChanges(context.run, stated, [change]).settings);
  return {
    id,
    ...(variant === undefined ? {} : { variant }),
    title,
    saves,
    qualityCost,
    evidence,
    edits,
    ...(change.settings ? { settings: change.settings as Readonly<Record<string, string | number>> } : {}),
    ...(change.facts ? { facts: change.facts } : {}),
    after: own,
  };
}

/** The run's estimate with all these alternatives at once. */
export function estimateTogether(run: Run, settings: Settings, alternatives: readonly Alternative[], { estimate }: Estimator): Estimate {
  const changed = applyChanges(
    run,
    settings,
    alternatives.map(({ facts, settings: changedSettings }) => ({ facts, settings: changedSettings as Settings | undefined })),
  );
  return estimate(changed.run, changed.settings);
}
