// What a model of one's own may be given in its forward pass, by the size of images and texts that the data have: where the program's own call doesn't tell.
import { findInClass } from '../../evaluate/classes/classLookup';
import { targetOf } from '../../evaluate/state/targets';
import { knownNumber, type CallArguments, type Instance, type Value } from '../../evaluate/values';
import type { Draft } from '../draft';

const searchLimit = 300;

/** The first layer of a kind in the order in which layers were made. */
export function firstLayer(model: Instance, kind: RegExp): Instance | undefined {
  const seen = new Set<Value>();
  const pending: Value[] = [model];
  while (pending.length > 0 && seen.size < searchLimit) {
    const current = pending.shift()!;
    if (seen.has(current)) continue;
    seen.add(current);
    if (current.kind === 'sequence') pending.unshift(...current.items);
    if (current.kind === 'mapping') pending.unshift(...current.entries.values());
    if (current.kind !== 'instance' || current.role) continue;
    if (kind.test(current.callee)) return current;
    pending.unshift(...(current.callee.startsWith('torch.nn.') ? current.call.positional : []), ...current.attributes.values());
  }
  return undefined;
}

/** Channels that images have, the most frequent first. */
export const imageChannels = [3, 1];

/** Tables of users and items that a sample has one number in each of: no layer goes along a sequence. */
const isRecommender = (model: Instance): boolean =>
  forwardParameters(model).length > 1 &&
  firstLayer(model, /^torch\.nn\.Embedding$/) !== undefined &&
  !firstLayer(model, /^torch\.nn\.(Conv|LSTM|GRU|RNN|Transformer|Multihead|LayerNorm|EmbeddingBag|\w*Pool)/);

/** Shapes that a batch of one may have: channels and a square for images, flat where the first layer takes so, a length for texts; layers that don't fit tell the wrong ones. */
export function possibleBatches(model: Instance, { facts }: Draft): readonly (readonly number[])[] {
  const side = facts.imageSize?.value;
  const length = facts.sequenceLength?.value;
  // recurrent layers and transformers take the batch second unless told otherwise
  if (!side && !length) return isRecommender(model) ? [[1]] : [];
  if (!side)
    return length && firstLayer(model, /^torch\.nn\.Embedding$/)
      ? [
          [1, length],
          [length, 1],
        ]
      : [];
  const first = firstLayer(model, /^torch\.nn\.(Conv2d|Linear)$/);
  const width = first && knownNumber(first.call.keywords.get('in_channels') ?? first.call.keywords.get('in_features') ?? first.call.positional[0]);
  if (first?.callee === 'torch.nn.Linear') {
    const channels = imageChannels.find((count) => width === count * side * side);
    if (channels)
      return [
        [1, channels, side, side],
        [1, channels * side * side],
      ];
  }
  // the layer made first need not be the one that the input meets
  return [...new Set([first?.callee === 'torch.nn.Conv2d' ? width : undefined, ...imageChannels])].flatMap((count) => (count ? [[1, count, side, side]] : []));
}

export const tensor = (): Instance => ({
  kind: 'instance',
  callee: 'torch.Tensor',
  bases: [],
  call: { positional: [], keywords: new Map(), complete: true },
  attributes: new Map(),
  origin: 'derived',
});

/** Arguments that are one number a sample: a diffusion step, a class. */
export const oneASample = /^(t|ts|time|times|timesteps?|time_?steps?|sigmas?|noise_levels?|noise_labels?|labels?|class_labels?|y|c|augment_labels)$/;

/** What the training gives the model's forward pass: a sample first, then whatever else it gives, by name where the class says it. */
export function inputsOf(
  model: Instance,
  batch: readonly number[],
  given: CallArguments | undefined,
): { call: CallArguments; shapes: Map<Value, readonly number[]> } {
  const input = tensor();
  const shapes = new Map<Value, readonly number[]>([[input, batch]]);
  const names = forwardParameters(model);
  const another = (name: string | undefined): Instance => {
    const value = tensor();
    if (name && oneASample.test(name)) shapes.set(value, [1]);
    else if (batch.length < 3) shapes.set(value, batch);
    return value;
  };
  const count = Math.max(given?.positional.length ?? 1, 1);
  const more = Array.from({ length: count - 1 }, (_, index) => {
    const value = given?.positional[index + 1];
    return value?.kind === 'known' ? value : another(names[index + 1]);
  });
  const keywords = [...(given?.keywords ?? [])]
    .filter(([name]) => name !== names[0])
    .map(([name, value]) => [name, value.kind === 'known' ? value : another(name)] as const);
  return { call: { positional: [input, ...more], keywords: new Map(keywords), complete: true }, shapes };
}

export function forwardParameters(model: Instance): readonly string[] {
  const target = targetOf(model.classTarget as Value | undefined);
  const forward = target?.type === 'class' ? targetOf(findInClass(target, 'forward')?.value) : undefined;
  return forward?.type === 'function' ? forward.node.parameters.slice(1).map((parameter) => parameter.name) : [];
}
