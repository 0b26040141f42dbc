import tensorflow as tf
from absl import flags

FLAGS = flags.FLAGS
flags.DEFINE_integer("train_batch_size", 48, "Total batch size for training.")
flags.DEFINE_float("learning_rate", 3e-5, "The initial learning rate.")
flags.DEFINE_integer("num_train_steps", 20000, "Number of training steps.")
flags.DEFINE_bool("use_tpu", False, "Whether to use TPU.")


class AdamWeightDecayOptimizer(tf.train.Optimizer):
    def __init__(self, learning_rate, weight_decay_rate=0.0):
        super().__init__(False, "AdamWeightDecayOptimizer")
        self.learning_rate = learning_rate
        self.weight_decay_rate = weight_decay_rate

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        return tf.group(*[variable.assign(variable - self.learning_rate * gradient) for gradient, variable in grads_and_vars])


def create_train_op(loss, rate, steps, warmup):
    step = tf.train.get_or_create_global_step()
    decayed = tf.train.polynomial_decay(tf.constant(value=rate, shape=[], dtype=tf.float32), step, steps, end_learning_rate=0.0)
    is_warmup = tf.cast(step < warmup, tf.float32)
    optimizer = AdamWeightDecayOptimizer(learning_rate=(1.0 - is_warmup) * decayed + is_warmup * rate * tf.cast(step, tf.float32) / warmup, weight_decay_rate=0.01)
    variables = tf.trainable_variables()
    return optimizer.apply_gradients(zip(tf.gradients(loss, variables), variables), global_step=step)


def build(rate, steps):
    def model_fn(features, labels, mode, params):
        logits = tf.layers.dense(features["x"], 3)
        loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
        return tf.contrib.tpu.TPUEstimatorSpec(mode=mode, loss=loss, train_op=create_train_op(loss, rate, steps, 1000))

    return model_fn


def input_fn(params):
    return tf.data.TFRecordDataset("train.tfrecord").repeat().batch(params["batch_size"], drop_remainder=True)


def main(_):
    estimator = tf.contrib.tpu.TPUEstimator(
        use_tpu=FLAGS.use_tpu,
        model_fn=build(FLAGS.learning_rate, FLAGS.num_train_steps),
        train_batch_size=FLAGS.train_batch_size,
    )
    estimator.train(input_fn=input_fn, max_steps=FLAGS.num_train_steps)


if __name__ == "__main__":
    tf.app.run()
