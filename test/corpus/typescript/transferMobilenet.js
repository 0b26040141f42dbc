const tf = require('@tensorflow/tfjs-node');
const { flowersDataset } = require('./flowers');

const MOBILENET = 'https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_0.25_224/model.json';
const CLASSES = 5;

async function headOnMobilenet() {
  const base = await tf.loadLayersModel(MOBILENET);
  const features = base.getLayer('conv_pw_13_relu');
  for (const layer of base.layers) {
    layer.trainable = false;
  }
  let x = tf.layers.globalAveragePooling2d({}).apply(features.output);
  x = tf.layers.dense({ units: CLASSES, activation: 'softmax' }).apply(x);
  return tf.model({ inputs: base.inputs, outputs: x });
}

async function main() {
  const model = await headOnMobilenet();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fitDataset(flowersDataset().shuffle(500).batch(24), { epochs: 8 });
  await model.save('file://flowers');
}

main();
