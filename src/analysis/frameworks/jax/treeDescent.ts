// Gradient descent over a tree of plain arrays, without Optax: `jax.tree_map(lambda p, g: p - lr * g, params, grads)`.
import { callValue } from '../../evaluate/calls/calls';
import { makeInstance } from '../../evaluate/machine';
import { emptyArguments, known, knownNumber, type Value } from '../../evaluate/values';
import { derived, type Draft } from '../draft';
import type { StartHandler } from '../framework';
import { loopRun, type LoopManner } from '../handWritten';

/** What an operator was applied to; undefined for other values. */
const operandsOf = (value: Value | undefined, operator: string): readonly Value[] | undefined =>
  value?.kind === 'instance' && value.role === 'operator' && value.callee === `operator${operator}` ? value.call.positional : undefined;

/** The factor beside the gradient in what is taken off a weight. */
function rateIn(step: Value | undefined, gradient: Value): Value | undefined {
  const [left, right] = operandsOf(step, '*') ?? [];
  return left === gradient ? right : right === gradient ? left : undefined;
}

/** The run that a tree's descent belongs to; undefined for trees that are mapped for other ends. */
export function treeDescent(manner: LoopManner): StartHandler {
  return (event, reading, machine) => {
    const [update, weights, gradients] = event.instance.call.positional;
    if (!event.loop || update?.kind !== 'reference' || !update.target || !weights || !gradients) return undefined;
    const weight = makeInstance(machine, 'jax.weight', emptyArguments, undefined);
    const gradient = makeInstance(machine, 'jax.gradient', emptyArguments, undefined);
    const moved = callValue(machine, event.frame, update, { ...emptyArguments, positional: [weight, gradient] }, event.place);
    const [from, step] = operandsOf(moved, '-') ?? [];
    const rate = from === weight ? rateIn(step, gradient) : undefined;
    if (!rate) return undefined;
    const descent: LoopManner = {
      ...manner,
      yields: true,
      optimizerOf: () => known('update', event.place),
      describeOptimizer: (draft: Draft) => {
        draft.set('optimizer', derived('sgd', event.place));
        if (knownNumber(rate) === undefined) draft.doubt('learningRate', rate);
        else draft.number('learningRate', rate);
      },
    };
    return loopRun('jax', descent)(event, reading, machine);
  };
}
