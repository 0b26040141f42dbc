// Gradient descent written out, without an optimizer.
import type { Instance, Value } from '../../evaluate/values';
import { derived } from '../draft';
import type { StartHandler } from '../framework';
import { loopRun, torchManner } from '../handWritten';
import { ownerOfParameter } from './freezing';

/** `p.data.add_(p.grad, alpha=-lr)` for each of a model's parameters: gradient descent without an optimizer. */
export const handWrittenDescent: StartHandler = (event, reading, machine) => {
  const { receiver, call } = event.instance;
  const owner = receiver?.kind === 'instance' ? ownerOfParameter(receiver) : undefined;
  const gradient = call.positional.find((value): value is Instance => value.kind === 'instance' && /\.grad(\.data)?$/.test(value.callee));
  if (!owner || !gradient || !event.loop) return undefined;
  const rate = call.keywords.get('alpha');
  return loopRun('pytorch', {
    ...torchManner,
    optimizerOf: () => owner,
    describeOptimizer: (draft) => {
      draft.set('optimizer', derived('sgd', event.place));
      const first = rate && initially(rate);
      if (first) draft.number('learningRate', absolute(first));
    },
  })(event, reading, machine);
};

/** A rate that the loop lowers starts at what it was before the loop. */
function initially(rate: Value): Value {
  const open = rate.kind === 'unknown' ? [rate, ...(rate.inputs ?? [])] : [];
  return open.flatMap((value) => (value.kind === 'unknown' && value.counterFrom ? [value.counterFrom] : []))[0] ?? rate;
}

const absolute = (value: Value): Value => (value.kind === 'known' && typeof value.value === 'number' ? { ...value, value: Math.abs(value.value) } : value);
