// How a forward pass is followed: what the program's own machine does for it, and which values layers gave.
import type { Machine } from '../../evaluate/machine';
import { ValueSearch } from '../../evaluate/valueSearch';
import type { CallArguments, Instance, Value } from '../../evaluate/values';
import type { Sizes } from './indexing';
import type { TensorShape } from './shapes';

/** Values looked at on the way from a tensor back to the layers that it came through. */
const searchLimit = 20_000;

/** What the program's own code does in a forward pass. */
export interface ForwardPass {
  /** runs `forward` of a workspace module, in which `measure` tells the shapes of tensors; undefined where it has none */
  readonly callForward: (module: Instance, call: CallArguments, measure: NonNullable<Machine['measure']>) => Value | undefined;
  /** whether what is run just now may not be run after all */
  readonly isUncertain: () => boolean;
  /** the shape of what the program takes from its data */
  readonly sampled?: (value: Instance, sizes: Sizes) => TensorShape | undefined;
  /** whether a value was made in a loop that was entered once for all its rounds, so that its work is done more often than it is seen */
  readonly isRepeated: (value: Instance) => boolean;
}

/** Whether an object was called as a module is. */
export const isCall = ({ callee, role }: Instance): boolean => !role && callee.endsWith('.__call__');

/** Whether a layer was called on the way to a value. */
export function comesFromLayer(value: Instance): boolean {
  const search = new ValueSearch([value], searchLimit);
  for (const current of search) {
    if (current.kind === 'choice') search.follow(...current.options);
    if (current.kind === 'sequence') search.follow(...current.items);
    if (current.kind !== 'instance') continue;
    if (isCall(current)) return true;
    search.follow(current.receiver, ...current.call.positional);
  }
  return false;
}
