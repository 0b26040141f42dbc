import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { architectureOf } from '../../../../../src/analysis/architecture/architectureOf';
import { addedLayers } from '../../../../../src/analysis/architecture/keras/kerasModel';
import { known, mapping, sequence, unknown, type Instance, type Value } from '../../../../../src/analysis/evaluate/values';
import { called, made } from '../layers';

type LayerArgument = string | number | boolean | readonly number[] | Instance;

const layer = (name: string, positional: readonly LayerArgument[] = [], keywords: Record<string, LayerArgument> = {}): Instance =>
  made(`keras.layers.${name}`, positional as never, keywords as never);

describe('a Keras model written in code', () => {
  it('is counted through a Sequential list', () => {
    const model = made('keras.Sequential', [
      [
        made('keras.Input', [], { shape: [28, 28, 1] }),
        layer('Conv2D', [32], { kernel_size: [3, 3], activation: 'relu' }),
        layer('MaxPooling2D', [], { pool_size: [2, 2] }),
        layer('Conv2D', [64], { kernel_size: [3, 3], activation: 'relu' }),
        layer('MaxPool2D', [], { pool_size: [2, 2] }),
        layer('Flatten'),
        layer('Dropout', [0.5]),
        layer('Dense', [10], { activation: 'softmax' }),
      ],
    ]);
    const conv1 = 2 * 9 * 32 * 26 * 26;
    const conv2 = 2 * 9 * 32 * 64 * 11 * 11;
    assert.deepEqual(architectureOf(model), { parameters: 34_826, flopsPerSample: conv1 + conv2 + 2 * 1600 * 10, imageSize: 28 });
  });

  it('is counted through add(), from the first layer’s input_shape', () => {
    const model = made('tensorflow.keras.models.Sequential');
    model.attributes.set(
      addedLayers,
      sequence([layer('Dense', [512], { activation: 'relu', input_shape: [784] }), layer('BatchNormalization'), layer('Dense', [10])]),
    );
    assert.equal(architectureOf(model)?.parameters, 784 * 512 + 512 + 4 * 512 + 512 * 10 + 10);
  });

  it('is counted through the functional interface, merges and shared layers once', () => {
    const input = made('keras.Input', [], { shape: [16] });
    const shared = layer('Dense', [16]);
    const twice = called(shared, called(shared, input));
    const joined = called(layer('Concatenate'), twice, input);
    const output = called(layer('Dense', [1]), joined);
    assert.equal(architectureOf(made('keras.Model', [], { inputs: input, outputs: output }))?.parameters, 16 * 16 + 16 + 33);
  });

  it('is counted through recurrent and embedding layers', () => {
    const model = made('keras.Sequential', [
      [
        made('keras.Input', [], { shape: [100] }),
        layer('Embedding', [20_000, 128]),
        layer('Bidirectional', [layer('LSTM', [64], { return_sequences: true })]),
        layer('GRU', [32]),
        layer('Dense', [1]),
      ],
    ]);
    assert.equal(architectureOf(model)?.parameters, 2_560_000 + 98_816 + 15_552 + 33);
  });

  it('keeps its parameters when an open length leaves only the work unknown', () => {
    const open = made('keras.Input', [], { shape: [null] });
    const model = made('keras.Sequential', [[open, layer('Embedding', [1000, 8]), layer('GlobalAveragePooling1D'), layer('Dense', [1])]]);
    assert.equal(architectureOf(model)?.parameters, 8009);
  });

  it('is unknown when a layer has no rule or an argument is open', () => {
    const input = made('keras.Input', [], { shape: [16] });
    assert.equal(architectureOf(made('keras.Sequential', [[input, made('app.MyLayer', [16])]])), undefined);
    assert.equal(architectureOf(made('keras.Sequential', [[input, made('keras.layers.Dense', [unknown('required-argument')])]])), undefined);
  });
});

describe('a TensorFlow.js model', () => {
  const configured = (callee: string, config: Readonly<Record<string, number | string | readonly number[]>>): Instance => {
    const entries = Object.entries(config).map(([key, value]): [string, Value] => [
      key,
      typeof value === 'object' ? sequence(value.map((size) => known(size))) : known(value),
    ]);
    return made(callee, [mapping(new Map(entries))]);
  };

  it('is counted with camel-case options', () => {
    const model = made('@tensorflow/tfjs.sequential');
    model.attributes.set(
      addedLayers,
      sequence([
        configured('@tensorflow/tfjs.layers.conv2d', { inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu' }),
        configured('@tensorflow/tfjs.layers.conv2d', { filters: 64, kernelSize: 3 }),
        configured('@tensorflow/tfjs.layers.maxPooling2d', { poolSize: 2 }),
        configured('@tensorflow/tfjs.layers.dropout', { rate: 0.25 }),
        made('@tensorflow/tfjs.layers.flatten'),
        configured('@tensorflow/tfjs.layers.dense', { units: 128 }),
        configured('@tensorflow/tfjs.layers.dense', { units: 10 }),
      ]),
    );
    assert.equal(architectureOf(model)?.parameters, 1_199_882);
    assert.equal(architectureOf(model)?.imageSize, 28);
  });
});
