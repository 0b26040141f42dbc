// The size of a model whose layers stand in the code: parameters and, where shapes are known, forward FLOPs and the input's size.
import type { Value } from '../evaluate/values';
import { isKerasModel, kerasModelSize, type Follow } from './keras/kerasModel';
import { isTorchModule, torchParameters, type Making } from './torch/modules';
import { isTorchvisionNetwork } from './torch/torchvisionModels';

export interface Architecture {
  readonly parameters: number;
  /** forward, one sample, 2 per multiply-add */
  readonly flopsPerSample?: number;
  /** side in pixels of a square input image */
  readonly imageSize?: number;
}

/** Image channels that a network's input has: grey, RGB, RGBA. */
const imageChannels = [1, 3, 4];

const positive = (value: number): number | undefined => (Number.isSafeInteger(value) && value > 0 ? value : undefined);

/**
 * Counts a model from its layers; undefined unless every layer resolves, so that a figure is never too small.
 * @param follow runs the `call` of Keras layers that the workspace defines
 * @param fed one sample's shape, for Keras models that state none
 * @param making how PyTorch modules came about
 */
export function architectureOf(model: Value, follow?: Follow, fed?: readonly number[], making?: Making): Architecture | undefined {
  if (isKerasModel(model)) {
    const size = kerasModelSize(model, follow, fed);
    const parameters = positive(size?.parameters ?? 0);
    return parameters && size ? { parameters, flopsPerSample: positive(size.flops), imageSize: squareImage(size.input) } : undefined;
  }
  if (!isTorchModule(model) && !isTorchvisionNetwork(model)) return undefined;
  const parameters = positive(torchParameters(model, making));
  return parameters ? { parameters } : undefined;
}

function squareImage(shape: readonly number[]): number | undefined {
  const [height, width, channels] = shape;
  return shape.length === 3 && height === width && imageChannels.includes(channels!) ? positive(height!) : undefined;
}
