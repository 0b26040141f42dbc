const tf = require('@tensorflow/tfjs-node');

function buildForecaster() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 12, inputShape: [7], activation: 'relu' }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return model;
}

exports.trainForecaster = async (options, series) => {
  const model = buildForecaster();
  await model.fit(series.windows, series.targets, { epochs: options.epochs, batchSize: options.batch_size });
  return model;
};
