import * as tf from '@tensorflow/tfjs-node';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

const IMAGE_SIZE = 28;
const CLASSES = 10;
const BATCH_SIZE = 128;
const EPOCHS = 12;

/** Reads the IDX files of http://yann.lecun.com/exdb/mnist from a folder. */
async function loadSplit(folder: string, split: 'train' | 't10k') {
  const read = async (name: string, header: number) => gunzipSync(await readFile(`${folder}/${split}-${name}-ubyte.gz`)).subarray(header);
  const pixels = await read('images-idx3', 16);
  const labels = await read('labels-idx1', 8);
  return tf.tidy(() => ({
    images: tf.tensor4d(new Uint8Array(pixels), [labels.length, IMAGE_SIZE, IMAGE_SIZE, 1]).div<tf.Tensor4D>(255),
    labels: tf.oneHot(tf.tensor1d(new Uint8Array(labels), 'int32'), CLASSES),
  }));
}

function createModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [IMAGE_SIZE, IMAGE_SIZE, 1], filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 128, activation: 'relu' }));
  model.add(tf.layers.dropout({ rate: 0.5 }));
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  return model;
}

async function main(): Promise<void> {
  const train = await loadSplit('data/mnist', 'train');
  const test = await loadSplit('data/mnist', 't10k');

  const model = createModel();
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

  await model.fit(train.images, train.labels, {
    batchSize: BATCH_SIZE,
    epochs: EPOCHS,
    validationSplit: 0.1,
    callbacks: {
      onEpochEnd: (epoch, logs) => console.log(`epoch ${epoch + 1}: loss ${logs?.loss.toFixed(4)}, validation accuracy ${logs?.val_acc.toFixed(4)}`),
    },
  });

  const [loss, accuracy] = model.evaluate(test.images, test.labels) as tf.Scalar[];
  console.log(`test loss ${loss.dataSync()[0].toFixed(4)}, accuracy ${accuracy.dataSync()[0].toFixed(4)}`);
  await model.save('file://models/mnist');
}

void main();
