// How often a run evaluates, and on how much: only where the code schedules it and the data set of the run has a part for it.
import type { Fact } from '../../../model/run';
import type { Loop } from '../../evaluate/state/events';
import { knownNumber, knownString, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { Reading } from '../reading';
import { loaderOf } from './loaders';
import { isUngraded } from './trainedParts';
import { datasetNames } from './datasets';
import { partOf } from './datasetParts';

const heldBack = /^split (valid|dev|test)[\w-]*$/;
const firstRows = /^first (\d+)$/;

/**
 * Sets `evaluationPasses`, and `evaluationSamples` where the code takes so many rows. Says nothing where the evaluated part is one that no table knows,
 * such as a share of the training split, or belongs to another data set.
 */
export function describeEvaluation(draft: Draft, data: Value | undefined, passes: Fact<number> | undefined, reading: Reading): void {
  if (!data || !passes || passes.value < 1) return;
  const part = partOf(data, reading);
  const [split, rows, ...more] = part?.steps ?? [];
  if (!split || more.length > 0 || !heldBack.test(split)) return;
  const count = rows === undefined ? undefined : firstRows.exec(rows)?.[1];
  if (rows !== undefined && count === undefined) return;
  const names = new Set(datasetNames([data], reading).map((name) => knownString(name)));
  if (!draft.facts.dataset || names.size !== 1 || !names.has(draft.facts.dataset.value)) return;
  draft.set('evaluationPasses', passes);
  if (count !== undefined) draft.set('evaluationSamples', derived(Number(count), part?.cause.span));
}

/** A pass after each epoch. */
const afterEachEpoch = (draft: Draft, schedule: Value | undefined): Fact<number> | undefined => {
  const epochs = draft.facts.epochs?.value;
  return epochs === undefined ? undefined : derived(Math.floor(epochs), schedule?.span);
};

/** A loop of an epoch that goes through another part of the data without gradients. */
export function evaluationInLoop(draft: Draft, anchor: Loop, reading: Reading): void {
  for (const { event, loop } of reading.inside(anchor, 'forward')) {
    if (!loop || loop === anchor || event.guard || !isUngraded(event)) continue;
    describeEvaluation(draft, loaderOf(loop.iterable, reading)?.dataset, afterEachEpoch(draft, loop.iterable), reading);
    if (draft.facts.evaluationPasses) return;
  }
}

/** What TrainingArguments schedule (transformers 4.50): `eval_strategy`, once `evaluation_strategy`, with `eval_steps`, which `logging_steps` stand in for. */
export function scheduleOfArguments(draft: Draft, args: Value | undefined, reading: Reading): Fact<number> | undefined {
  const strategy = reading.stated(args, 'eval_strategy') ?? reading.stated(args, 'evaluation_strategy');
  const name = strategy?.kind === 'reference' ? strategy.name.replace(/^.*\./, '').toLowerCase() : knownString(strategy);
  if (name === 'epoch') return afterEachEpoch(draft, strategy);
  if (name !== 'steps') return undefined;
  const every = knownNumber(reading.property(args, 'eval_steps')) ?? knownNumber(reading.property(args, 'logging_steps'));
  const steps = draft.facts.maxSteps?.value;
  if (every === undefined || every <= 0) return undefined;
  if (every < 1) return derived(Math.floor(1 / every), strategy?.span);
  return steps === undefined ? undefined : derived(Math.floor(steps / every), strategy?.span);
}
