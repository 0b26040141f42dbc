// Weights and output shapes of Keras-like layers of tfjs: https://js.tensorflow.org/api/latest/#Layers

/** Shape of one sample; undefined sides are not known. */
export type Shape = readonly (number | undefined)[];

export interface LayerSettings {
  /** `dense`, `conv2d`, ... as `tf.layers` has it */
  readonly kind: string;
  /** a number, or a list of numbers whose missing entries are not known; undefined when not stated */
  readonly numbers: (name: string) => readonly (number | undefined)[] | undefined;
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean | undefined;
}

export interface LayerSize {
  readonly parameters: number;
  readonly output: Shape;
}

const product = (sides: Shape): number | undefined =>
  sides.reduce<number | undefined>((size, side) => (size === undefined || side === undefined ? undefined : size * side), 1);

/** Pads one number to as many as there are dimensions. */
function each(values: readonly (number | undefined)[] | undefined, dimensions: number, fallback: number | undefined): readonly (number | undefined)[] {
  if (!values) return Array.from({ length: dimensions }, () => fallback);
  return values.length === 1 ? Array.from({ length: dimensions }, () => values[0]) : values;
}

const windowed = (side: number | undefined, window: number | undefined, stride: number | undefined, same: boolean): number | undefined =>
  side === undefined || window === undefined || stride === undefined ? undefined : same ? Math.ceil(side / stride) : Math.floor((side - window) / stride) + 1;

/** @returns undefined for a layer or a size that is not known; a count is never guessed. */
export function sizeOfLayer(layer: LayerSettings, input: Shape): LayerSize | undefined {
  const one = (name: string): number | undefined => layer.numbers(name)?.[0];
  const channels = input[input.length - 1];
  const bias = layer.flag('useBias') === false ? 0 : 1;
  const same = layer.text('padding') === 'same';
  switch (layer.kind) {
    case 'dense': {
      const units = one('units');
      return units === undefined || channels === undefined ? undefined : { parameters: (channels + bias) * units, output: [...input.slice(0, -1), units] };
    }
    case 'conv1d':
    case 'conv2d':
    case 'conv3d': {
      const dimensions = Number(layer.kind.charAt(4));
      const kernel = each(layer.numbers('kernelSize'), dimensions, undefined);
      const strides = each(layer.numbers('strides'), dimensions, 1);
      const filters = one('filters');
      const area = product(kernel);
      if (filters === undefined || area === undefined || channels === undefined || input.length !== dimensions + 1) return undefined;
      return {
        parameters: (area * channels + bias) * filters,
        output: [...input.slice(0, -1).map((side, index) => windowed(side, kernel[index], strides[index], same)), filters],
      };
    }
    case 'depthwiseConv2d':
    case 'separableConv2d': {
      const kernel = each(layer.numbers('kernelSize'), 2, undefined);
      const strides = each(layer.numbers('strides'), 2, 1);
      const multiplier = one('depthMultiplier') ?? 1;
      const area = product(kernel);
      if (area === undefined || channels === undefined) return undefined;
      const spatial = input.slice(0, -1).map((side, index) => windowed(side, kernel[index], strides[index], same));
      const depth = channels * multiplier;
      if (layer.kind === 'depthwiseConv2d') return { parameters: area * depth + bias * depth, output: [...spatial, depth] };
      const filters = one('filters');
      return filters === undefined ? undefined : { parameters: area * depth + depth * filters + bias * filters, output: [...spatial, filters] };
    }
    case 'maxPooling1d':
    case 'maxPooling2d':
    case 'averagePooling1d':
    case 'averagePooling2d':
    case 'maxPool2d':
    case 'avgPool2d': {
      const dimensions = layer.kind.includes('1') ? 1 : 2;
      const pool = each(layer.numbers('poolSize'), dimensions, 2);
      const strides = layer.numbers('strides') ? each(layer.numbers('strides'), dimensions, 1) : pool;
      return { parameters: 0, output: [...input.slice(0, -1).map((side, index) => windowed(side, pool[index], strides[index], same)), channels] };
    }
    case 'globalAveragePooling1d':
    case 'globalAveragePooling2d':
    case 'globalMaxPooling1d':
    case 'globalMaxPooling2d':
      return { parameters: 0, output: [channels] };
    case 'flatten':
      return { parameters: 0, output: [product(input)] };
    case 'reshape': {
      const target = layer.numbers('targetShape');
      return target && !target.includes(-1) ? { parameters: 0, output: target } : undefined;
    }
    case 'dropout':
    case 'spatialDropout1d':
    case 'gaussianNoise':
    case 'gaussianDropout':
    case 'alphaDropout':
    case 'activation':
    case 'reLU':
    case 'leakyReLU':
    case 'elu':
    case 'softmax':
    case 'thresholdedReLU':
    case 'inputLayer':
    case 'masking':
      return { parameters: 0, output: input };
    case 'batchNormalization':
      return channels === undefined ? undefined : { parameters: 4 * channels, output: input };
    case 'layerNormalization':
      return channels === undefined ? undefined : { parameters: 2 * channels, output: input };
    case 'embedding': {
      const [words, width] = [one('inputDim'), one('outputDim')];
      return words === undefined || width === undefined ? undefined : { parameters: words * width, output: [...input, width] };
    }
    case 'simpleRNN':
    case 'gru':
    case 'lstm': {
      const units = one('units');
      if (units === undefined || channels === undefined || input.length < 2) return undefined;
      const gates = layer.kind === 'lstm' ? 4 : layer.kind === 'gru' ? 3 : 1;
      // tfjs's GRU has one bias a gate (resetAfter is not supported)
      return { parameters: gates * units * (channels + units + bias), output: layer.flag('returnSequences') ? [input[0], units] : [units] };
    }
    case 'repeatVector':
      return { parameters: 0, output: [one('n'), channels] };
    case 'upSampling2d': {
      const size = each(layer.numbers('size'), 2, 2);
      return {
        parameters: 0,
        output: [...input.slice(0, -1).map((side, index) => (side === undefined || size[index] === undefined ? undefined : side * size[index]!)), channels],
      };
    }
    default:
      return undefined;
  }
}
