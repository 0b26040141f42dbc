// Everything that a Keras model was made of: layers, stock networks, symbolic tensors.
import type { Instance, Value } from '../../evaluate/values';

const searchLimit = 2_000;

/** Objects that a value leads to, itself first; `stop` keeps the walk from going into one. */
export function* partsOf(value: Value | undefined, stop: (object: Instance) => boolean = () => false): Generator<Instance> {
  const seen = new Set<Value>();
  const pending: Value[] = value ? [value] : [];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.pop()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.push(...current.items);
    else if (current.kind === 'mapping') pending.push(...current.entries.values());
    else if (current.kind === 'choice') pending.push(...current.options);
    if (current.kind !== 'instance') continue;
    yield current;
    if (stop(current)) continue;
    if (current.receiver) pending.push(current.receiver);
    pending.push(...current.call.positional, ...current.call.keywords.values());
    for (const [name, attribute] of current.attributes) if (!name.startsWith('#')) pending.push(attribute);
  }
}
