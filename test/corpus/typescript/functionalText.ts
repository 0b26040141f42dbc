import * as tf from '@tensorflow/tfjs-node';
import { loadReviews } from './reviews';

const VOCABULARY = 5000;
const MAX_WORDS = 80;

function buildModel(): tf.LayersModel {
  const words = tf.input({ shape: [MAX_WORDS], dtype: 'int32' });
  const embedded = tf.layers.embedding({ inputDim: VOCABULARY, outputDim: 32 }).apply(words) as tf.SymbolicTensor;
  const shared = tf.layers.dense({ units: 16, activation: 'relu' });
  let hidden = tf.layers.lstm({ units: 32 }).apply(embedded) as tf.SymbolicTensor;
  hidden = tf.layers.dropout({ rate: 0.3 }).apply(hidden) as tf.SymbolicTensor;
  hidden = shared.apply(hidden) as tf.SymbolicTensor;
  const verdict = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor;
  return tf.model({ inputs: words, outputs: verdict });
}

export async function train(epochs = 4): Promise<void> {
  const { tokens, labels } = await loadReviews();
  const model = buildModel();
  model.compile({ optimizer: tf.train.adam(0.002), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await model.fit(tokens, labels, { epochs, batchSize: 64, validationSplit: 0.1 });
}
