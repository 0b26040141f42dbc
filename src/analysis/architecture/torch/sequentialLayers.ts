// The layers that a `nn.Sequential` runs, in order.
import { optionsOf, type Instance, type Value } from '../../evaluate/values';

/** Layers of a sequence, one that isn't known in place of what the program leaves open. */
export function layersOf(sequence: Instance): readonly Value[] {
  const [only] = sequence.call.positional;
  const members =
    sequence.call.positional.length === 1 && only?.kind === 'instance' && only.callee === 'collections.OrderedDict' ? pairsOf(only) : sequence.call.positional;
  return sequence.call.complete ? members.flatMap((member) => (member.kind === 'sequence' ? member.items : optionsOf(member))) : [unresolvedLayer];
}
const unresolvedLayer: Value = {
  kind: 'unknown',
  reason: 'run-time',
  origin: 'derived',
};
const pairsOf = (dictionary: Instance): readonly Value[] => {
  const [pairs] = dictionary.call.positional;
  return pairs?.kind === 'sequence'
    ? pairs.items.map((pair) => (pair.kind === 'sequence' ? (pair.items[1] ?? unresolvedLayer) : unresolvedLayer))
    : [unresolvedLayer];
};
