// Everything that a Keras model was made of: layers, stock networks, symbolic tensors.
import { ValueSearch } from '../../evaluate/valueSearch';
import type { Instance, Value } from '../../evaluate/values';

const searchLimit = 2_000;

/** Objects that a value leads to, itself first; `stop` keeps the walk from going into one. */
export function* partsOf(value: Value | undefined, stop: (object: Instance) => boolean = () => false): Generator<Instance> {
  const search = new ValueSearch([value], searchLimit, 'deep');
  for (const current of search) {
    if (current.kind === 'sequence') search.follow(...current.items);
    else if (current.kind === 'mapping') search.follow(...current.entries.values());
    else if (current.kind === 'choice') search.follow(...current.options);
    if (current.kind !== 'instance') continue;
    yield current;
    if (stop(current)) continue;
    search.follow(current.receiver);
    search.follow(...current.call.positional, ...current.call.keywords.values());
    for (const [name, attribute] of current.attributes) if (!name.startsWith('#')) search.follow(attribute);
  }
}
