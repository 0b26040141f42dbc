import * as tf from '@tensorflow/tfjs';

export class DigitReader {
  static readonly STEP_SIZE = 0.02;
  static readonly SAMPLES_A_BATCH = 48;
  private rounds = 6;
  private model: tf.Sequential;

  build(): void {
    this.model = tf.sequential();
    this.model.add(tf.layers.flatten({ inputShape: [20, 20, 1] }));
    this.model.add(tf.layers.dense({ units: 30, activation: 'relu' }));
    this.model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
    this.model.compile({ optimizer: tf.train.adam(DigitReader.STEP_SIZE), loss: 'categoricalCrossentropy' });
  }

  async train(images: tf.Tensor, labels: tf.Tensor): Promise<void> {
    await this.model.fit(images, labels, { batchSize: DigitReader.SAMPLES_A_BATCH, epochs: this.rounds });
    await this.model.save('indexeddb://digits');
  }

  async restore(): Promise<void> {
    this.model = (await tf.loadLayersModel('indexeddb://digits')) as tf.Sequential;
    this.model.compile({ optimizer: tf.train.sgd(0.5), loss: 'categoricalCrossentropy' });
  }
}
