import * as tf from '@tensorflow/tfjs';
const vocab = 10000, dim = 64, maxLen = 100;
const model = tf.sequential({
  layers: [
    tf.layers.embedding({ inputDim: vocab, outputDim: dim, inputLength: maxLen }),
    tf.layers.conv1d({ filters: 250, kernelSize: 5, strides: 1, padding: 'valid', activation: 'relu' }),
    tf.layers.globalMaxPool1d({}),
    tf.layers.dense({ units: 250, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam' });
export async function train(xs: tf.Tensor2D, ys: tf.Tensor2D) {
  await model.fit(xs, ys, { epochs: 10, batchSize: 32 });
}
train(tf.zeros([500, maxLen]), tf.zeros([500, 1]));
