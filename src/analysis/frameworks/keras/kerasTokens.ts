// How many tokens a text model reads: what its vectorization, padding or embedding says.
import { isNone, known, knownNumber, knownString, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';
import { shortName } from '../reading';
import { partsOf } from './kerasGraph';

const isEmbedding = (object: Instance): boolean => !object.role && shortName(object.callee) === 'Embedding';
const embeds = (layer: Instance): boolean =>
  isEmbedding(layer) || [...layer.attributes.values()].some((value) => value.kind === 'instance' && isEmbedding(value));

/** Sets the sequence length from the model's own layers, else from the data that it is fed; lengths that differ by the shift of a target are one. */
export function describeTokens(draft: Draft, model: Value | undefined, features: Value | undefined): void {
  if (draft.facts.sequenceLength) return;
  const parts = [...partsOf(model)];
  const stated = agreed(parts.flatMap(lengthOfLayer));
  const length = stated ?? agreed([...partsOf(features)].flatMap(lengthOfData));
  if (length) draft.number('sequenceLength', length, (number) => number > 1 && Number.isInteger(number));
}

function lengthOfLayer(object: Instance): Value[] {
  if (object.role) return [];
  const { keywords, positional } = object.call;
  const name = shortName(object.callee);
  if (name === 'TextVectorization') return vectorized(object);
  if (name === 'Embedding') return present(keywords.get('input_length'));
  if (name === 'Input' || name === 'InputLayer') {
    const type = keywords.get('dtype');
    const integers = /int(32|64)$/.test(knownString(type) ?? (type?.kind === 'reference' ? type.name : ''));
    return integers ? present(vectorLength(object)) : [];
  }
  const input = name === '__call__' && object.receiver?.kind === 'instance' && embeds(object.receiver) ? (positional[0] ?? keywords.get('inputs')) : undefined;
  if (input?.kind === 'instance' && shortName(input.callee) === 'Input' && !input.role) return present(vectorLength(input));
  if (/^Sequential$/.test(name)) return sequentialLength(object);
  return [];
}

/** `Sequential([Input((200,)), Embedding(...)])`. */
function sequentialLength(model: Instance): Value[] {
  const layers = model.call.positional[0] ?? model.call.keywords.get('layers');
  const [first, second] = layers?.kind === 'sequence' ? layers.items : [];
  const isInput = first?.kind === 'instance' && /^Input(Layer)?$/.test(shortName(first.callee));
  return isInput && second?.kind === 'instance' && embeds(second) ? present(vectorLength(first)) : [];
}

/** The length of `Input(shape=(n,))`. */
function vectorLength(input: Instance): Value | undefined {
  const shape = input.call.keywords.get('shape') ?? input.call.keywords.get('input_shape') ?? input.call.positional[0];
  return shape?.kind === 'sequence' ? (shape.items.length === 1 ? shape.items[0] : undefined) : undefined;
}

function vectorized(layer: Instance): Value[] {
  const mode = layer.call.keywords.get('output_mode');
  return mode === undefined || knownString(mode) === 'int' ? present(layer.call.keywords.get('output_sequence_length')) : [];
}

function lengthOfData(object: Instance): Value[] {
  if (object.role) return [];
  const { keywords, positional } = object.call;
  if (shortName(object.callee) === 'TextVectorization') return vectorized(object);
  return /(^|\.)pad_sequences$/.test(object.callee) ? present(keywords.get('maxlen') ?? positional[1]) : [];
}

const present = (value: Value | undefined): Value[] => (value === undefined || isNone(value) ? [] : [value]);

function agreed(lengths: readonly Value[]): Value | undefined {
  const numbers = lengths.map(knownNumber);
  const [first] = lengths;
  if (!first || numbers.some((number) => number === undefined)) return undefined;
  const least = Math.min(...(numbers as number[]));
  const most = Math.max(...(numbers as number[]));
  if (most - least > 1) return undefined;
  return lengths[numbers.indexOf(least)] ?? known(least);
}
