import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRun, readRuns } from './readRuns';

const graph = `
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets("data/", one_hot=True)
batch_size = 100
x = tf.placeholder(tf.float32, [None, 784])
w = tf.Variable(tf.zeros([784, 10]))
cost = tf.reduce_mean(tf.matmul(x, w))
`;

describe('TensorFlow 1', () => {
  it('makes a run of the loop in which a session runs the training operation', () => {
    const { framework, line, facts } = readRun(`${graph}optimizer = tf.train.AdamOptimizer(learning_rate=0.01).minimize(cost)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(15):
        for i in range(mnist.train.num_examples // batch_size):
            batch_x, batch_y = mnist.train.next_batch(batch_size)
            _, c = sess.run([optimizer, cost], feed_dict={x: batch_x})
`);
    assert.equal(framework, 'tensorflow');
    assert.equal(line, 12);
    assert.deepEqual(facts, {
      method: 'pretrain',
      dataset: 'mnist',
      perDeviceBatchSize: 100,
      epochs: 15,
      learningRate: 0.01,
      optimizer: 'adam',
      precision: 'fp32',
    });
  });

  it('counts steps where the loop counts them, and reads `train_op.run()` and the compatibility module', () => {
    const { facts } = readRun(`
import tensorflow.compat.v1 as tf
w = tf.get_variable("w", [10])
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    for step in range(1, 2000 + 1):
        train_op.run(feed_dict={})
`);
    assert.equal(facts.maxSteps, 2000);
    assert.equal(facts.epochs, undefined);
    assert.equal(facts.optimizer, 'sgd');
    assert.equal(facts.learningRate, 0.5);
  });

  it('takes a schedule by its start, and leaves the method open where weights are restored first', () => {
    const { facts } = readRun(`${graph}rate = tf.train.exponential_decay(0.1, step, 1000, 0.9)
train_op = tf.train.MomentumOptimizer(rate, 0.9).minimize(cost)
sess = tf.Session()
tf.train.Saver().restore(sess, "weights")
for epoch in range(3):
    sess.run(train_op)
`);
    assert.equal(facts.learningRate, 0.1);
    assert.equal(facts.method, undefined);
  });

  it('finds no run where a session only evaluates', () => {
    assert.deepEqual(readRuns(`${graph}with tf.Session() as sess:\n    for i in range(10):\n        sess.run(cost, feed_dict={x: mnist.test.images})\n`), []);
  });

  it("follows an Estimator's model function for the optimizer and its input function for the batch", () => {
    const { line, facts } = readRun(`${graph}
def model_fn(features, labels, mode):
    train_op = tf.train.AdamOptimizer().minimize(cost)
    return tf.estimator.EstimatorSpec(mode, train_op=train_op)
model = tf.estimator.Estimator(model_fn)
input_fn = tf.estimator.inputs.numpy_input_fn(x={"images": mnist.train.images}, batch_size=128, num_epochs=None, shuffle=True)
model.train(input_fn, steps=2000)
`);
    assert.equal(line, 15);
    assert.deepEqual(facts, {
      method: 'pretrain',
      dataset: 'mnist',
      perDeviceBatchSize: 128,
      maxSteps: 2000,
      learningRate: 0.001,
      optimizer: 'adam',
      precision: 'fp32',
    });
  });
});
