// Gradient accumulation in hand-written loops: several backward passes make one step.
import type { CallEvent, Loop } from '../../evaluate/state/events';
import { knownNumber } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { Reading } from '../reading';

/** `for micro in range(n): loss.backward()` inside the loop that steps: n passes make one step. */
export function accumulatedWithin(draft: Draft, event: CallEvent, reading: Reading): void {
  const passes = event.loop ? reading.inside(event.loop, 'backward').map((happening) => happening.loop) : [];
  const loop = passes.find((inner) => inner !== event.loop && inner?.outer === event.loop);
  if (loop?.iterable?.kind === 'instance' && loop.iterable.callee === 'range' && loop.trips) draft.number('gradientAccumulation', loop.trips);
}

/** Whether the same optimizer also steps where the condition doesn't hold: the rounds differ in what they do, not in whether they step. */
function stepsOtherwise(event: CallEvent, reading: Reading): boolean {
  const { guard, loop, instance } = event;
  return (
    guard !== undefined &&
    reading
      .inside(loop, 'update')
      .some(({ event: other }) => other.loop === loop && other.guard === guard.outer && other.instance.receiver === instance.receiver)
  );
}

/** `if (step + 1) % n == 0: optimizer.step()`. */
export function accumulation(draft: Draft, event: CallEvent, reading: Reading): void {
  if (stepsOtherwise(event, reading)) return;
  let inner = event.loop;
  while (inner?.unrolled) inner = inner.outer;
  for (let guard = event.guard; guard; guard = guard.outer) {
    // A condition around the loop that steps says how often that loop is run.
    if (guard.loop !== event.loop && guard.loop !== inner) break;
    const every = knownNumber(guard.every);
    if (every !== undefined && every >= 1 && every <= 4096) draft.number('gradientAccumulation', guard.every);
    else draft.doubt('gradientAccumulation', guard.every);
  }
}

/** Rounds that the loop counts itself are steps only every so many: 1000 rounds that accumulate 4 passes make 250 steps. */
export function stepsOfRounds(draft: Draft, event: CallEvent): void {
  const { maxSteps, gradientAccumulation } = draft.facts;
  if (!maxSteps || !gradientAccumulation || gradientAccumulation.value <= 1 || !event.guard || !event.loop) return;
  if (!roundsOf(event.loop).includes(maxSteps.value)) return;
  const steps = Math.floor(maxSteps.value / gradientAccumulation.value);
  if (steps > 0) draft.set('maxSteps', derived(steps, maxSteps.span));
}

/** How many rounds a loop goes by its own variable: what `range` was given, or where `if step >= limit: break` leaves it. */
function roundsOf({ node, trips, exits, counters }: Loop): readonly (number | undefined)[] {
  if (node.kind !== 'for') return [];
  // The index that `enumerate` gives is a counter without a name of its own.
  const own = exits.filter(({ counter }) => !counters.has(counter));
  return [trips, ...own.map(({ limit }) => limit)].map((value) => knownNumber(value));
}
