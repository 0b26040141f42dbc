import * as tf from '@tensorflow/tfjs';
import { resizeToFit } from './images';

export async function classify(image: HTMLImageElement): Promise<number> {
  const model = await tf.loadLayersModel('/models/digits/model.json');
  const input = resizeToFit.fit(image, { width: 28, height: 28 });
  return tf.tidy(() => (model.predict(input) as tf.Tensor).argMax(-1).dataSync()[0]);
}
