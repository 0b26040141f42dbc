import { useState } from 'react';
import * as tf from '@tensorflow/tfjs';

const BATCH_SIZE = 16;

export function Trainer({ xs, ys }: { xs: tf.Tensor; ys: tf.Tensor }) {
  const [rate] = useState(0.01);
  const [model] = useState(() =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 10, activation: 'relu' }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  );

  const onTrain = async () => {
    model.compile({ optimizer: tf.train.rmsprop(rate), loss: 'categoricalCrossentropy' });
    await model.fit(xs, ys, { epochs: 40, batchSize: BATCH_SIZE });
  };

  return <button onClick={onTrain}>Train</button>;
}
