// Puts every rule to a run, estimates each proposal anew, and keeps those that save something, the biggest saving first.
import type { Alternative } from '../model/alternative';
import type { Estimate } from '../model/estimate';
import type { Run } from '../model/run';
import type { Settings } from '../model/settings';
import type { Resolved } from '../model/workload';
import type { Knowledge } from '../knowledge/knowledge';
import type { Translate } from '../report/translate';
import { applyChanges } from './applyChange';
import type { Proposal, RuleContext } from './defineAlternative';
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

export function findAlternatives(run: Run, settings: Settings, estimator: Estimator): readonly Alternative[] {
  const measured = comparable(run, settings, estimator);
  if (!measured) return [];
  const { workload } = estimator.resolve(run, measured);
  if (!workload) return [];
  const before = estimator.estimate(run, measured);
  const context: RuleContext = { run, settings: measured, workload, before, knowledge: estimator.knowledge, translate: estimator.translate };
  const found = ALL_RULES.flatMap(({ id, propose }) => {
    const alternatives = propose(context).flatMap((proposal) => judged(id, proposal, context, settings, estimator) ?? []);
    return ONLY_THE_BEST.has(id) ? alternatives.sort(bySaving).slice(0, 1) : alternatives;
  });
  return found.sort(bySaving);
}

const bySaving = (a: Alternative, b: Alternative): number => b.saves.co2ePercent.mid - a.saves.co2ePercent.mid;

/** The settings under which the run has a figure, with a reference size where only the size is missing; undefined where more is. */
function comparable(run: Run, settings: Settings, { estimate }: Estimator): Settings | undefined {
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
