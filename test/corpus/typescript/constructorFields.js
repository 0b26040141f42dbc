import * as tf from '@tensorflow/tfjs';

export class PitchModel {
  constructor() {
    this.samples = 24;
    this.rate = 0.004;
    this.network = tf.sequential();
    this.network.add(tf.layers.dense({ units: 9, inputShape: [5], activation: 'tanh' }));
    this.network.add(tf.layers.dense({ units: 2 }));
    this.network.compile({ optimizer: tf.train.rmsprop(this.rate), loss: 'meanSquaredError' });
  }

  async learn(inputs, targets) {
    await this.network.fit(inputs, targets, { batchSize: this.samples, epochs: 14 });
  }
}
