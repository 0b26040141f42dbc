// How long a hand-written loop trains: epochs, or steps where the loop counts steps or is left at one.
import type { Loop } from '../../evaluate/state/events';
import { known, knownNumber, type Value } from '../../evaluate/values';
import { Place } from '../../languages/python/positions';
import { derived, type Draft } from '../draft';

/** Epochs are the anchor's trips; steps where the loop counts steps or is left at one. */
export function howLong(draft: Draft, loops: readonly Loop[], loaderIndex: number, inner: Loop): void {
  const [anchor] = loops as [Loop];
  const counted = anchor.trips;
  const limit = loops.flatMap((loop) => loop.exits.map((exit) => ({ ...exit, loop }))).find((exit) => isPositive(exit.limit) && !/epoch/i.test(exit.counter));
  // A counter counts optimizer steps only where the loop that steps is the one that counts.
  const countsSteps = limit && (limit.loop === inner || inner.counters.has(limit.counter) || (limit.loop.node.kind === 'while' && limit.loop === inner));
  if (limit && countsSteps && (!isPositive(counted) || isStepCounter(limit.counter) || loops.length === 1)) {
    draft.number('maxSteps', limit.limit);
    return;
  }
  const stepwise = loaderIndex < 0 && (isStepLoop(anchor) || (anchor === inner && isNamed(anchor, /episode/i)));
  if (!counted) {
    const epochs = anchor.exits.find((exit) => /epoch/i.test(exit.counter) && isPositive(exit.limit));
    if (epochs) draft.number('epochs', roundsUntil(epochs, anchor));
    return;
  }
  const passes = passesOf(counted);
  if (passes) draft.number('epochs', passes);
  else if (stepwise) {
    if (anchor === inner) draft.number('maxSteps', counted);
  } else if (loaderIndex === 0)
    draft.set('epochs', derived(1, anchor.place)); // walking the loader once
  else draft.number('epochs', counted);
}

/** How often `while epoch < epochs + 1` goes round that starts counting at 1: once less than the limit, which an input of it says where there is one. */
function roundsUntil({ limit, inclusive, from }: Loop['exits'][number], { node }: Loop): Value {
  const end = knownNumber(limit);
  if (node.kind !== 'while' || inclusive || end === undefined || end < 2 || knownNumber(from) !== 1) return limit;
  return limit.inputs?.find((input) => knownNumber(input) === end - 1) ?? known(end - 1, limit.span, 'derived', [limit]);
}

/** Steps that are so many times the length of the data are epochs: `range(epochs * len(loader))`. */
export function passesOf(steps: Value): Value | undefined {
  if (steps.kind !== 'unknown' || !steps.factors) return undefined;
  const [left, right] = steps.factors;
  if (knownNumber(left) !== undefined && countsData(right)) return left;
  return knownNumber(right) !== undefined && countsData(left) ? right : undefined;
}

/** Inputs that are looked through. */
const deepestSize = 6;

/** Whether a number that isn't known was computed from the length of something. */
function countsData(value: Value | undefined, depth = 0): boolean {
  if (value?.kind !== 'unknown' || depth > deepestSize) return false;
  return value.detail === 'len' || (value.inputs ?? []).some((input) => countsData(input, depth + 1));
}

const isPositive = (value: Value | undefined): boolean => (knownNumber(value) ?? 0) > 0;

const isStepCounter = (name: string): boolean => /step|iter|global/i.test(name);

/** A loop whose turn is a step rather than an epoch: its variable says so, or nothing inside it is walked. */
function isStepLoop(loop: Loop): boolean {
  if (loop.node.kind !== 'for') return true;
  return (isNamed(loop, /step|iter|batch|^t$|^i$|^it$/i) && !isNamed(loop, /epoch/i)) || (isNamed(loop, /^_+$/) && countsToSteps(loop));
}

/** `for _ in range(num_iterations)`: the bound's name says what the variable doesn't. */
function countsToSteps({ iterable }: Loop): boolean {
  if (iterable?.kind !== 'instance' || iterable.callee !== 'range') return false;
  const bound = iterable.call.places?.get(iterable.call.positional.length - 1);
  return bound instanceof Place && /step|iter|update/i.test(bound.text) && !/epoch/i.test(bound.text);
}

/** Whether the loop's variable has such a name, the first of `for step, batch in zip(range(n), loader)`. */
function isNamed({ node }: Loop, name: RegExp): boolean {
  if (node.kind !== 'for') return false;
  const first = node.target.kind === 'sequence' ? node.target.items[0] : node.target;
  return first?.kind === 'name' && name.test(first.name);
}
