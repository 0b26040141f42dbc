// An unknown condition: every branch runs from the same state, and what they leave behind is joined.
import type { Completion, Machine } from '../machine';
import type { Value } from '../values';

/**
 * Runs all branches and joins their writes. A branch that leaves (raises, returns, breaks) is left out of the join while another goes on.
 * `condition` is the value that the first branch depends on: it may say that the branch runs every so many steps, or that it ends a loop at a limit.
 */
export function branch(machine: Machine, condition: Value, branches: readonly (() => Completion)[]): Completion {
  const outcomes = branches.map((run, index) => {
    const outerGuard = machine.guard;
    const every = index === 0 ? machine.periods.get(condition) : undefined;
    if (every) machine.guard = { every, loop: machine.loop, outer: outerGuard };
    machine.openBranches++;
    const { result, touched } = machine.trail.attempt(run);
    machine.openBranches--;
    machine.guard = outerGuard;
    if (index === 0 && (result === 'break' || result === 'return' || result === 'raise')) noteExit(machine, condition, result);
    return { result, touched };
  });
  const going = outcomes.filter((outcome) => outcome.result === 'normal');
  if (going.length > 0) {
    machine.trail.join(going.map((outcome) => outcome.touched));
    return 'normal';
  }
  const leaving = outcomes.filter((outcome) => outcome.result !== 'raise');
  machine.trail.join((leaving.length > 0 ? leaving : outcomes).map((outcome) => outcome.touched));
  return leaving.at(-1)?.result ?? 'raise';
}

function noteExit(machine: Machine, condition: Value, result: Completion): void {
  const limit = machine.limits.get(condition);
  if (!limit) return;
  for (let loop = machine.loop; loop; loop = loop.outer) {
    if (loop.function !== machine.callStack.at(-1)) break;
    loop.exits.push(limit);
    if (result === 'break') break;
  }
}
