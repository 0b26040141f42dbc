// Gradient accumulation in hand-written loops: several backward passes make one step.
import type { CallEvent } from '../../evaluate/machine';
import { knownNumber } from '../../evaluate/values';
import type { Draft } from '../draft';
import type { Reading } from '../reading';

/** `for micro in range(n): loss.backward()` inside the loop that steps: n passes make one step. */
export function accumulatedWithin(draft: Draft, event: CallEvent, reading: Reading): void {
  const passes = event.loop ? reading.inside(event.loop, 'backward').map((happening) => happening.loop) : [];
  const loop = passes.find((inner) => inner !== event.loop && inner?.outer === event.loop);
  if (loop?.iterable?.kind === 'instance' && loop.iterable.callee === 'range' && loop.trips) draft.number('gradientAccumulation', loop.trips);
}

/** `if (step + 1) % n == 0: optimizer.step()`. */
export function accumulation(draft: Draft, event: CallEvent): void {
  for (let guard = event.guard; guard; guard = guard.outer) {
    const every = knownNumber(guard.every);
    if (every !== undefined && every >= 1 && every <= 4096) draft.number('gradientAccumulation', guard.every);
    else draft.doubt('gradientAccumulation', guard.every);
  }
}
