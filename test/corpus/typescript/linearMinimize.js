import * as tf from '@tensorflow/tfjs';

const slope = tf.variable(tf.scalar(Math.random()));
const offset = tf.variable(tf.scalar(Math.random()));
const optimizer = tf.train.sgd(0.05);

export function fitLine(xs, ys) {
  for (let step = 0; step < 300; step++) {
    optimizer.minimize(() => xs.mul(slope).add(offset).sub(ys).square().mean());
  }
}
