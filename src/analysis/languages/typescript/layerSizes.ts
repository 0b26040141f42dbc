// Weights, work and output shapes of TensorFlow.js layers: the same rules as Keras's, read off a layer's options (https://js.tensorflow.org/api/latest/#Layers).
import { kerasLayerSize, kerasMergeSize } from '../../architecture/keras/kerasLayers';
import type { CallArguments, Value } from '../../evaluate/values';

/** Shape of one sample; undefined sides are not known. */
export type Shape = readonly (number | undefined)[];

/** A layer as a script makes it: its kind, `dense` or `conv2d` as `tf.layers` has it, and its options. */
export interface Layer {
  readonly kind: string;
  readonly entries: ReadonlyMap<string, Value>;
}

export interface LayerSize {
  readonly parameters: number;
  /** forward, one sample, 2 per multiply-add; NaN where a side is open */
  readonly flops: number;
  readonly output: Shape;
}

/** Options under the names that Keras gives them: `kernelSize` is `kernel_size`. */
const argumentsOf = ({ entries }: Layer): CallArguments => ({
  positional: [],
  keywords: new Map([...entries].map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])),
  complete: true,
});

const opened = (shape: Shape): readonly number[] => shape.map((side) => side ?? Number.NaN);
const closed = (shape: readonly number[]): Shape => shape.map((side) => (Number.isNaN(side) ? undefined : side));

/** @returns undefined for a layer or a size that is not known; a count is never guessed. */
export function sizeOfLayer(layer: Layer, input: Shape): LayerSize | undefined {
  if (layer.kind === 'inputLayer') return { parameters: 0, flops: 0, output: input };
  const size = kerasLayerSize(layer.kind, argumentsOf(layer), opened(input), { dialect: 'tfjs', inner: () => undefined });
  return size && Number.isFinite(size.parameters) ? { ...size, output: closed(size.output) } : undefined;
}

/** The shape of several tensors added up, joined, ...; undefined for layers that join none, and where they don't fit together. */
export function joinedShape(layer: Layer, inputs: readonly Shape[]): Shape | undefined {
  const size = kerasMergeSize(layer.kind, argumentsOf(layer), inputs.map(opened));
  return size && closed(size.output);
}
