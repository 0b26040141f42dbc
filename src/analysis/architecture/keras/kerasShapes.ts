// How Keras layers change shapes. A shape leaves out the batch axis; an open axis is NaN and makes what follows from it NaN.
import { product } from '../layerArguments';

export type Shape = readonly number[];

export const channelsOf = (shape: Shape): number => shape.at(-1) ?? Number.NaN;
export const spatialOf = (shape: Shape): Shape => shape.slice(0, -1);
export const elementsOf = (shape: Shape): number => product(shape);

/** Length of one axis after a window of `size` moves over it (https://keras.io/api/layers/convolution_layers/convolution2d/, "padding"). */
export function windowed(length: number, size: number, stride: number, padding: string | undefined, dilation = 1): number {
  if (padding === 'same' || padding === 'causal') return Math.ceil(length / stride);
  if (padding === 'valid') return Math.floor((length - dilation * (size - 1) - 1) / stride) + 1;
  return Number.NaN;
}

/** The inverse of {@link windowed}, for transposed convolutions. */
export function unwindowed(length: number, size: number, stride: number, padding: string | undefined): number {
  if (padding === 'same') return length * stride;
  if (padding === 'valid') return length * stride + Math.max(size - stride, 0);
  return Number.NaN;
}

/** Keras's Reshape: one axis may be -1 and takes what is left. */
export function reshaped(from: Shape, to: Shape): Shape {
  const open = to.indexOf(-1);
  if (open < 0) return to;
  const rest = product(to.filter((length) => length !== -1));
  return to.map((length) => (length === -1 ? elementsOf(from) / rest : length));
}
