import tensorflow as tf


def model_fn(features, labels, mode, params):
    logits = tf.layers.dense(features["x"], 3)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    optimizer = tf.train.AdagradOptimizer(learning_rate=0.1)
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=optimizer.minimize(loss, tf.train.get_global_step()))


def input_fn():
    data = tf.data.TFRecordDataset("train.tfrecord")
    return data.shuffle(1000).repeat().batch(36)


estimator = tf.estimator.Estimator(model_fn=model_fn, model_dir="out")
estimator.train(input_fn=input_fn, steps=5000)
